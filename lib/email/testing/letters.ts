// Mails about one case for tests of their words: the case, its reader, and what a reader of the HTML part reads.
import { parseInstant } from '../../kernel/time'
import type { CaseOfMail, House, MailFacts, Recipient } from '../facts'
import { writeMail } from '../words'

export const DUE = parseInstant('2026-11-24T00:20:00Z')
const house: House = {
  brandName: 'Harmoni Support',
  productName: 'Harmoni',
  supportEmail: 'support@harmoni.example',
  origin: 'https://support.example',
}
const recipient: Recipient = { name: 'Mere Hollis', timeZone: 'Pacific/Auckland', isStaff: false }
export const supportCase: CaseOfMail = {
  reference: 'HS-10432',
  subject: 'Nobody can publish',
  status: 'new',
  severity: 1,
  levelNames: { 1: 'Urgent', 2: 'High', 3: 'Normal', 4: 'Low' },
  firstAnswerMinutes: 240,
  organisationName: 'Tuiwhenua Insight Co',
  requesterName: 'Mere Hollis',
  accountManagerName: 'Rina Valemore',
  nextDueAt: DUE,
  reopenableUntil: null,
  ratingPath: null,
}
export const messageId = '0199d3c2-0000-7000-8000-000000000001'

/** The mail as it leaves, to the requester unless said otherwise. */
export const write = (about: MailFacts, to: Partial<Recipient> = {}) =>
  writeMail({ about, house, recipient: { ...recipient, ...to } })
/** The mail that acknowledges a case. */
export const received = (of: Partial<CaseOfMail> = {}) =>
  write({ kind: 'case_received', supportCase: { ...supportCase, ...of }, facts: { dueAt: DUE, severity: 1 } })
/** The mail with an answer. */
export const answered = (
  facts: Partial<Extract<MailFacts, { kind: 'case_answered' }>['facts']>,
  of: Partial<CaseOfMail> = {},
  body = 'Please try **again**.',
) =>
  write({
    kind: 'case_answered',
    supportCase: { ...supportCase, ...of },
    facts: { messageId, status: 'open', previousStatus: 'new', dueAt: null, decide: null, ...facts },
    message: { author: 'Hana Corvell', body },
  })

/** What a reader of the HTML part reads, without the sheet, the preview and the address under the button. */
export const readable = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>|<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
