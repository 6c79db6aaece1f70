// What was spent: who approves it, and what a receipt in another currency comes to (services.md §1.6).
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Actor, StaffRole } from '../kernel/actor'
import { formatMoney, money } from '../kernel/money'
import { converted, EXPENSE_STATES, expensesLeft, formatRate, nextExpenseStates, parseRate } from './expense'

const staff = (userId: string, ...roles: StaffRole[]): Actor => ({
  ...{ kind: 'staff', userId, roles, regionCode: 'APAC', name: userId, timeZone: 'UTC' },
})

test('nobody approves their own; whoever leads or stands in does, and what was returned stays so', () => {
  const of = (actor: Actor) =>
    EXPENSE_STATES.flatMap((state) =>
      nextExpenseStates(actor, { state, spenderId: 'hana', leadId: 'lead' }).map((to) => `${state}→${to}`),
    )
  expect(of(staff('hana', 'agent', 'services_lead'))).toEqual(['submitted→withdrawn'])
  expect(of(staff('lead', 'agent'))).toEqual(['submitted→approved', 'submitted→rejected'])
  expect(of(staff('ingrid', 'services_lead'))).toEqual(['submitted→approved', 'submitted→rejected', 'approved→written_off'])
  expect(of(staff('rina', 'csm'))).toEqual([])
})

test('a receipt is converted between currencies of every exponent and rounded once', () => {
  const of = (minor: bigint, from: string, rate: string, to: string) =>
    formatMoney(converted(money(minor, from), parseRate(rate)!, to))
  expect(of(12_050n, 'EUR', '1.9432', 'NZD')).toBe('NZD 234.16')
  expect(of(1_800n, 'JPY', '0.0110', 'NZD')).toBe('NZD 19.80')
  expect(of(1_005n, 'NZD', '90.5', 'JPY')).toBe('JPY 910')
  expect(of(1_000n, 'KWD', '5.5', 'NZD')).toBe('NZD 5.50')
  expect(['1.0832', '1,5', '0', '', 'x', '1.1234567'].map(parseRate)).toEqual([1_083_200n, 1_500_000n, null, null, null, null])
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 999_999_999_999n }), (micro) => {
      expect(parseRate(formatRate(micro))).toBe(micro)
    }),
    { numRuns: 200 },
  )
  expect(expensesLeft(money(90_000n, 'NZD'), [money(30_000n, 'NZD'), money(10n, 'NZD')]).minor).toBe(59_990n)
})
