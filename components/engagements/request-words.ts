// The words for requests, for either side.
import type { TagTone } from '@/components/ui/tag'
import { costLine, isUndecided, QUOTE_WITHIN_DAYS, type RequestState } from '@/lib/engagements/request'
import type { RequestStep } from '@/lib/engagements/views'

type Side = 'customer' | 'desk'

const STATES: Record<RequestState, { customer: string; desk: string; tone: TagTone }> = {
  new: { customer: 'With your account manager', desk: 'New', tone: 'accent' },
  referred: { customer: 'With your account manager', desk: 'To decide', tone: 'accent' },
  awaiting_customer: { customer: 'Waits for your decision', desk: 'Customer decides', tone: 'warn' },
  scoping: { customer: 'Quote in preparation', desk: 'Scoping', tone: 'accent' },
  quoted: { customer: 'Waits for your approval', desk: 'Quoted', tone: 'accent' },
  accepted: { customer: 'Approved', desk: 'Ordered', tone: 'ok' },
  included: { customer: 'Included in your licence', desk: 'Included', tone: 'ok' },
  returned_to_support: { customer: 'With our support', desk: 'Returned to support', tone: 'ok' },
  declined_by_vendor: { customer: 'Declined', desk: 'Declined', tone: 'neutral' },
  declined_by_customer: { customer: 'No quote wanted', desk: 'No quote wanted', tone: 'neutral' },
  lapsed: { customer: 'Ended without an answer', desk: 'Lapsed', tone: 'neutral' },
  withdrawn: { customer: 'Withdrawn', desk: 'Withdrawn', tone: 'neutral' },
}

export const stateWords = (state: RequestState, side: Side): string => STATES[state][side]
export const stateTone = (state: RequestState): TagTone => STATES[state].tone

/** The cost in a few words, for a line of a list. */
export const costWords = (state: RequestState): string => costLine(state).cost

/** What somebody did, after their name. */
export function stepWords({ to, from, by }: Pick<RequestStep, 'to' | 'from'> & { by: { id: string; isStaff: boolean } }): string {
  switch (to) {
    case 'new':
      return 'asked for a quote'
    case 'referred':
      return 'passed it to the account manager'
    case 'awaiting_customer':
      return 'asked whether to prepare a quote'
    case 'declined_by_customer':
      return 'wants no quote'
    case 'lapsed':
      return 'ended it: nobody answered in time'
    case 'scoping':
      if (from === 'awaiting_customer') return 'said yes to a quote'
      if (from === 'quoted') return 'took it back to prepare another quote'
      return from === 'accepted' ? 'took the acceptance back' : 'began to prepare the quote'
    case 'quoted':
      return 'sent the quote'
    case 'accepted':
      // Nobody of ours approves a quote: they countersign the order of whoever did.
      return by.isStaff ? 'countersigned the order of the quote' : 'approved the quote'
    case 'included':
      return from === 'referred' ? 'found it included in the onboarding' : 'opened it'
    case 'returned_to_support':
      if (by.id === '') return 'ended it'
      if (isUndecided(from) && !by.isStaff) return 'sees a fault: it is with our support again'
      return 'passed it to our support'
    case 'declined_by_vendor':
      return 'declined it'
    case 'withdrawn':
      if (from === 'quoted') return 'ended it: it is no longer needed'
      return from === 'scoping' ? 'withdrew it while the quote was in preparation' : 'withdrew it'
  }
}

/** The way of a paid service, and where a request stands on it; null when it left the way. */
export const WAY = ['Asked', 'Quote', 'Your approval', 'Delivery', 'Invoice'] as const

export function placeOnWay(state: RequestState): number | null {
  if (state === 'new' || state === 'referred' || state === 'awaiting_customer') return 0
  if (state === 'scoping') return 1
  if (state === 'quoted') return 2
  return state === 'accepted' ? 3 : null
}

export const WITHIN_WORDS = `within ${QUOTE_WITHIN_DAYS} business days`
