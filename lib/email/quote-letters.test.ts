// What the mails about a quote and its order say.
import { expect, test } from 'vitest'
import { write } from './testing/letters'

test.each([
  [false, undefined],
  [false, { number: 'PO-7', orderedBy: 'Their system', recordedBy: 'Rina' }],
  [true, undefined],
  [true, { number: 'PO-7', orderedBy: 'Their system', recordedBy: 'Rina' }],
])('the mail about an accepted quote, a change: %s, ordered: %j, promises an undo where there is one', (isChange, order) => {
  const facts = {
    reference: 'SR-0004',
    title: 'Weekly refresh',
    news: 'accepted',
    by: 'Mere',
    reason: '',
    quote: 'Q-0003',
  } as const
  const { text } = write({
    kind: 'request_quote',
    facts: { ...facts, version: 2, total: 'NZD 4,800.00', validUntil: '2026-12-20', order, isChange },
  })
  expect(/24\s+hours/.test(text)).toBe(!isChange)
})

test('the mail about an order that was taken back says why', () => {
  const facts = { reference: 'SR-0004', title: 'Weekly refresh', news: 'order_voided', by: 'Ingrid', quote: 'Q-0003' } as const
  const { text } = write({
    kind: 'request_quote',
    facts: { ...facts, version: 2, total: 'NZD 4,800.00', validUntil: '2026-12-20', reason: 'It is of another customer.' },
  })
  expect(text).toContain('Ingrid has taken back an order of Q-0003')
  expect(text).toContain('It is of another customer.')
})
