// What an open page does with news: which ones concern it, and how often it is read again in a burst.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { concerns } from './concern'
import { paced } from './pace'

test.each([
  ['/desk/cases/HS-10042', 10042, true],
  ['/desk/cases/HS-10042', 10043, false],
  ['/cases/HS-10042', 10042, true],
  ['/cases/HS-10042', 1004, false],
  ['/desk', 10042, true],
  ['/', 10042, true],
  ['/cases', 10042, true],
  ['/desk/admin/people', 10042, false],
  ['/desk/profile', 10042, false],
  ['/cases/new', 10042, false],
  ['/policy', 10042, false],
  ['/desk/cases/HS-10042', undefined, true],
  ['/desk/admin/people', undefined, true],
])('on %s the news of case %s matter: %s', (pathname, number, matter) => {
  expect(concerns(pathname, number === undefined ? {} : { number })).toBe(matter)
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a burst of fifty events causes few readings, the last one after the last event', async () => {
  const readAt: number[] = []
  const pace = paced(async () => void readAt.push(performance.now()))
  const began = performance.now()
  for (let event = 0; event < 50; event++) {
    pace.ask()
    await vi.advanceTimersByTimeAsync(40)
  }
  const lastEvent = performance.now() - 40
  await vi.advanceTimersByTimeAsync(5_000)
  expect(readAt.length).toBeLessThanOrEqual(4)
  expect(readAt[0]! - began).toBeLessThan(100)
  expect(readAt.at(-1)).toBeGreaterThanOrEqual(lastEvent)
  expect(readAt.at(-1)! - lastEvent).toBeLessThan(1_000)
})

test('what changes while the page is being read is read once more, and never two readings at once', async () => {
  let [open, most, readings] = [0, 0, 0]
  const pace = paced(async () => {
    readings++
    most = Math.max(most, ++open)
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    open--
  })
  pace.ask()
  await vi.advanceTimersByTimeAsync(500)
  for (let event = 0; event < 20; event++) pace.ask()
  await vi.advanceTimersByTimeAsync(10_000)
  expect([most, readings]).toEqual([1, 2])
})

test('nothing is read any more once the page has gone', async () => {
  const read = vi.fn(() => Promise.resolve())
  const pace = paced(read)
  pace.ask()
  pace.stop()
  pace.ask()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(read).not.toHaveBeenCalled()
})
