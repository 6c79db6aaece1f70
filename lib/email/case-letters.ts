// What mails about a case say: where it stands, what we promise next, and the one thing to do.
import type { CaseStatus } from '../cases/case'
import type { Instant } from '../kernel/time'
import { formatAbsolute, zonePlace } from '../kernel/words'
import type { CaseOfMail, House, MailFacts, Recipient } from './facts'
import { paragraph, promise, said, type Block, type Letter } from './letter'

type About<K extends MailFacts['kind']> = Extract<MailFacts, { kind: K }>
type To = { recipient: Recipient; house: House }

/** The number and what happens next: the automated reply that the policy promises. */
export function receivedLetter({ supportCase, facts }: About<'case_received'>, to: To): Letter {
  const byManager = supportCase.status === 'with_account_manager'
  const who = byManager ? `${supportCase.accountManagerName}, your account manager,` : 'A person of our support team'
  return caseLetter(supportCase, to, {
    isFirst: true,
    heading: `We have your case ${supportCase.reference}`,
    preview: facts.dueAt === null ? 'A person reads it and answers.' : `A person answers by ${when(facts.dueAt, to)}.`,
    blocks: [
      paragraph(`“${supportCase.subject}” has reached us. Its number is ${supportCase.reference}.`),
      ...(facts.dueAt === null ? [] : [promise('A person answers by', when(facts.dueAt, to), levelAside(supportCase))]),
      paragraph(`${who} reads it and answers here by mail and on the page of the case. Until then you need not do anything.`),
      paragraph('If you remember something more, add it on the page of the case. The more we know, the faster we can help.'),
    ],
    action: 'Open the case',
  })
}

/** A person's message, and what its status means for the reader. */
export function answeredLetter({ supportCase, facts, message }: About<'case_answered'>, to: To): Letter {
  const next = afterAnswer(supportCase, facts, to)
  return caseLetter(supportCase, to, {
    heading: next.heading(message.author),
    preview: firstWords(message.body),
    blocks: [said(message.author, message.body), ...next.blocks],
    action: next.action,
    greets: true,
  })
}

type Next = { heading: (author: string) => string; blocks: Block[]; action: string }

function afterAnswer(supportCase: CaseOfMail, facts: About<'case_answered'>['facts'], to: To): Next {
  const answered = (author: string) => `${author} has answered`
  const nextUpdate = facts.dueAt === null ? [] : [promise('You hear from us again by', when(facts.dueAt, to))]
  switch (facts.status) {
    case 'waiting':
      return {
        heading: (author) => `${author} needs an answer from you`,
        blocks: [paragraph('We go on as soon as you have answered on the page of the case.'), ...nextUpdate],
        action: 'Answer',
      }
    case 'resolved':
      return {
        heading: (author) => (facts.previousStatus === 'resolved' ? answered(author) : `${author} has solved your case`),
        blocks: [paragraph(reopening(supportCase, to))],
        action: 'Open the case',
      }
    case 'with_account_manager':
      return {
        heading: answered,
        blocks: [paragraph('Your account manager stays on it.'), ...nextUpdate],
        action: 'Open the case',
      }
    default: {
      const words =
        facts.previousStatus === 'with_account_manager'
          ? 'Our support team takes it from here.'
          : facts.previousStatus === 'resolved'
            ? 'The case is open again, and we keep working on it.'
            : facts.dueAt === null
              ? 'We keep working on it, and write whenever something changes.'
              : 'We keep working on it.'
      return { heading: answered, blocks: [paragraph(words), ...nextUpdate], action: 'Open the case' }
    }
  }
}

const STATUS_NEWS: Record<CaseStatus, string> = {
  new: 'is with us again',
  open: 'is in work',
  waiting: 'waits for an answer from your side',
  with_account_manager: 'is with your account manager',
  resolved: 'is solved',
  closed: 'is closed',
}

/** A change that came without a message, told to those who did not make it. */
export function statusLetter({ supportCase, facts }: About<'case_status_changed'>, to: To): Letter {
  const news = STATUS_NEWS[facts.status]
  return caseLetter(supportCase, to, {
    heading: `Case ${supportCase.reference} ${news}`,
    preview: `It ${news}.`,
    blocks:
      facts.status === 'resolved'
        ? [paragraph('Somebody on your side has marked it as solved.'), paragraph(reopening(supportCase, to))]
        : [paragraph(`“${supportCase.subject}” ${news}.`)],
    action: 'Open the case',
  })
}

