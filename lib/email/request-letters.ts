// What mails about a request for a service say: what it costs so far, by when a quote comes, and what became of it.
import type { RequestState } from '../engagements/request'
import type { Instant } from '../kernel/time'
import { formatAbsolute, zonePlace } from '../kernel/words'
import type { House, MailFacts, Recipient } from './facts'
import { paragraph, promise, said, type Block, type Letter } from './letter'

type About<K extends MailFacts['kind']> = Extract<MailFacts, { kind: K }>
export type To = { recipient: Recipient; house: House }

const NO_COST = 'No cost so far. Nothing is charged before somebody of your organisation approves a written quote.'

/** The number, and by when the quote comes. */
export function requestReceivedLetter({ facts }: About<'request_received'>, to: To): Letter {
  const { reference, title, itemName, quoteDueAt } = facts
  return requestLetter(facts, to, {
    isFirst: true,
    heading: `We have your request ${reference}`,
    preview: `You get a quote by ${when(quoteDueAt, to)}.`,
    blocks: [
      paragraph(`“${title}” (${itemName}) has reached your account manager. Its number is ${reference}.`),
      promise('You get a quote, or a question, by', when(quoteDueAt, to)),
      paragraph(NO_COST),
    ],
    why: `You get this mail because you asked for ${reference}.`,
  })
}

/** A question for a quote, to the person who scopes it. */
export function requestForManagerLetter({ facts, organisationName }: About<'request_for_account_manager'>, to: To): Letter {
  const { title, itemName, quoteDueAt, goal, requesterName } = facts
  return requestLetter(facts, to, {
    isFirst: true,
    heading: `${organisationName ?? 'A customer'} asks for a quote`,
    preview: `${itemName}: ${title}`,
    blocks: [
      paragraph(`${requesterName} asks for a quote: “${title}” (${itemName}).`),
      said(requesterName, goal, 'plain'),
      promise('Quote due by', when(quoteDueAt, to)),
    ],
    why: `You get this mail because you look after ${organisationName ?? 'this customer'}.`,
  })
}

/** That somebody took it a step further, as a heading. */
export function requestHeading(
  { reference, state, by, isReminder }: About<'request_changed'>['facts'],
  isStaff: boolean,
): string {
  const headings: Record<RequestState, string> = {
    new: `${reference} is new`,
    referred: `${by} passed ${reference} to you`,
    awaiting_customer: isReminder
      ? `Shall we prepare a quote? We have not heard from you`
      : `${by} asks whether to prepare a quote`,
    scoping: isStaff ? `${by} wants a quote for ${reference}` : `${by} prepares your quote`,
    quoted: `${reference} is quoted`,
    accepted: `${reference} is ordered`,
    included: `${reference} is included`,
    returned_to_support: `${reference} is a matter for our support`,
    declined_by_vendor: `We cannot offer ${reference}`,
    declined_by_customer: `${by} wants no quote for ${reference}`,
    lapsed: isStaff ? `${reference} lapsed` : `We prepare no quote for ${reference}`,
    withdrawn: `${reference} was withdrawn`,
  }
  return headings[state]
}

