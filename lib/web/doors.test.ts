// What a door decides by itself: where a request comes from, from which address, and what a form may hold.
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { Invalid } from '@/lib/kernel/errors'
import { parseInput, valuesOfForm, withoutSecrets } from './form-input'
import { isOwnOrigin } from './origin'
import { addressOf } from './address'

const OWN = 'https://portal.example'

beforeAll(() => {
  vi.stubEnv('APP_ORIGIN', OWN)
})

describe('the origin of a request (AB-018, AB-019)', () => {
  test.each([
    [{ origin: OWN, 'sec-fetch-site': 'same-origin' }, true],
    [{ origin: OWN }, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{}, false],
    [{ origin: 'null' }, false],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', host: 'evil.example' }, false],
    [{ origin: 'https://portal.example.evil' }, false],
    [{ origin: 'https://portal.example:444' }, false],
    [{ origin: 'https://portal.example.' }, false],
    [{ origin: 'http://portal.example' }, false],
    [{ origin: OWN, 'sec-fetch-site': 'cross-site' }, false],
    [{ origin: OWN, 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
  ])('%j → %s', (headers, own) => {
    expect(isOwnOrigin(new Headers(headers as Record<string, string>), OWN)).toBe(own)
  })

  test('a demo may be opened by any of the names of this machine, each from its own pages', () => {
    const own = 'http://127.0.0.1:3000'
    const from = (origin: string, host: string) => isOwnOrigin(new Headers({ origin, host }), own)
    expect(from('http://localhost:3000', 'localhost:3000')).toBe(true)
    expect(from('http://localhost:3000', '127.0.0.1:3000')).toBe(false)
    expect(from('http://localhost:3001', 'localhost:3001')).toBe(false)
    expect(from('http://localhost.evil.example:3000', 'localhost.evil.example:3000')).toBe(false)
  })
})

test('the address is the one that our outermost proxy wrote, never what a visitor says (AB-022)', () => {
  const headers = new Headers({
    'x-forwarded-for': '6.6.6.6, 198.51.100.7, 10.0.0.2',
    'x-real-ip': '6.6.6.6',
    'cf-connecting-ip': '6.6.6.6',
  })
  expect(addressOf(headers, 0)).toBe('local')
  expect(addressOf(headers, 1)).toBe('10.0.0.2')
  expect(addressOf(headers, 2)).toBe('198.51.100.7')
  expect(addressOf(new Headers(), 1)).toBe('unknown')
})

describe('a form', () => {
  const schema = z.object({ name: z.string().min(1, 'Give a name.'), roles: z.array(z.string()), note: z.string().default('') })
  const form = (pairs: [string, FormDataEntryValue][]) => valuesOfForm(pairs)

  test('gives repeated keys as a list, once is enough, never is none', () => {
    expect(
      parseInput(
        schema,
        form([
          ['name', 'Ann'],
          ['roles', 'a'],
          ['roles', 'b'],
        ]),
      ),
    ).toEqual({ name: 'Ann', roles: ['a', 'b'], note: '' })
    expect(
      parseInput(
        schema,
        form([
          ['name', 'Ann'],
          ['roles', 'a'],
        ]),
      ).roles,
    ).toEqual(['a'])
    expect(parseInput(schema, form([['name', 'Ann']])).roles).toEqual([])
  })

  test('drops what the schema does not name, and pollutes nothing', () => {
    const parsed = parseInput(
      schema,
      form([
        ['name', 'Ann'],
        ['isAdministrator', 'true'],
        ['__proto__', 'x'],
        ['constructor', 'x'],
        ['$ACTION_ID_1', ''],
      ]),
    )
    expect(Object.keys(parsed)).toEqual(['name', 'roles', 'note'])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  test('refuses lists where one value belongs, and files', () => {
    expect(() =>
      parseInput(
        schema,
        form([
          ['name', 'Ann'],
          ['name', 'Bob'],
        ]),
      ),
    ).toThrow(Invalid)
    expect(() => form([['name', new File(['x'], 'x.txt')]])).toThrow(Invalid)
    expect(() => parseInput(schema, {})).toThrow(Invalid)
  })

  test('gives nothing secret back', () => {
    expect(
      withoutSecrets({
        email: 'a@b.example',
        password: 'x',
        currentPassword: 'x',
        clientSecret: 'x',
        token: 'x',
        csrfToken: 'x',
      }),
    ).toEqual({ email: 'a@b.example' })
  })
})
