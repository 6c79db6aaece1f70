// What mails about a case say: where it stands, what we promise next, and the one thing to do.
import { answerHeading, answerNext } from '../cases/after-answer'
import { CATEGORY_TOPICS, type CaseStatus } from '../cases/case'
import { RATING_ANSWERS, RATING_WORDS } from '../cases/rating'
import type { Instant } from '../kernel/time'
import { formatAbsolute, zonePlace } from '../kernel/words'
import type { CaseOfMail, House, MailFacts, Recipient, WrittenMessage } from './facts'
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
      paragraph(
        facts.splitFrom === undefined
          ? `“${supportCase.subject}” has reached us. Its number is ${supportCase.reference}.`
          : `What you wrote in ${facts.splitFrom} is about something else too, so we have made a case of its own of it: “${supportCase.subject}”. Its number is ${supportCase.reference}.`,
      ),
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
    blocks: [...words(message), ...next.blocks],
    action: next.action,
    greets: true,
  })
}

/** What somebody wrote, and the names of the files with it: they are read on the page, where who may is asked. */
function words({ author, body, files = [] }: WrittenMessage): Block[] {
  if (files.length === 0) return [said(author, body)]
  return [
    said(author, body),
    paragraph(
      `With ${files.length === 1 ? 'a file' : `${files.length} files`}, to be seen on the page of the case: ${files.join(', ')}.`,
    ),
  ]
}

type Next = { heading: (author: string) => string; blocks: Block[]; action: string }

function afterAnswer(supportCase: CaseOfMail, facts: About<'case_answered'>['facts'], to: To): Next {
  const heading = (author: string) => answerHeading(author, facts)
  const nextUpdate = facts.dueAt === null ? [] : [promise('You hear from us again by', when(facts.dueAt, to))]
  if (facts.decide !== null)
    return {
      heading: (author) => `${author} asks whether to prepare a quote`,
      blocks: [
        paragraph(
          facts.decide === 'reader'
            ? 'Say yes or no on the page of the case. A quote costs nothing and binds nobody.'
            : `${supportCase.requesterName}, or an administrator of your organisation, says yes or no. A quote costs nothing and binds nobody.`,
        ),
      ],
      action: facts.decide === 'reader' ? 'Decide' : 'Open the case',
    }
  const next = answerNext({ ...facts, tellsTime: facts.dueAt !== null })
  if (facts.status === 'resolved') {
    const question = facts.previousStatus === 'resolved' ? [] : ratingQuestion(supportCase, to)
    return { heading, blocks: [paragraph(reopening(supportCase, to)), ...question], action: 'Open the case' }
  }
  return {
    heading,
    blocks: [...(next === null ? [paragraph(byManager(supportCase, to)), ...NOTHING_CHARGED] : [paragraph(next)]), ...nextUpdate],
    action: facts.status === 'waiting' ? 'Answer' : 'Open the case',
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
        ? facts.request === undefined
          ? [
              paragraph('Somebody on your side has marked it as solved.'),
              paragraph(reopening(supportCase, to)),
              ...ratingQuestion(supportCase, to),
            ]
          : [paragraph(afterService(facts.request, facts.lapsed, to)), paragraph(reopening(supportCase, to))]
        : [paragraph(`“${supportCase.subject}” ${news}.`)],
    action: 'Open the case',
  })
}

