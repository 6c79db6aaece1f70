// What the mails about a case say, in both parts.
import { describe, expect, test } from 'vitest'
import { addMs, DAY_MS } from '../kernel/time'
import type { MailFacts } from './facts'
import { answered, DUE, messageId, readable, received, supportCase, write } from './testing/letters'

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
