// The words for quotes, for either side.
import type { TagTone } from '@/components/ui/tag'
import type { QuoteState, ReviewReason } from '@/lib/engagements/quote'
import type { LineKind, LineUnit } from '@/lib/engagements/quote-kinds'
import type { QuoteStep } from '@/lib/engagements/quote-views'

export { quantityWords } from '@/lib/engagements/quote-kinds'
export { ROLE_WORDS } from '@/lib/engagements/rate-card'

type Side = 'customer' | 'desk'

const STATES: Record<QuoteState, { customer: string; desk: string; tone: TagTone }> = {
  draft: { customer: 'In preparation', desk: 'Draft', tone: 'neutral' },
  internal_review: { customer: 'In preparation', desk: 'In review', tone: 'accent' },
  ready: { customer: 'In preparation', desk: 'Reviewed, ready to send', tone: 'accent' },
  sent: { customer: 'Awaiting approval', desk: 'With the customer', tone: 'accent' },
  partly_approved: { customer: 'Awaiting a second approver', desk: 'Signed by one of two', tone: 'accent' },
  accepted: { customer: 'Approved', desk: 'Approved', tone: 'ok' },
  declined: { customer: 'Declined', desk: 'Declined', tone: 'neutral' },
  expired: { customer: 'Expired', desk: 'Expired', tone: 'warn' },
  withdrawn: { customer: 'Withdrawn', desk: 'Withdrawn', tone: 'neutral' },
  superseded: { customer: 'Replaced by a later version', desk: 'Superseded', tone: 'neutral' },
}
export const quoteStateWords = (state: QuoteState, side: Side): string => STATES[state][side]
export const quoteStateTone = (state: QuoteState): TagTone => STATES[state].tone

export const KIND_WORDS: Record<LineKind, string> = {
  time: 'Time, by rate card',
  fixed: 'Fixed price',
  expense: 'Expenses, at cost up to',
  included: 'Included',
}
export const UNIT_WORDS: Record<LineUnit, string> = { hour: 'Hours', half_day: 'Half-days', piece: 'Pieces' }

export const REVIEW_WORDS: Record<ReviewReason, string> = {
  discount: 'a discount above 10 %',
  total: 'a total above what its author may quote alone',
  no_cap: 'time and materials without a cap',
  rate: 'a rate that is not that of the card',
}

/** What somebody did with a version, after their name. */
export function quoteStepWords({ to, from, version, isOrder }: Pick<QuoteStep, 'to' | 'from' | 'version' | 'isOrder'>): string {
  switch (to) {
    case 'draft':
      if (from === null) return `began version ${version}`
      return from === 'internal_review' ? `returned version ${version} to its author` : `took version ${version} up again`
    case 'internal_review':
      return `asked for a review of version ${version}`
    case 'ready':
      return `reviewed version ${version}`
    case 'sent':
      return `sent version ${version}`
    case 'partly_approved':
      return `signed version ${version}, as the first of two`
    case 'accepted':
      return isOrder ? `countersigned the order of version ${version}` : `approved version ${version}`
    case 'declined':
      return `declined version ${version}`
    case 'expired':
      return `Version ${version} expired`
    case 'withdrawn':
      return from === 'accepted' ? `took the acceptance of version ${version} back` : `withdrew version ${version}`
    case 'superseded':
      return `replaced version ${version} by a later one`
  }
}
