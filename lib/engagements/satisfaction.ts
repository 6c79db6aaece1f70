// The customer's word about an engagement: asked once it is delivered, three answers as for a case (services.md §1.6).
import type { EngagementState } from './engagement'

/** From best to worst. */
export const WORK_ANSWERS = ['great', 'okay', 'not_good'] as const
export type WorkAnswer = (typeof WORK_ANSWERS)[number]

export const WORK_ANSWER_WORDS: Record<WorkAnswer, string> = { great: 'Great', okay: 'Okay', not_good: 'Not good' }

/** Whether the work may be judged: from its delivery on. A word may be changed as long as it may be given. */
export function mayBeRated(state: EngagementState): boolean {
  return state === 'delivered' || state === 'closed'
}
