// The words for engagements and time, for either side.
import type { TagTone } from '@/components/ui/tag'
import type { EngagementState, HoldSide } from '@/lib/engagements/engagement'
import type { Rounding, TimeClass, TimeState } from '@/lib/engagements/time'
import type { WorkStep } from '@/lib/engagements/work-views'

const STATES: Record<EngagementState, { words: string; tone: TagTone }> = {
  planned: { words: 'Planned', tone: 'accent' },
  active: { words: 'Active', tone: 'ok' },
  on_hold: { words: 'On hold', tone: 'warn' },
  delivered: { words: 'Delivered', tone: 'accent' },
  closed: { words: 'Closed', tone: 'neutral' },
  cancelled: { words: 'Cancelled', tone: 'neutral' },
}
export const workStateWords = (state: EngagementState): string => STATES[state].words
export const workStateTone = (state: EngagementState): TagTone => STATES[state].tone

export const SIDE_WORDS: Record<HoldSide, string> = { customer: 'The customer’s', vendor: 'Ours' }

export const CLASS_WORDS: Record<TimeClass, string> = {
  billable: 'Billable',
  retainer: 'Prepaid',
  included: 'Included',
  overrun: 'Overrun',
  goodwill: 'Goodwill',
  internal: 'In the fixed price',
}

const TIME_STATE_WORDS: Record<TimeState, string> = {
  draft: 'Draft',
  submitted: 'To be approved',
  approved: 'Approved',
  rejected: 'Returned',
  written_off: 'Written off',
}

/** Where an entry stands: "To be approved", "Overrun, not billed", "Goodwill, not billed". */
export function timeStateWords({ state, timeClass }: { state: TimeState; timeClass: TimeClass }): string {
  if (state === 'written_off') return 'Written off, not billed'
  if (timeClass === 'overrun') return state === 'submitted' ? 'Overrun, to be approved' : 'Overrun, not billed'
  if (timeClass === 'goodwill') return 'Goodwill, not billed'
  return TIME_STATE_WORDS[state]
}

/** What somebody did with the work, after their name. */
export function workStepWords({ from, to, side }: Pick<WorkStep, 'from' | 'to' | 'side'>, reader: 'customer' | 'desk'): string {
  switch (to) {
    case 'planned':
      return 'It was ordered'
    case 'active':
      return from === 'planned' ? 'began the work' : from === 'on_hold' ? 'let it go on' : 'took it up again'
    case 'on_hold':
      return `put it on hold, ${holdWords(side, reader)}`
    case 'delivered':
      return 'delivered it'
    case 'closed':
      return 'closed it'
    case 'cancelled':
      return 'cancelled it'
  }
}

/** Whose doing a pause is, for its reader. */
export function holdWords(side: HoldSide | null, reader: 'customer' | 'desk'): string {
  if (side === 'customer') return reader === 'customer' ? 'on your side' : 'on the customer’s side'
  return 'on our side'
}

/** How time is rounded, as a sentence. */
export function roundingWords({ mode, interval, minMinutes }: Rounding): string {
  if (mode === 'none') return 'Billed to the minute.'
  const least = minMinutes > 0 ? `, at least ${minMinutes}` : ''
  return `Billed in steps of ${interval} minutes, rounded ${mode === 'up' ? 'up' : 'to the nearest'}${least}.`
}
