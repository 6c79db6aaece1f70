// What a customer reads about a case with an answer of ours: one set of words for the mail and for whoever is about to send it.
import { afterStaffMessage, REOPEN_DAYS, type CaseStatus, type ReplyOutcome, type StatusFacts } from './case'

type Step = {
  readonly status: CaseStatus
  readonly previousStatus: CaseStatus
  /** Whether a time stands below by which they hear from us again. */
  readonly tellsTime: boolean
}

/** "Hana Corvell needs an answer from you". */
export function answerHeading(author: string, { status, previousStatus }: Omit<Step, 'tellsTime'>): string {
  if (status === 'waiting') return `${author} needs an answer from you`
  if (status === 'resolved' && previousStatus !== 'resolved') return `${author} has solved your case`
  return `${author} has answered`
}

/** What happens next; null where that takes more than the status says: another takes it over, or it may be reopened until a day. */
export function answerNext({ status, previousStatus, tellsTime }: Step): string | null {
  switch (status) {
    case 'waiting':
      return 'We go on as soon as you have answered on the page of the case.'
    case 'resolved':
      return null
    case 'with_account_manager':
      return previousStatus === 'with_account_manager' ? 'Your account manager stays on it.' : null
    default:
      if (previousStatus === 'with_account_manager') return 'Our support team takes it from here.'
      if (previousStatus === 'resolved') return 'The case is open again, and we keep working on it.'
      return tellsTime ? 'We keep working on it.' : 'We keep working on it, and write whenever something changes.'
  }
}

/** What the customer reads if this outcome is chosen, before it is; nothing for one that the case refuses. */
export function customerReads(
  facts: StatusFacts,
  outcome: ReplyOutcome,
  { author, tellsTime }: { author: string; tellsTime: boolean },
): string | undefined {
  const decision = afterStaffMessage(facts, outcome)
  if (decision.kind === 'refused') return undefined
  const step = { status: decision.status, previousStatus: facts.status, tellsTime }
  const next =
    answerNext(step) ??
    (decision.status === 'resolved' ? `If something is left, write within ${REOPEN_DAYS} days and it is open again.` : '')
  return `${answerHeading(author, step)}. ${next}`.trim()
}
