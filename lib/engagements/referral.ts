// From case to service (services.md §2): an agent passes a question about a customer's own project to the account manager, who asks
// the customer before anything is scoped. Pure: what may be passed, how long each step has, what each side reads first.
import { isUnresolved, isWithManager, type CaseStatus, type StatusFacts } from '../cases/case'
import type { Actor } from '../kernel/actor'
import type { Instant } from '../kernel/time'
import { endOfBusinessDay } from '../sla/business-days'
import { dueAt, type PreparedCalendar } from '../sla/calendar'
import type { Level } from '../sla/support-policy'
import { isUndecided, type RequestState } from './request'

/** Why it is outside support. */
export const REFERRAL_REASONS = [
  'project_setup',
  'data_processing',
  'custom_analysis',
  'design_review',
  'training',
  'other',
] as const
export type ReferralReason = (typeof REFERRAL_REASONS)[number]

export const REFERRAL_REASON_WORDS: Readonly<Record<ReferralReason, string>> = {
  project_setup: 'Setting up their project',
  data_processing: 'Processing their data',
  custom_analysis: 'Analysis made for them',
  design_review: 'Reviewing their design',
  training: 'Training',
  other: 'Something else outside support',
}

/** What an agent rules out first: the policy's own examples of support (seed policy §2). */
export const REFERRAL_CHECKS = {
  notAFault: 'It is no fault in the software',
  noArticle: 'No article of the help centre answers it',
  noLicence: 'It is not about a licence or registration',
} as const

/** The CSM decides within this many minutes of their business hours. */
export const DECIDE_WITHIN_MINUTES = 480
/** The customer is reminded at the end of these business days after they were asked; at the last one the question lapses. */
export const REMIND_AFTER_DAYS = [3, 7] as const
export const LAPSES_AFTER_DAYS = 10

/**
 * How a referral ended. `returned`: the CSM says that it is support. `fault`: the customer does. `answered`: the case went on or was solved
 * without anybody deciding.
 */
export const REFERRAL_OUTCOMES = [
  'moved_to_services',
  'service_declined',
  'included_onboarding',
  'returned',
  'fault',
  'answered',
] as const
export type ReferralOutcome = (typeof REFERRAL_OUTCOMES)[number]

/** Whether the whole case goes: a fault of the two urgent levels stays with support, and only its project part becomes a request. */
export function movesWhole(level: Level): boolean {
  return level >= 3
}

/** What the rule must know of a case. `request`: the reference of a request that is undecided already. */
export type ReferralFacts = { readonly status: CaseStatus; readonly request: string | null }

/** Why a case cannot be passed to the CSM now, as a sentence; null when it can. */
export function referralProblem({ status, request }: ReferralFacts): string | null {
  if (!isUnresolved(status)) return 'This case is resolved. Reopen it with an answer before you pass it on.'
  return request === null ? null : `The CSM has this as ${request} and has not decided yet.`
}

/** What a page offers for a case: to pass it on whole or in part, a request of a case that is with its CSM already, or nothing. */
export function referralOffer(of: {
  status: CaseStatus
  severity: Level
  hasManager: boolean
  requests: readonly { readonly state: RequestState }[]
}): 'whole' | 'part' | 'request' | null {
  if (!isUnresolved(of.status) || of.requests.some(({ state }) => isUndecided(state))) return null
  if (of.hasManager) return 'request'
  return movesWhole(of.severity) ? 'whole' : 'part'
}

/** Until when the CSM decides, in the hours of the customer's region. */
export function decisionDueAt(calendar: PreparedCalendar, at: Instant): Instant {
  return dueAt(calendar, at, DECIDE_WITHIN_MINUTES * 60)
}

/** When a question lapses that was last spoken about at `since`. */
export function lapsesAt(calendar: PreparedCalendar, since: Instant): Instant {
  return endOfBusinessDay(calendar, since, LAPSES_AFTER_DAYS)
}

/** When the customer is reminded next after so many reminders; null when none is left. */
export function nextReminderAt(calendar: PreparedCalendar, since: Instant, reminders: number): Instant | null {
  const days = REMIND_AFTER_DAYS[reminders]
  return days === undefined ? null : endOfBusinessDay(calendar, since, days)
}

/**
 * What must be known of a question that waits. `since`: when either side last wrote about it, at the latest when it was asked; `weOwe`: the
 * customer wrote last, so that it is ours to answer; `lapses`: what was promised as its last day so far.
 */
export type OpenQuestion = {
  readonly since: Instant
  readonly weOwe: boolean
  readonly reminders: number
  readonly lapses: Instant
  readonly now: Instant
}

/** What is to be done about it now, and when to look again. */
export type Tending =
  | { readonly kind: 'lapse' }
  | { readonly kind: 'wait' | 'remind'; readonly reminders: number; readonly nextAt: Instant; readonly lapses: Instant }

