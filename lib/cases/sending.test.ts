import { describe, expect, test } from 'vitest'
import { addMs, parseInstant } from '../kernel/time'
import { sendsAt } from './sending'

const NOW = parseInstant('2026-11-24T10:00:00Z')
const seconds = (count: number) => addMs(NOW, count * 1_000)

describe('a reply', () => {
  test.each([
    ['waits as long as its author chose', 10, null, seconds(10)],
    ['goes at once for who wants that', 0, null, null],
    ['waits where its promise has time', 10, seconds(41), seconds(10)],
    ['goes at once where the promise ends in the wait', 10, seconds(9), null],
    ['goes at once where the promise ends soon after it', 10, seconds(40), null],
    ['does not make a late promise later', 10, seconds(-3_600), null],
  ])('%s', (_, undoSeconds, dueAt, expected) => {
    expect(sendsAt(NOW, undoSeconds, dueAt)).toBe(expected)
  })
})