/** Another level, with the reason, and what that does to the promise. */
export function reclassifiedLetter({ supportCase, facts }: About<'case_reclassified'>, to: To): Letter {
  const name = (level: CaseOfMail['severity']) => `level ${level} (${supportCase.levelNames[level]})`
  return caseLetter(supportCase, to, {
    heading: `Your case is now ${name(facts.severity)}`,
    preview: `It was ${name(facts.previousSeverity)}.`,
    blocks: [
      paragraph(`We have changed it from ${name(facts.previousSeverity)} to ${name(facts.severity)}, for this reason:`),
      said('', facts.reason, 'plain'),
      ...afterCorrection(facts, to),
    ],
    action: 'Open the case',
  })
}

function afterCorrection(facts: About<'case_reclassified'>['facts'], to: To): Block[] {
  if (facts.late) {
    return [
      paragraph(
        facts.metric === 'update'
          ? 'By this level we owe you an update already. A person writes next.'
          : 'By this level we are late. A person answers next.',
      ),
    ]
  }
  if (facts.dueAt === null) return [paragraph('At this level we write whenever something changes.')]
  return [promise(facts.metric === 'update' ? 'You hear from us again by' : 'A person answers by', when(facts.dueAt, to))]
}

/** A question about a project or data, to the person who looks after the organisation. */
export function managerLetter({ supportCase, message }: About<'case_for_account_manager'>, to: To): Letter {
  return caseLetter(supportCase, to, {
    isFirst: true,
    heading: `${supportCase.organisationName} asks you`,
    preview: firstWords(message.body),
    blocks: [
      paragraph(
        `${supportCase.requesterName} has a question about their project or data: “${supportCase.subject}”. The case is assigned to you.`,
      ),
      said(supportCase.requesterName, message.body),
      ...(supportCase.nextDueAt === null ? [] : [promise('Answer by', when(supportCase.nextDueAt, to), levelAside(supportCase))]),
    ],
    action: 'Open the case',
  })
}

type Body = { heading: string; preview: string; blocks: Block[]; action: string; isFirst?: boolean; greets?: boolean }

function caseLetter(supportCase: CaseOfMail, { recipient, house }: To, body: Body): Letter {
  const path = `${recipient.isStaff ? '/desk' : ''}/cases/${supportCase.reference}`
  return {
    // One subject for a whole case, so that mail programs keep its mails together.
    subject: `${body.isFirst ? '' : 'Re: '}[${supportCase.reference}] ${supportCase.subject}`,
    heading: body.heading,
    preview: body.preview,
    greeting: body.greets ? null : `Hello ${recipient.name},`,
    blocks: body.blocks,
    action: { label: body.action, url: house.origin + path },
    footer: [
      `Times are those of ${zonePlace(recipient.timeZone)}, your time zone.`,
      recipient.isStaff
        ? 'You get this mail because the case is assigned to you.'
        : `You get this mail because you take part in case ${supportCase.reference}.`,
      `What we mail you about is your choice: ${house.origin}/profile`,
    ],
  }
}

function when(at: Instant, { recipient }: To): string {
  return formatAbsolute(at, recipient.timeZone)
}

function levelAside({ severity, levelNames, firstAnswerMinutes }: CaseOfMail): string {
  const level = `Level ${severity}, ${levelNames[severity]}`
  return firstAnswerMinutes === null ? level : `${level}: first answer within ${firstAnswerMinutes / 60} support hours`
}

function reopening({ reopenableUntil }: CaseOfMail, to: To): string {
  return reopenableUntil === null
    ? 'If something is left, write on the page of the case.'
    : `If something is left, write on the page of the case by ${when(reopenableUntil, to)} and it is open again.`
}

/** The beginning of a message as one line, for the list of a mail program. */
function firstWords(markdown: string): string {
  const line = markdown
    .replace(/[*_`>#|]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length <= 120 ? line : `${line.slice(0, line.lastIndexOf(' ', 120))} …`
}
