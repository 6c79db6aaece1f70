import { expect, test } from 'vitest'
import { at, calendars, iso, newCase, play } from './fixtures/world'
import { levelPromises } from './level-promises'

/** Opened Tuesday 09:00 in London; business hours are 08:30 to 17:00 there. */
const opened = at('2026-07-14T08:00:00Z')

test('each other level counts from the start of the case, not from now', () => {
  const facts = play(newCase(3, 'EMEA'), { kind: 'opened', at: opened })
  const found = levelPromises(facts, calendars, at('2026-07-14T10:00:00Z'))
  expect(found.map(({ level, promise }) => [level, promise && iso(promise.dueAt)])).toEqual([
    [1, '2026-07-14T12:00:00Z'],
    [2, '2026-07-14T16:00:00Z'],
    [4, '2026-07-21T13:30:00Z'],
  ])
})

test('a level whose updates come with each change of status promises no time once the case was answered', () => {
  const facts = play(
    newCase(1, 'EMEA'),
    { kind: 'opened', at: opened },
    { kind: 'staff_replied', at: at('2026-07-14T09:00:00Z') },
  )
  const found = levelPromises(facts, calendars, at('2026-07-14T10:00:00Z'))
  expect(found.find(({ level }) => level === 2)?.promise).toMatchObject({ metric: 'update' })
  expect(found.find(({ level }) => level === 3)?.promise).toBeNull()
})
