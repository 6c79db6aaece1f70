import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownPath } from './own-path'

const origin = 'https://portal.example'

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/%09/evil.example',
  '/%5cevil.example',
  '/%2f/evil.example',
  '/\t/evil.example',
  'https:evil.example',
  'https://portal.example@evil.example',
  'https://portal.example.evil.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  '/x\r\nLocation: https://evil.example',
  '/%E0%A4%A',
  '/..//evil.example',
  '/./\\evil.example',
  'cases/1',
  '',
  null,
  undefined,
  ['/a'],
  `/${'a'.repeat(2_100)}`,
])('never leaves the site for %j (AB-051)', (wanted) => {
  expect(ownPath(wanted, { origin })).toBe('/')
})

test.each([
  ['/cases/HS-10001?tab=all#last', '/cases/HS-10001?tab=all#last'],
  ['https://portal.example/desk', '/desk'],
  ['/a/../b', '/b'],
  ['/search?q=%0d%0aLocation:x', '/search?q=%0d%0aLocation:x'],
])('keeps %s', (wanted, path) => {
  expect(ownPath(wanted, { origin })).toBe(path)
})

test('whatever is asked for, a browser on our page stays on our host', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^[/\\.%:@a-z0-9?#]{1,12}$/)), (wanted) => {
      expect(new URL(ownPath(wanted, { origin }), `${origin}/sign-in`).origin).toBe(origin)
    }),
  )
})
