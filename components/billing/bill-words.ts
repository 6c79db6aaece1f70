// The words of bills on screen.
import type { TagTone } from '@/components/ui/tag'
import type { InvoiceKind, Standing } from '@/lib/billing/invoice'
import type { LeftOut, LeftOutReason } from '@/lib/billing/run'
import { formatWorked } from '@/lib/engagements/time'
import { count } from '@/lib/kernel/words'

export const STANDING_WORDS: Record<Standing, string> = {
  draft: 'Draft',
  issued: 'Issued',
  part_paid: 'Part paid',
  paid: 'Paid',
  overdue: 'Overdue',
  credited: 'Credited',
  void: 'Void',
}

/** The same for its customer. */
export const CUSTOMER_STANDING_WORDS: Record<Standing, string> = {
  ...STANDING_WORDS,
  issued: 'To be paid',
}

export const STANDING_TONES: Record<Standing, TagTone> = {
  draft: 'neutral',
  issued: 'accent',
  part_paid: 'accent',
  paid: 'ok',
  overdue: 'warn',
  credited: 'neutral',
  void: 'neutral',
}

const LEFT_OUT: Record<LeftOutReason, string> = {
  later: 'worked after this day',
  draft: 'not submitted',
  not_approved: 'waits for approval',
  overrun: 'past the budget: needs a change',
  prepaid: 'drawn from prepaid hours',
  included: 'included in the licence',
  given: 'goodwill',
  covered: 'covered by a fixed price',
  written_off: 'written off',
  not_accepted: 'not accepted by the customer',
  beyond_budget: 'more than is left of the budget',
}

/** "2:30 waits for approval", "1 milestone not accepted by the customer". */
export function leftOutWords({ reason, minutes, milestones, expenses }: LeftOut): string {
  const what = [
    ...(minutes > 0 ? [formatWorked(minutes)] : []),
    ...(milestones > 0 ? [count(milestones, 'milestone')] : []),
    ...(expenses > 0 ? [count(expenses, 'expense')] : []),
  ]
  return `${what.join(' and ')} ${LEFT_OUT[reason]}`
}

export function documentWords(kind: InvoiceKind, number: string | null): string {
  return number ?? (kind === 'invoice' ? 'Draft invoice' : 'Draft credit note')
}
