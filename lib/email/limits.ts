// How much mail the product sends by itself. What somebody wrote is always delivered; what the product says of its own accord
// is limited for each person and for each case, and the rest waits for the person's next digest (docs/notifications.md).
import type { MailKind } from '../jobs/payloads'
import { HOUR_MS } from '../kernel/time'

/** Limits hold over any stretch of this length. */
export const LIMIT_SPAN_MS = HOUR_MS
/** Automatic mails to one person. */
export const MAILS_TO_A_PERSON = 20
/** Automatic mails to one person about one case. */
export const MAILS_ABOUT_A_CASE = 4

/** Kinds that the product sends by itself and that can wait. Links that somebody asked for have limits of their own at the door. */
export const LIMITED_KINDS: readonly MailKind[] = [
  'case_received',
  'case_status_changed',
  'case_reclassified',
  'case_category_changed',
  'case_handed_over',
  'case_news',
]

/** Whether a mail goes out now. `toPerson` and `aboutCase`: limited mails sent to this person within the span, all and of this case. */
export function isWithinLimits(kind: MailKind, sent: { toPerson: number; aboutCase: number }): boolean {
  return !LIMITED_KINDS.includes(kind) || (sent.toPerson < MAILS_TO_A_PERSON && sent.aboutCase < MAILS_ABOUT_A_CASE)
}
