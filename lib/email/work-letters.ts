// What mails about an engagement say: where the work stands, how much of the budget is used, what waits for somebody.
import type { MailFacts } from './facts'
import { paragraph, said, type Block, type Letter } from './letter'
import { requestLetter, type To } from './request-letters'

type About = Extract<MailFacts, { kind: 'request_work' }>
type Facts = About['facts']

/** News whose reason is a number or a code. */
const COUNTED: readonly Facts['news'][] = ['burn', 'milestone_silence', 'hours_used', 'hours_end', 'hours_expired']

/** What became of an engagement, to somebody who has a part in it. */
export function workLetter({ facts }: About, to: To): Letter {
  const { heading, blocks } = wordsOf(facts, to.recipient.isStaff)
  const reason = workReason(facts)
  return requestLetter(facts, to, {
    heading,
    preview: `${facts.engagement}, “${facts.title}”`,
    blocks: [...blocks, ...(reason === '' ? [] : [said(facts.by, reason, 'plain')])],
    page: '/engagement',
    open: facts.news === 'time_submitted' || facts.news === 'time_rejected' ? 'Open the engagement' : 'See where it stands',
    why: `You get this mail because you have a part in ${facts.engagement}.`,
  })
}

/** What became of an engagement, as a heading. */
export function workHeading(facts: Facts, isStaff: boolean): string {
  return wordsOf(facts, isStaff).heading
}

/** Why, in somebody's own words; empty where nobody gave any. */
export function workReason({ news, reason }: Facts): string {
  return COUNTED.includes(news) ? '' : reason
}

function wordsOf(facts: Facts, isStaff: boolean): { heading: string; blocks: Block[] } {
  const { news, by, engagement, title, detail, reason } = facts
  const about = `${engagement}, “${title}”`
  switch (news) {
    case 'assigned':
      return {
        heading: `${by} assigns you to ${engagement}`,
        blocks: [paragraph(`You work on ${about}. Your time sheet has a row for it.`)],
      }
    case 'active':
      return {
        heading: `The work on ${engagement} begins`,
        blocks: [paragraph(`${about}. Its page shows what is done, and how much of the approved budget is used.`)],
      }
    case 'on_hold':
      return {
        heading: `${engagement} rests`,
        blocks: [
          paragraph(`${about}, is on hold, ${detail === 'customer' ? 'on the customer’s side' : 'on our side'}. ${by} says why:`),
        ],
      }
    case 'resumed':
      return { heading: `${engagement} goes on`, blocks: [paragraph(`${about}, is no longer on hold.`)] }
    case 'delivered':
      return {
        heading: `${engagement} is delivered`,
        blocks: [paragraph(`${about}. Please look at it, and tell your account manager if something is missing.`)],
      }
    case 'reopened':
      return { heading: `${engagement} goes on`, blocks: [paragraph(`${about}, was delivered and is worked on again.`)] }
    case 'closed':
      return { heading: `${engagement} is closed`, blocks: [paragraph(`${about}. Nothing more is worked or billed for it.`)] }
    case 'cancelled':
      return { heading: `${engagement} is cancelled`, blocks: [paragraph(`${about}. ${by} says why:`)] }
    case 'milestone_delivered':
      return {
        heading: `“${detail}” is delivered`,
        blocks: [paragraph(`A part of ${about}, waits for you: accept it, or return it with a reason.`)],
      }
    case 'milestone_accepted':
      return {
        heading: by === '' ? `“${detail}” counts as accepted` : `${by} accepts “${detail}”`,
        blocks: [paragraph(`A part of ${about}.`)],
      }
    case 'milestone_returned':
      return { heading: `${by} returns “${detail}”`, blocks: [paragraph(`A part of ${about}, is worked on again.`)] }
    case 'milestone_silence':
      return {
        heading: `“${detail}” waits for your word`,
        blocks: [
          paragraph(`A part of ${about}, is delivered. Please accept it, or return it with a reason.`),
          paragraph(`As the terms say, it counts as accepted after ${reason} if we hear nothing from you.`),
        ],
      }
    case 'time_submitted':
      return {
        heading: `${by} submits ${detail} for approval`,
        blocks: [paragraph(`Time on ${about}, waits for you. Nobody approves their own.`)],
      }
    case 'time_rejected':
      return {
        heading: `${by} returns your time of ${detail}`,
        blocks: [paragraph(`Time on ${about}, is a draft of yours again.`)],
      }
    case 'expense_submitted':
      return {
        heading: `${by} enters an expense of ${engagement}`,
        blocks: [paragraph(`${detail}. An expense of ${about}, waits for you. Nobody approves their own.`)],
      }
    case 'expense_rejected':
      return {
        heading: `${by} returns your expense`,
        blocks: [paragraph(`${detail}. An expense of ${about}, is not approved. Enter it again once it is mended.`)],
      }
    case 'onboarding':
      return {
        heading: `Your onboarding: ${engagement}`,
        blocks: [
          paragraph(
            `A consultant helps with your first projects, ${detail}. It belongs to your licence: nothing is charged for it.`,
          ),
          paragraph('Project-specific consulting after it is quoted first and billable.'),
        ],
      }
    case 'hours_used':
      return {
        heading: reason === '100' ? `The included hours of ${engagement} are used` : `${reason} % of the included hours are used`,
        blocks: [paragraph(`${detail} of ${about} ${reason === '100' ? 'are used' : 'are used so far'}.`)],
      }
    case 'hours_end':
      return {
        heading: `${reason === 'prepaid' ? 'Prepaid' : 'Included'} hours end soon`,
        blocks: [paragraph(`${about}: ${detail}. What is not used by then lapses.`)],
      }
    case 'hours_expired':
      return {
        heading: `${detail} of ${reason === 'prepaid' ? 'prepaid' : 'included'} hours have lapsed`,
        blocks: [paragraph(`${about}: their last day has passed.`)],
      }
    case 'hours_extended':
      return { heading: `${engagement} lasts until ${detail}`, blocks: [paragraph(`${about}. ${by} says why:`)] }
    case 'hours_restored':
      return { heading: `${detail} are yours again`, blocks: [paragraph(`Prepaid hours of ${about}. ${by} says why:`)] }
    case 'burn':
      return {
        heading:
          reason === '100' ? `The budget of ${engagement} is used up` : `${reason} % of the budget of ${engagement} is used`,
        blocks: [
          paragraph(`${detail} of ${about} ${reason === '100' ? 'are used' : 'are used so far'}, before tax.`),
          paragraph(
            isStaff
              ? 'What is worked past the budget is recorded as overrun. It is billed only if the customer accepts a change.'
              : 'Nothing beyond the approved budget is billed without a change that you approve too.',
          ),
        ],
      }
  }
}