/** Somebody took it a step further, told to the other side. */
export function requestChangedLetter({ facts }: About<'request_changed'>, to: To): Letter {
  const { reference, title, state, reason, by, caseReference, until } = facts
  const reasons: Block[] = reason === '' ? [] : [said(by, reason, 'plain')]
  const words: Record<RequestState, { preview: string; blocks: Block[] }> = {
    new: { preview: NO_COST, blocks: [paragraph(NO_COST)] },
    referred: {
      preview: title,
      blocks: [
        paragraph(
          `“${title}”${caseReference === null ? '' : `, case ${caseReference},`} is beyond support in ${by}’s eyes: ${reason}.`,
        ),
        paragraph('Ask the customer whether to prepare a quote, include it in their onboarding, or return it to support.'),
        ...(until === null ? [] : [promise('Decide by', when(until, to))]),
      ],
    },
    awaiting_customer: {
      preview: 'A quote costs nothing and binds nobody.',
      blocks: [
        ...(reason === '' ? [paragraph(`We asked whether to prepare a quote for “${title}”.`)] : [said(by, reason)]),
        paragraph('Say yes or no on the page of the request. A quote costs nothing and binds nobody.'),
        ...(until === null ? [] : [promise('Without an answer we end it on', when(until, to))]),
      ],
    },
    scoping: to.recipient.isStaff
      ? {
          preview: 'The customer said yes.',
          blocks: [paragraph(`${by} said yes: please prepare a quote for “${title}”.`)],
        }
      : {
          preview: NO_COST,
          blocks: [paragraph(`${by} has begun to work out what “${title}” takes, and may ask you about it.`), paragraph(NO_COST)],
        },
    quoted: { preview: NO_COST, blocks: [paragraph(NO_COST)] },
    accepted: { preview: title, blocks: [paragraph(`“${title}” is ordered.`)] },
    included: {
      preview: 'It belongs to your licence.',
      blocks: [...reasons, paragraph(`“${title}” belongs to your licence. Nothing is charged for it.`)],
    },
    returned_to_support: to.recipient.isStaff
      ? {
          preview: 'It is with support again.',
          blocks: [
            ...(by === ''
              ? [paragraph(`The case of “${title}” went on or was solved without it, so there is nothing left to decide.`)]
              : [paragraph(`${by} sees a fault in “${title}”, so it is with support again:`), ...reasons]),
          ],
        }
      : {
          preview: 'It costs nothing: support is included in your licence.',
          blocks: [
            paragraph(`“${title}” needs no paid service. ${by} has passed it to our support, which is included in your licence.`),
            ...reasons,
            ...(caseReference === null
              ? []
              : [paragraph(`It goes on as case ${caseReference}: ${to.house.origin}/cases/${caseReference}`)]),
          ],
        },
    declined_by_vendor: {
      preview: 'It costs nothing.',
      blocks: [paragraph(`${by} had to decline “${title}”, for this reason:`), ...reasons, paragraph('It costs nothing.')],
    },
    declined_by_customer: {
      preview: 'It goes on as support.',
      blocks: [paragraph(`${by} wants no quote for “${title}”. Support answers with what it can give.`), ...reasons],
    },
    lapsed: to.recipient.isStaff
      ? {
          preview: 'The customer did not answer.',
          blocks: [paragraph(`The customer did not say whether to prepare a quote for “${title}”, so the question ended.`)],
        }
      : {
          preview: 'Nothing was charged.',
          blocks: [
            paragraph(
              `We asked whether to prepare a quote for “${title}” and have heard nothing, so we end it here. Nothing was charged.`,
            ),
            paragraph('Ask again whenever you need it.'),
          ],
        },
    withdrawn: {
      preview: `${by} needs it no longer.`,
      blocks: [paragraph(`${by} has withdrawn “${title}”. Nothing is left to do.`), ...reasons],
    },
  }
  const why = to.recipient.isStaff
    ? `You get this mail because ${reference} is yours to scope.`
    : `You get this mail because ${caseReference === null ? `you asked for ${reference}` : `${reference} came from your case ${caseReference}`}.`
  return requestLetter(facts, to, { heading: requestHeading(facts, to.recipient.isStaff), ...words[state], why })
}

/** What somebody wrote about it, to the other side. */
export function requestWrittenLetter({ facts }: About<'request_written'>, to: To): Letter {
  const { reference, by, body } = facts
  return requestLetter(facts, to, {
    heading: `${by} has written to you`,
    preview: body.replace(/\s+/g, ' ').slice(0, 120),
    blocks: [said(by, body, 'plain'), paragraph('Answer on the page of the request. Writing there costs nothing.')],
    why: to.recipient.isStaff
      ? `You get this mail because ${reference} is yours to scope.`
      : `You get this mail because you asked for ${reference}.`,
  })
}

export type Body = {
  isFirst?: boolean
  page?: string
  open?: string
  heading: string
  preview: string
  blocks: Block[]
  why: string
}

/** A mail of the thread of a request. `page` leads further than its own page. */
export function requestLetter(
  { reference, title }: { reference: string; title: string },
  { recipient, house }: To,
  body: Body,
): Letter {
  return {
    subject: `${body.isFirst ? '' : 'Re: '}[${reference}] ${title}`,
    heading: body.heading,
    preview: body.preview,
    greeting: `Hello ${recipient.name},`,
    blocks: body.blocks,
    action: {
      label: body.open ?? 'Open the request',
      url: `${house.origin}${recipient.isStaff ? '/desk' : ''}/services/${reference}${body.page ?? ''}`,
    },
    footer: [
      `Times are those of ${zonePlace(recipient.timeZone)}, your time zone.`,
      body.why,
      `What we mail you about is your choice: ${house.origin}/profile`,
    ],
  }
}

function when(at: Instant, { recipient }: To): string {
  return formatAbsolute(at, recipient.timeZone)
}
