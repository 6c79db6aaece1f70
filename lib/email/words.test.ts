import { describe, expect, test } from 'vitest'
import { addMs, DAY_MS, parseInstant } from '../kernel/time'
import type { CaseOfMail, House, MailFacts, Recipient } from './facts'
import { oneLine, writeMail } from './words'

const DUE = parseInstant('2026-11-24T00:20:00Z')
const house: House = {
  brandName: 'Harmoni Support',
  productName: 'Harmoni',
  supportEmail: 'support@harmoni.example',
  origin: 'https://support.example',
}
const recipient: Recipient = { name: 'Mere Hollis', timeZone: 'Pacific/Auckland', isStaff: false }
const supportCase: CaseOfMail = {
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
const messageId = '0199d3c2-0000-7000-8000-000000000001'

const write = (about: MailFacts, to: Partial<Recipient> = {}) => writeMail({ about, house, recipient: { ...recipient, ...to } })
const received = (of: Partial<CaseOfMail> = {}) =>
  write({ kind: 'case_received', supportCase: { ...supportCase, ...of }, facts: { dueAt: DUE, severity: 1 } })
const answered = (
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
const readable = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>|<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')

describe('the mail that acknowledges a case', () => {
  test('says of which case we made it, where we did', () => {
    const { text } = write({ kind: 'case_received', supportCase, facts: { dueAt: DUE, severity: 1, splitFrom: 'HS-10012' } })
    expect(text).toContain('What you wrote in HS-10012 is about something else too')
    expect(received().text).toContain('has reached us')
  })

  test("says number and promise in the reader's own time, in both parts", () => {
    const { subject, text, html } = received()
    expect(subject).toBe('[HS-10432] Nobody can publish')
    for (const part of [text, readable(html)]) {
      expect(part).toContain('HS-10432')
      expect(part).toContain('Tue 24 Nov 2026, 13:20 NZDT')
      expect(part).toContain('Level 1, Urgent: first answer within 4 business hours')
      expect(part).toContain('https://support.example/cases/HS-10432')
    }
  })

  test('names the account manager where the case went to them', () => {
    expect(received({ status: 'with_account_manager' }).text.replace(/\s+/g, ' ')).toContain(
      'Rina Valemore, your account manager, reads it',
    )
  })
})

describe('the question how it went', () => {
  const solved = { status: 'resolved' as const, reopenableUntil: addMs(DUE, 14 * DAY_MS), ratingPath: '/rating?token=abc' }

  test('stands in the mail that solves a case, with an address for each answer, in both parts', () => {
    const { html, text } = answered({ status: 'resolved', previousStatus: 'open' }, solved)
    for (const answer of ['great', 'okay', 'not_good'] as const) {
      expect(text).toContain(`https://support.example/rating?token=abc&answer=${answer}`)
      expect(html).toContain(`href="https://support.example/rating?token=abc&amp;answer=${answer}"`)
    }
    expect(readable(html)).toContain('How did we do? Great Okay Not good')
  })

  test('is not asked of others, nor again by what we add to a solved case', () => {
    expect(answered({ status: 'resolved', previousStatus: 'open' }, { ...solved, ratingPath: null }).text).not.toContain(
      '/rating',
    )
    expect(answered({ status: 'resolved', previousStatus: 'resolved' }, solved).text).not.toContain('/rating')
  })

  test('tells the account manager what was not good, as text and never as markup', () => {
    const rated = { answer: 'not_good' as const, comment: '<b>Nobody</b> called.' }
    const { html, text } = write(
      { kind: 'case_rated', supportCase: { ...supportCase, ...solved }, facts: rated },
      { isStaff: true },
    )
    expect(text).toContain('Mere Hollis of Tuiwhenua Insight Co was asked how it went')
    expect(text).toContain('https://support.example/desk/cases/HS-10432')
    expect(html).toContain('&lt;b&gt;Nobody&lt;/b&gt; called.')
  })
})

test('the mail to a colleague who was added says by whom, and leads to the case', () => {
  const { subject, text } = write({ kind: 'case_shared', supportCase, facts: { by: 'Mere <b>Hollis</b>' } })
  expect(subject).toBe('[HS-10432] Nobody can publish')
  expect(text).toContain('Mere <b>Hollis</b> has added you to a case')
  expect(text).toContain('https://support.example/cases/HS-10432')
})

test.each([
  ['asked', 'Review: Base sizes', 'Hana <i> asks you for a review'],
  ['returned', 'Sent back: Base sizes', 'The <b>numbers</b>'],
  ['unscheduled', 'Not published: Base sizes', 'It is not published at the time that you chose.'],
] as const)('the mail about the review of an article, %s, says who and why, and leads to the draft', (news, subject, words) => {
  const facts = {
    articleId: messageId,
    title: 'Base sizes',
    news,
    by: 'Hana <i>',
    reason: news === 'returned' ? 'The <b>numbers</b>' : '',
  }
  const mail = write({ kind: 'article_review', facts }, { isStaff: true })
  expect(mail.subject).toBe(subject)
  expect(mail.text.replace(/\s+/g, ' ')).toContain(words)
  expect(mail.text).toContain(`https://support.example/desk/knowledge/${messageId}`)
  expect(mail.html).not.toMatch(/<i>|<b>numbers/)
})

describe('the mail with an answer', () => {
  test('holds the words themselves, rendered', () => {
    const { html, text } = answered({})
    expect(html).toContain('<strong>again</strong>')
    expect(text).toContain(`Hana Corvell wrote:\n${'-'.repeat(40)}\nPlease try **again**.\n`)
  })

  test.each([
    [{ status: 'waiting' as const }, 'Hana Corvell needs an answer from you', 'Answer'],
    [{ status: 'open' as const, dueAt: DUE }, 'Hana Corvell has answered', 'You hear from us again by'],
    [{ status: 'open' as const }, 'Hana Corvell has answered', 'write whenever something changes'],
    [
      { status: 'open' as const, previousStatus: 'with_account_manager' as const },
      'Hana Corvell has answered',
      'Our support team takes it from here',
    ],
    [{ status: 'resolved' as const }, 'Hana Corvell has solved your case', 'write on the page of the case by Tue 8 Dec 2026'],
  ])('says what %o means', (facts, heading, words) => {
    const { html } = answered(facts, { reopenableUntil: addMs(DUE, 14 * DAY_MS) })
    expect(readable(html)).toContain(heading)
    expect(readable(html)).toContain(words)
  })

  test('keeps one subject for a case, so that its mails stay together', () => {
    expect(answered({}).subject).toBe('Re: [HS-10432] Nobody can publish')
  })
})

describe('a corrected level', () => {
  const corrected = (late: boolean, metric: 'first_response' | 'update' = 'first_response') =>
    write({
      kind: 'case_reclassified',
      supportCase,
      facts: { severity: 1, previousSeverity: 3, reason: '5 * 3 < 20 & <b>urgent</b>', dueAt: DUE, metric, late },
    })

  test('comes with its reason as it was written', () => {
    const { text, html } = corrected(false)
    expect(text).toContain('\n5 * 3 < 20 & <b>urgent</b>')
    expect(html).toContain('5 * 3 &lt; 20 &amp; &lt;b&gt;urgent&lt;/b&gt;')
    expect(readable(html)).toContain('from level 3 (Normal) to level 1 (Urgent)')
  })

  test('says that we are late, and not a time that has passed', () => {
    const { text } = corrected(true)
    expect(text).toContain('By this level we are late. A person answers next.')
    expect(text).not.toContain('13:20')
  })
})

describe('a case that is about something else', () => {
  const changed = (goes: 'to_account_manager' | 'to_support') =>
    write({
      kind: 'case_category_changed',
      supportCase: { ...supportCase, status: 'with_account_manager' },
      facts: {
        category: goes === 'to_account_manager' ? 'project_or_data' : 'problem',
        previousCategory: 'how_to',
        reason: 'Your <b>own</b> weights.',
        goes,
        dueAt: DUE,
        metric: 'first_response',
      },
    })

  test('names who has it now, what it costs and by when a person answers', () => {
    const { text, html } = changed('to_account_manager')
    for (const part of [text.replace(/\s+/g, ' '), readable(html)]) {
      expect(part).toContain('Rina Valemore, your account manager, takes it from here.')
      expect(part).toContain('Nothing is charged by this step.')
      expect(part).toContain('Tue 24 Nov 2026, 13:20 NZDT')
    }
    expect(html).toContain('Your &lt;b&gt;own&lt;/b&gt; weights.')
  })

  test('speaks of no cost where support has it again', () => {
    const { text } = changed('to_support')
    expect(text).toContain('Our support team takes it from here.')
    expect(text).not.toContain('charged')
  })

  test('says the same where an answer brought it', () => {
    const { text } = answered({ status: 'with_account_manager', previousStatus: 'open' })
    expect(text.replace(/\s+/g, ' ')).toContain('Rina Valemore, your account manager, takes it from here.')
  })
})

describe('links', () => {
  const facts = { path: '/sign-in/link?token=abc', expiresAt: DUE }

  test.each([
    ['sign_in_link', 'Sign in to Harmoni Support'],
    ['password_reset', 'Choose a new password'],
  ] as const)('%s leads to one page and says until when', (kind, heading) => {
    const { text, html } = write({ kind, facts })
    expect(readable(html)).toContain(heading)
    expect(text).toContain('https://support.example/sign-in/link?token=abc')
    expect(text.replace(/\s+/g, ' ')).toContain('The link works until Tue 24 Nov 2026, 13:20 NZDT.')
  })

  test('an invitation says from whom and to what', () => {
    const { text } = write({
      kind: 'invitation',
      facts: { ...facts, invitedBy: 'Oren Tasgard' },
      organisationName: 'Tuiwhenua Insight Co',
    })
    expect(text.replace(/\s+/g, ' ')).toContain('Oren Tasgard invites you to Harmoni Support for Tuiwhenua Insight Co.')
  })
})

describe('words of others', () => {
  const evil = '<img src=x onerror=alert(1)>"\'&\r\nBcc: evil@x.example'

  test('never become elements or headers', () => {
    const { subject, html } = received({ subject: evil, accountManagerName: evil, status: 'with_account_manager' })
    expect(subject).toBe('[HS-10432] <img src=x onerror=alert(1)>"\'& Bcc: evil@x.example')
    expect(html).not.toContain('<img')
    const message = answered({}, {}, `${evil}\n\n[x](javascript:alert(1)) ![y](https://tracker.example/p.gif)`)
    expect(message.html).not.toMatch(/<img|href="javascript/)
  })

  test('a very long subject is cut, so that a header stays a header', () => {
    expect(oneLine('x'.repeat(1_000))).toHaveLength(240)
  })
})

test('no mail loads anything from anywhere', () => {
  for (const { html } of [received(), answered({}, {}, '![a](https://tracker.example/p.gif)')]) {
    expect(html).not.toMatch(/\bsrc=|url\(|@import|<link|<script/i)
  }
})

test('the files of an answer are named and not sent', () => {
  const about = (files: string[]): MailFacts => ({
    kind: 'case_answered',
    supportCase,
    facts: { messageId, status: 'open', previousStatus: 'new', dueAt: null, decide: null },
    message: { author: 'Hana Corvell', body: 'See the picture.', files },
  })
  const mail = write(about(['export.png', 'steps.mp4']))
  expect(mail.text).toContain('With 2 files, to be seen on the page of the case: export.png, steps.mp4.')
  expect(mail.html).toContain('export.png, steps.mp4')
  expect(write(about([])).text).not.toContain('to be seen on the page')
})

describe('product updates', () => {
  const update = {
    ...{ slug: '9-4', version: '9.4', title: 'Base sizes', summary: 'In short.' },
    entries: [
      { kind: 'new' as const, text: '**Base sizes** in [exports](https://x.example).' },
      { kind: 'known_problem' as const, text: 'Slides.' },
    ],
  }
  const facts = { updateIds: [messageId], occasion: 'at_once' as const, more: 0 }

  test('one says what it brings and how to have no more of them', () => {
    const { subject, text } = write({ kind: 'updates_published', facts, updates: [update], unsubscribeToken: 'T0k' })
    expect(subject).toBe('Harmoni 9.4: Base sizes')
    expect(text).toContain('New: Base sizes in exports.')
    expect(text).toContain('Known problem: Slides.')
    expect(text).toContain('https://support.example/updates/9-4')
    expect(text).toContain('https://support.example/unsubscribe?token=T0k')
  })

  test('those of a week are a list', () => {
    const { subject, text } = write({
      kind: 'updates_published',
      facts: { ...facts, occasion: 'weekly', more: 1 },
      updates: [update, { ...update, slug: '9-5', version: '9.5', title: 'Weights' }],
      unsubscribeToken: 'T0k',
    })
    expect(subject).toBe('Harmoni: 3 updates this week')
    expect(text).toContain('1 new, 1 known problem')
    expect(text).toContain('And 1 more, on the page.')
  })

  test('who asked for it reads of their case and nothing else', () => {
    const { subject, text } = write({
      kind: 'case_released',
      supportCase,
      update: { ...update, entries: update.entries.slice(1) },
    })
    expect(subject).toBe('Re: [HS-10432] Nobody can publish')
    expect(text).toMatch(/is part of\s+version 9\.4/)
    expect(text).not.toContain('New: Base sizes')
  })
})

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
