import { expect, test } from 'vitest'
import { boardColumn } from './board'
import { ENGAGEMENT_STATES } from './engagement'

test('work stands in the column that says what it waits for', () => {
  const columns = ENGAGEMENT_STATES.map((state) =>
    [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ].map(([awaitsAcceptance, hasUnbilled]) =>
      boardColumn({ state, awaitsAcceptance: awaitsAcceptance!, hasUnbilled: hasUnbilled! }),
    ),
  )
  expect(Object.fromEntries(ENGAGEMENT_STATES.map((state, at) => [state, columns[at]]))).toEqual({
    planned: Array(4).fill('planned'),
    active: ['active', 'to_accept', 'active', 'to_accept'],
    on_hold: Array(4).fill('on_hold'),
    delivered: ['delivered', 'to_accept', 'to_bill', 'to_accept'],
    closed: Array(4).fill(null),
    cancelled: Array(4).fill(null),
  })
})