/** Days that a customer still has who was never reminded because the job stood still. */
const GRACE_DAYS = 3

/**
 * Whether to remind, to wait or to end. Whoever writes begins the days anew, and what we owe an answer to neither reminds nor lapses. However late
 * this is asked, it reminds once, and nothing ends that was never reminded of.
 */
export function tendQuestion(calendar: PreparedCalendar, of: OpenQuestion): Tending {
  const { now } = of
  const since = of.weOwe ? now : of.since
  const computed = lapsesAt(calendar, since)
  const lapses = computed > of.lapses ? computed : of.lapses
  const due = REMIND_AFTER_DAYS.filter((days) => endOfBusinessDay(calendar, since, days) <= now).length
  if (now >= lapses && of.reminders > 0) return { kind: 'lapse' }
  if (now >= lapses) {
    const grace = endOfBusinessDay(calendar, now, GRACE_DAYS)
    return { kind: 'remind', reminders: REMIND_AFTER_DAYS.length, nextAt: grace, lapses: grace }
  }
  const reminders = due > of.reminders ? due : due === 0 ? 0 : of.reminders
  const nextAt = nextReminderAt(calendar, since, reminders) ?? lapses
  return { kind: due > of.reminders ? 'remind' : 'wait', reminders, nextAt, lapses }
}

/** How a referral ends that takes its request to a state; null where the state decides nothing. */
export function outcomeOf(to: RequestState, by: 'customer' | 'staff' | 'system'): ReferralOutcome | null {
  switch (to) {
    case 'scoping':
      return 'moved_to_services'
    case 'declined_by_customer':
    case 'withdrawn':
    case 'lapsed':
      return 'service_declined'
    case 'included':
      return 'included_onboarding'
    case 'returned_to_support':
      return by === 'customer' ? 'fault' : by === 'staff' ? 'returned' : 'answered'
    default:
      return null
  }
}

/** By which side somebody acts. */
export function sideOf(kind: Actor['kind']): 'customer' | 'staff' | 'system' {
  return kind === 'customer' || kind === 'staff' ? kind : 'system'
}

/** Why the account manager cannot say something on a case now, as a sentence: it must be theirs, and not over. Null where they can. */
export function decisionProblem(
  to: RequestState,
  of: Pick<StatusFacts, 'status' | 'beforeWaiting'> & { readonly movesCase: boolean; readonly caseReference: string },
): string | null {
  if (!of.movesCase || (to !== 'awaiting_customer' && to !== 'included')) return null
  return isUnresolved(of.status) && isWithManager(of)
    ? null
    : `${of.caseReference} went on without you meanwhile. Return the request to support, or write on the case.`
}

/** Whether the case ends with its request; else it goes on where it belongs. */
export function endsCase(to: RequestState, of: { movesCase: boolean; level: Level }): boolean {
  return of.movesCase && movesWhole(of.level) && (to === 'scoping' || to === 'lapsed' || to === 'included')
}

/** The first words of the agent's reply; the agent edits them. `by` is told in the customer's zone. */
export function referralReply(of: { customer: string; manager: string; product: string; by: string; whole: boolean }): string {
  const passed = of.whole
    ? `Your question is about your own project or data, so I have passed it to your account manager, ${of.manager}, who will answer by ${of.by}.`
    : `A part of your question is about your own project or data. I have passed that part to your account manager, ${of.manager}, who will answer by ${of.by}. We keep working on the rest here.`
  return [
    `Hello ${of.customer},`,
    `${passed} **Nothing is charged by this step.**`,
    `If consulting is needed, ${of.manager} will tell you first that it is billable, and work starts only after your organisation approves a written quote.`,
    ...(of.whole ? [`Tell us if you see this as a fault in ${of.product}: we will keep handling it as support.`] : []),
  ].join('\n\n')
}

/** The first words of the question to the customer; the CSM edits them. */
export function decisionQuestion(of: { customer: string; title: string; item: string }): string {
  return [
    `Hello ${of.customer},`,
    `What you ask for, “${of.title}”, is beyond support and is billed as professional services (${of.item}). Shall we prepare a quote?`,
    'A quote costs nothing and binds nobody. Work starts only after somebody of your organisation approves it.',
  ].join('\n\n')
}

/** The first words to a customer whose onboarding includes what they ask for. */
export function includedAnswer(of: { customer: string; title: string; endsOn: string }): string {
  return [
    `Hello ${of.customer},`,
    `Good news: “${of.title}” belongs to your onboarding, which runs until ${of.endsOn}. Nothing is charged for it, and no quote is needed.`,
    'Your consultant gets in touch with you about a time.',
  ].join('\n\n')
}
