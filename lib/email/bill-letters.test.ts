// What the mails about an invoice or a credit note say.
import { describe, expect, test } from 'vitest'
import type { Recipient } from './facts'
import { messageId, write } from './testing/letters'

describe('a mail about an invoice', () => {
  const facts = {
    ...{
      reference: 'SR-0004',
      title: 'Weekly refresh',
      invoiceId: messageId,
      number: 'NZ-INV-2026-000042',
      reason: '',
      credits: '',
    },
    ...{ total: 'NZD 1,380.00', open: 'NZD 1,000.00', dueOn: '2026-12-24' },
  }
  const paper = { name: 'NZ-INV-2026-000042.pdf', contentType: 'application/pdf', bytes: new Uint8Array() }
  const bill = (of: object, to: Partial<Recipient> = {}) =>
    write({ kind: 'bill_sent', facts: { ...facts, news: 'issued', ...of }, paper }, to)

  test('says what is to be paid, until when, and where it stands', () => {
    const { subject, text } = bill({})
    expect(subject).toBe('Re: [SR-0004] Invoice NZ-INV-2026-000042')
    expect(text).toMatch(/NZD 1,380.00, to be paid by:?\s+Thu 24 Dec 2026/)
    expect(text).toContain('https://support.example/services/invoices/NZ-INV-2026-000042')
  })

  test('that is overdue says what is open, to the customer and to whoever looks after the account', () => {
    expect(bill({ news: 'overdue' }).text).toContain('NZD 1,000.00 of NZD 1,380.00')
    const { text } = bill({ news: 'overdue' }, { isStaff: true })
    expect(text).toContain('The customer is reminded too.')
    expect(text).toContain(`/desk/billing/${messageId}`)
  })

  test('of a credit note says why', () => {
    const { subject, text } = bill({ news: 'credited', number: 'NZ-CN-2026-000003', credits: facts.number, reason: 'Too much.' })
    expect(subject).toBe('Re: [SR-0004] Credit note NZ-CN-2026-000003')
    expect(text).toContain('back from invoice NZ-INV-2026-000042')
    expect(text).toContain('Too much.')
  })
})
