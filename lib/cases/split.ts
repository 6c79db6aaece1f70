// A customer's message that becomes a case of its own, because it is about something else: whether it may, and what is promised there
// (docs/decisions/2026-11-29-a-split-promises-from-the-arrival.md).
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { line } from '../kernel/text'
import type { Instant } from '../kernel/time'
import type { CaseMoment } from '../sla/moments'
import { CASE_CATEGORIES, statusOfNewCase, type CaseCategory, type CaseStatus } from './case'
import { CaseReference } from './input'

export const SplitInput = z.object({
  /** Made once when the form is shown: sending it twice opens one case. */
  key: Id,
  reference: CaseReference,
  messageId: Id,
  category: z.enum(CASE_CATEGORIES, 'Please choose what it is about.'),
  subject: line({ max: 200, required: 'Please say in one line what it is about.' }),
})
export type SplitInput = z.infer<typeof SplitInput>

/** Which message is looked at. */
export const SplitQuery = z.object({ message: Id.optional().catch(undefined) })

/** What the rule must know of the message. `firstAnswerAt`: when a person of ours first wrote in that case after it. */
export type SplitFacts = {
  readonly byCustomer: boolean
  /** Whether its author still belongs to the organisation. */
  readonly isMember: boolean
  readonly arrivedAt: Instant
  readonly firstAnswerAt: Instant | null
}

/** Why a message cannot become a case of its own; null when it can. */
export function splitProblem({ byCustomer, isMember }: Pick<SplitFacts, 'byCustomer' | 'isMember'>): string | null {
  if (!byCustomer) return 'This message is ours. Only what a customer wrote becomes a case.'
  return isMember ? null : 'Whoever wrote this has left the organisation, and would not see the new case.'
}

/**
 * What the clocks of the new case are told. The customer asked when the message arrived, so the promise counts from there; where a person
 * answered in the old case since, that was the first answer to it, and the next update counts from that.
 */
export function momentsOfSplit(
  { arrivedAt, firstAnswerAt }: Pick<SplitFacts, 'arrivedAt' | 'firstAnswerAt'>,
  now: Instant,
): CaseMoment[] {
  return [
    { kind: 'opened', at: arrivedAt },
    ...(firstAnswerAt === null ? [] : [{ kind: 'staff_replied', at: firstAnswerAt } as const]),
    { kind: 'time_passed', at: now },
  ]
}

/** The status of the new case: nobody has looked at it, unless somebody has answered since. */
export function statusAfterSplit(category: CaseCategory, firstAnswerAt: Instant | null): CaseStatus {
  const fresh = statusOfNewCase(category)
  return fresh === 'new' && firstAnswerAt !== null ? 'open' : fresh
}
