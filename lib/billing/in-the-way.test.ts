// Which engagements a billing run shows.
import { expect, test } from 'vitest'
import { money } from '../kernel/money'
import { belongsToRun } from './in-the-way'
import type { LeftOutReason } from './run'

const plan = (minor: bigint, ...reasons: LeftOutReason[]) => ({
  net: money(minor, 'NZD'),
  leftOut: reasons.map((reason) => ({ reason, entries: 1, minutes: 60, milestones: 0, expenses: 0 })),
})

test.each(['draft', 'not_approved', 'overrun', 'not_accepted', 'beyond_budget'] as const)('%s stands in the way', (reason) => {
  expect(belongsToRun(plan(0n, 'prepaid', reason), false)).toBe(true)
  expect(belongsToRun(plan(0n, reason), true)).toBe(false)
})

test.each(['later', 'prepaid', 'included', 'given', 'covered', 'written_off'] as const)(
  '%s alone is nothing to bill',
  (reason) => {
    expect(belongsToRun(plan(0n, reason), false)).toBe(false)
    expect(belongsToRun(plan(1n, reason), true)).toBe(true)
  },
)
