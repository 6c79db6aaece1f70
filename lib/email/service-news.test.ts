// What news of services say, from what their mails are made of.
import { expect, test } from 'vitest'
import { parseInstant } from '../kernel/time'
import { SERVICE_NEWS, serviceNews, type ServiceNewsKind } from './service-news'

const at = { reference: 'SR-0004', title: 'Weekly refresh' }
const quote = { ...at, by: 'Rina', reason: '', quote: 'Q-0003', version: 2, total: 'NZD 4,800.00', validUntil: '2026-12-20' }
const work = { ...at, engagement: 'ENG-4', by: 'Hana', reason: '', detail: '' }
const bill = { ...at, invoiceId: '0199d3c2-0000-7000-8000-000000000001', number: 'NZ-INV-2026-000004', reason: '', credits: '' }
const sums = { total: 'NZD 5,520.00', open: 'NZD 20.00', dueOn: '2026-12-24' }

test.each<[ServiceNewsKind, object, boolean, string, string, string]>([
  [
    'request_for_account_manager',
    { ...at, itemName: 'Workshop', quoteDueAt: parseInstant('2026-11-27T01:00:00Z'), goal: 'Two days.', requesterName: 'Mere' },
    true,
    'Mere asks for a quote',
    'Workshop: Two days.',
    '/desk/services/SR-0004',
  ],
  [
    'request_changed',
    { ...at, state: 'declined_by_vendor', reason: 'No room.', by: 'Rina', caseReference: null },
    false,
    'We cannot offer SR-0004',
    '“No room.”',
    '/services/SR-0004',
  ],
  [
    'request_changed',
    { ...at, state: 'scoping', reason: '', by: 'Mere', caseReference: 'HS-10044' },
    true,
    'Mere wants a quote for SR-0004',
    '',
    '/desk/services/SR-0004',
  ],
  [
    'request_changed',
    { ...at, state: 'awaiting_customer', reason: '', by: 'Rina', caseReference: 'HS-10044', isReminder: true },
    false,
    'Shall we prepare a quote? We have not heard from you',
    '',
    '/services/SR-0004',
  ],
  [
    'request_written',
    { ...at, by: 'Rina', body: 'Which wave?' },
    false,
    'Rina has written to you',
    '“Which wave?”',
    '/services/SR-0004',
  ],
  [
    'request_quote',
    { ...quote, news: 'sent' },
    false,
    'Rina sends a quote: NZD 4,800.00',
    'Q-0003, version 2, NZD 4,800.00 with tax',
    '/services/SR-0004/quote',
  ],
  [
    'request_work',
    { ...work, news: 'burn', reason: '100', detail: 'NZD 4,800.00 of NZD 4,800.00' },
    true,
    'The budget of ENG-4 is used up',
    'NZD 4,800.00 of NZD 4,800.00, before tax',
    '/desk/services/SR-0004/engagement',
  ],
  [
    'request_work',
    { ...work, news: 'on_hold', reason: 'Data is late.', detail: 'customer' },
    false,
    'ENG-4 rests',
    '“Data is late.”',
    '/services/SR-0004/engagement',
  ],
  [
    'bill_sent',
    { ...bill, ...sums, news: 'overdue' },
    true,
    'Invoice NZ-INV-2026-000004 is overdue',
    'NZD 20.00 of NZD 5,520.00 is still open, due Thu 24 Dec 2026',
    '/desk/billing/0199d3c2-0000-7000-8000-000000000001',
  ],
  [
    'bill_sent',
    { ...bill, ...sums, news: 'issued' },
    false,
    'Invoice NZ-INV-2026-000004',
    'NZD 5,520.00, to be paid by Thu 24 Dec 2026',
    '/services/invoices/NZ-INV-2026-000004',
  ],
])('%s of %j, staff %s: %s', (kind, facts, isStaff, heading, detail, page) => {
  expect(serviceNews(kind, facts, isStaff)).toEqual({ ...at, kind, heading, detail, page })
})

test('are of no other facts', () => {
  for (const kind of SERVICE_NEWS) expect(() => serviceNews(kind, {}, true)).toThrow()
})

test.each([
  [undefined, ''],
  [{ offered: 0, chosen: null }, ''],
  [{ offered: 1, chosen: null }, ', without its option'],
  [{ offered: 2, chosen: null }, ', without its 2 options'],
  [{ offered: 1, chosen: 1 }, ', with its option'],
  [{ offered: 1, chosen: 0 }, ', without its option'],
  [{ offered: 3, chosen: 2 }, ', with 2 of its 3 options, as they were signed'],
])('a reminder whose options are %j says so of its total: %s', (options, said) => {
  const { detail } = serviceNews('request_quote', { ...quote, news: 'reminder', options }, false)
  expect(detail).toBe(`Q-0003, version 2, NZD 4,800.00 with tax${said}`)
})
