import { expect, test } from 'vitest'
import fc from 'fast-check'
import { differenceOf, folded, sizeOf } from './difference'

const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 }).map((lines) => lines.join('\n'))

test('a change is told where it is, what was removed before what was added', () => {
  expect(differenceOf('one\ntwo\nthree', 'one\n2\nthree')).toEqual([
    { kind: 'same', text: 'one' },
    { kind: 'removed', text: 'two' },
    { kind: 'added', text: '2' },
    { kind: 'same', text: 'three' },
  ])
})

test('what stayed and was removed is the one text, what stayed and was added the other', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = differenceOf(before, after)
      const without = (kind: string) => changes.filter((change) => change.kind !== kind).map((change) => change.text)
      expect(without('added').join('\n')).toBe(before)
      expect(without('removed').join('\n')).toBe(after)
    }),
  )
})

test('the same text has no change, and two texts of many lines are compared in time', () => {
  expect(sizeOf(differenceOf('a\nb', 'a\nb'))).toEqual({ added: 0, removed: 0 })
  const many = (word: string) => Array.from({ length: 40_000 }, (_, n) => `${word}${n}`).join('\n')
  expect(sizeOf(differenceOf(many('a'), many('b')))).toEqual({ added: 40_000, removed: 40_000 })
})

test('what stayed far from any change is folded', () => {
  const lines = Array.from({ length: 20 }, (_, n) => `${n}`)
  const shown = folded(differenceOf(lines.join('\n'), [...lines, 'new'].join('\n')))
  expect(shown[0]).toEqual({ kind: 'folded', lines: 17 })
  expect(shown).toHaveLength(5)
})
