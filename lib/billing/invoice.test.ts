// How an invoice stands, and who takes it where (services.md §1.11).
import { expect, test } from 'vitest'
import { STAFF_ROLES } from '../kernel/actor'
import { money } from '../kernel/money'
import { refusalOf } from '../engagements/transition'
import { dueOn, INVOICE_STATES, INVOICE_TRANSITIONS, partiesOnInvoice, standingOf } from './invoice'

const nzd = (minor: bigint) => money(minor, 'NZD')

test.each([
  ['draft', 0n, 0n, null, 'draft'],
  ['issued', 0n, 0n, '2026-11-29', 'issued'],
  ['issued', 0n, 0n, '2026-11-28', 'overdue'],
  ['issued', 0n, 40n, '2026-11-29', 'part_paid'],
  ['issued', 0n, 40n, '2026-11-28', 'overdue'],
  ['issued', 60n, 40n, '2026-11-28', 'paid'],
  ['issued', 10n, 100n, '2026-11-28', 'paid'],
  ['issued', 100n, 0n, '2026-11-28', 'credited'],
  ['void', 100n, 0n, '2026-11-28', 'void'],
] as const)('%s, credited %s, paid %s, due %s on 29 November is %s', (state, credited, paid, due, standing) => {
  const invoice = { state, dueOn: due, total: nzd(100n), credited: nzd(credited), paid: nzd(paid) }
  expect(standingOf(invoice, '2026-11-29')).toBe(standing)
})

test('is due so many days after its issue, over the end of a month', () => {
  expect([dueOn('2026-11-29', 30), dueOn('2027-02-28', 1), dueOn('2026-11-29', 0)]).toEqual([
    '2026-12-29',
    '2027-03-01',
    '2026-11-29',
  ])
})

test('only finance issues and voids, whoever looks after the account drafts, and nothing else is in the table', () => {
  const allowed = STAFF_ROLES.flatMap((role) => {
    const actor = { kind: 'staff' as const, userId: 'x', name: 'X', timeZone: 'UTC', roles: [role], regionCode: 'APAC' }
    const parties = partiesOnInvoice(actor as never)
    return [null, ...INVOICE_STATES].flatMap((from) =>
      INVOICE_STATES.flatMap((to) =>
        refusalOf(INVOICE_TRANSITIONS, { from, to, parties, reason: 'So.' }) === null ? [`${role} ${from ?? '–'}→${to}`] : [],
      ),
    )
  })
  expect(allowed).toEqual(['csm –→draft', 'finance –→draft', 'finance draft→issued', 'finance issued→void'])
})
