// Up to which amount somebody approves, in words.
import type { ApproverView } from '@/lib/engagements/views'
import { formatMoney } from '@/lib/kernel/money'

/** "up to NZD 20,000.00", "any amount". */
export function limitWords({ limit }: Pick<ApproverView, 'limit'>): string {
  return limit === null ? 'any amount' : `up to ${formatMoney(limit)}`
}

/** "Aroha Tamatea, any amount; Mere Hollis, up to NZD 5,000.00", for a line. */
export function approversWords(approvers: readonly ApproverView[]): string {
  return approvers.map((approver) => `${approver.name}, ${limitWords(approver)}`).join('; ')
}
