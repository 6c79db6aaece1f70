// When a customer is reminded of an unpaid invoice: the day after it was due, and again two and four weeks later. The days are our choice: services.md
// names none.
import { addDays } from '../engagements/time-sheet'

/** So many days after the day on which it was due. */
export const REMINDER_STAGES = [1, 14, 28] as const

/** The last stage that an unpaid invoice has reached; null while it is not overdue. Days as ISO dates, where whoever bills is. */
export function stageOf(dueOn: string, today: string): number | null {
  return REMINDER_STAGES.findLast((stage) => addDays(dueOn, stage) <= today) ?? null
}