function afterService(request: string, lapsed: boolean, { house }: To): string {
  return lapsed
    ? `We asked whether to prepare a quote for it and have heard nothing, so we end it here. Nothing was charged. Write to us whenever you need it.`
    : `Somebody on your side wants a quote for it, so it goes on as ${request}: ${house.origin}/services/${request}. Nothing is charged before a quote is approved.`
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

/** The case changes hands because it is about something else: who has it now, what that costs (nothing), and what we still owe. */
export function categoryLetter({ supportCase, facts }: About<'case_category_changed'>, to: To): Letter {
  const { category, reason, goes, dueAt, metric } = facts
  const manager = goes === 'to_account_manager'
  return caseLetter(supportCase, to, {
    heading: manager ? 'Your case is with your account manager now' : 'Your case is with our support team now',
    preview: `It is about ${CATEGORY_TOPICS[category]}.`,
    blocks: [
      paragraph(`We understand it to be about ${CATEGORY_TOPICS[category]}, for this reason:`),
      said('', reason, 'plain'),
      ...(manager
        ? [paragraph(byManager(supportCase, to)), ...NOTHING_CHARGED]
        : [paragraph('Our support team takes it from here.')]),
      ...(dueAt === null
        ? []
        : [promise(metric === 'update' ? 'You hear from us again by' : 'A person answers by', when(dueAt, to))]),
    ],
    action: 'Open the case',
  })
}

function byManager({ accountManagerName }: CaseOfMail, { house }: To): string {
  return `${accountManagerName}, your account manager, takes it from here. If you see it as a fault in ${house.productName}, say so on the page of the case, and support keeps working on it.`
}

/** services.md §2: said before anybody has to ask. */
const NOTHING_CHARGED = [
  paragraph(
    'Nothing is charged by this step. Should paid consulting be needed, you hear so first, and work starts only after your organisation has approved a written quote.',
  ),
]

/** Another region carries on, and the promise moved to a later time: said before anybody has to ask. */
export function handedOverLetter({ supportCase, facts }: About<'case_handed_over'>, to: To): Letter {
  const { region, previousDueAt, dueAt, metric } = facts
  return caseLetter(supportCase, to, {
    heading: `Our support in ${region} carries on with your case`,
    preview: dueAt === null ? `It is now with ${region}.` : `The promised time is now ${when(dueAt, to)}.`,
    blocks: [
      paragraph(`“${supportCase.subject}” is now with our support in ${region}. The time it has taken so far stays counted.`),
      ...(dueAt === null
        ? []
        : [promise(metric === 'update' ? 'You hear from us again by' : 'A person answers by', when(dueAt, to))]),
      ...(previousDueAt === null
        ? []
        : [paragraph(`We had said ${when(previousDueAt, to)}. The rest of the time runs in the business hours of ${region}.`)]),
    ],
    action: 'Open the case',
  })
}

/** Somebody takes part from now on. */
export function sharedLetter({ supportCase, facts: { by } }: About<'case_shared'>, to: To): Letter {
  return caseLetter(supportCase, to, {
    isFirst: true,
    heading: `${by} has added you to a case`,
    preview: `You can read “${supportCase.subject}” and reply.`,
    blocks: [
      paragraph(
        `“${supportCase.subject}” is case ${supportCase.reference} of ${supportCase.requesterName}. You can read it and reply, and our answers are mailed to you from now on.`,
      ),
    ],
    action: 'Open the case',
  })
}

/** Two cases are one from now on, or two again: where to write, and what is promised there. */
export function mergedLetter({ supportCase, facts }: About<'case_merged'>, to: To): Letter {
  const { from, fromSubject, into, undone, dueAt, metric } = facts
  const due =
    dueAt === null ? [] : [promise(metric === 'update' ? 'You hear from us again by' : 'A person answers by', when(dueAt, to))]
  return caseLetter(
    supportCase,
    to,
    undone
      ? {
          heading: `${from} is a case of its own again`,
          preview: `It is no longer part of ${into}.`,
          blocks: [
            paragraph(`“${fromSubject}” had become part of ${into}. We have taken that back: please write in ${from} again.`),
            ...due,
          ],
          action: 'Open the case',
        }
      : {
          heading: `Your case ${from} goes on as ${into}`,
          preview: `All that was written in ${from} is in ${into} now.`,
          blocks: [
            paragraph(
              `“${fromSubject}” (${from}) and “${supportCase.subject}” (${into}) are about the same, so we have made one case of them. All that was written in ${from} is in ${into} now, with its files. You need not do anything.`,
            ),
            ...due,
          ],
          action: 'Open the case',
        },
  )
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
      ...words(message),
      ...(supportCase.nextDueAt === null ? [] : [promise('Answer by', when(supportCase.nextDueAt, to), levelAside(supportCase))]),
    ],
    action: 'Open the case',
  })
}

/** A word that is not good, to the person who looks after the organisation. */
export function ratedLetter({ supportCase, facts: { answer, comment } }: About<'case_rated'>, to: To): Letter {
  const { requesterName, organisationName } = supportCase
  const words = `${requesterName} of ${organisationName} was asked how it went, and answered “${RATING_WORDS[answer]}”.`
  return caseLetter(supportCase, to, {
    heading: `${organisationName}: ${RATING_WORDS[answer].toLowerCase()}`,
    preview: comment === null ? words : firstWords(comment),
    blocks: [paragraph(words), ...(comment === null ? [] : [said(requesterName, comment, 'plain')])],
    action: 'Open the case',
    why: `You get this mail because you look after ${organisationName}.`,
  })
}

/** One press leads to a page that shows the answer chosen; only its button gives it, so that a scanner's visit says nothing. */
function ratingQuestion({ ratingPath }: CaseOfMail, { house }: To): Block[] {
  if (ratingPath === null) return []
  const answers = RATING_ANSWERS.map((answer) => ({
    label: RATING_WORDS[answer],
    url: `${house.origin}${ratingPath}&answer=${answer}`,
  }))
  return [{ kind: 'question', question: 'How did we do?', answers }]
}

type Body = {
  heading: string
  preview: string
  blocks: Block[]
  action: string
  isFirst?: boolean
  greets?: boolean
  why?: string
}

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
      body.why ??
        (recipient.isStaff
          ? 'You get this mail because the case is assigned to you.'
          : `You get this mail because you take part in case ${supportCase.reference}.`),
      `What we mail you about is your choice: ${house.origin}/profile`,
    ],
  }
}

function when(at: Instant, { recipient }: To): string {
  return formatAbsolute(at, recipient.timeZone)
}

function levelAside({ severity, levelNames, firstAnswerMinutes }: CaseOfMail): string {
  const level = `Level ${severity}, ${levelNames[severity]}`
  return firstAnswerMinutes === null ? level : `${level}: first answer within ${firstAnswerMinutes / 60} business hours`
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
