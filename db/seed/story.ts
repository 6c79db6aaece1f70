// A case of the demo as a story: who asked what, and what happened to it, at times counted back from now in the support
// hours of the case's region. So the queue stands the same whenever the demo is filled.
import type { CaseCategory, ReplyOutcome } from '@/lib/cases/case'
import type { RatingAnswer } from '@/lib/cases/rating'
import type { Impact, Workaround } from '@/lib/cases/severity'
import type { Instant } from '@/lib/kernel/time'
import type { Times } from './times'

/** Support hours before now, or a moment of the calendar. A moment after now means that it has not happened yet. */
export type When = number | ((times: Times) => Instant)

export function momentOf(when: When, times: Times): Instant {
  return typeof when === 'number' ? times.ago(when) : when(times)
}

export type Act =
  | { readonly do: 'answer'; readonly at: When; readonly by: string; readonly outcome: ReplyOutcome; readonly body: string }
  | { readonly do: 'reply'; readonly at: When; readonly body: string; readonly by?: string }
  | { readonly do: 'note'; readonly at: When; readonly by: string; readonly body: string }
  | { readonly do: 'assign'; readonly at: When; readonly by: string; readonly to: string }
  | {
      readonly do: 'hand_over'
      readonly at: When
      readonly by: string
      readonly to: 'APAC' | 'EMEA' | 'AMER'
      readonly state: string
      readonly nextStep: string
    }
  | {
      readonly do: 'reclassify'
      readonly at: When
      readonly by: string
      readonly severity: 1 | 2 | 3 | 4
      readonly reason: string
    }
  | { readonly do: 'solved'; readonly at: When }
  | { readonly do: 'rate'; readonly at: When; readonly answer: RatingAnswer; readonly comment: string }

export type Story = {
  /** Names a case that tests and other stories speak of. */
  readonly key?: string
  readonly organisation: string
  readonly by: string
  readonly at: When
  readonly category: CaseCategory
  readonly impact: Impact
  readonly workaround?: Workaround
  readonly worseNote?: string
  readonly subject: string
  readonly body: string
  readonly project?: string
  readonly browser?: string
  /** The key of the closed case that this one follows. */
  readonly follows?: string
  readonly acts: readonly Act[]
}

export const answer = (at: When, by: string, outcome: ReplyOutcome, body: string): Act => ({
  do: 'answer',
  at,
  by,
  outcome,
  body,
})
export const reply = (at: When, body: string, by?: string): Act => ({ do: 'reply', at, body, by })
export const note = (at: When, by: string, body: string): Act => ({ do: 'note', at, by, body })
export const assign = (at: When, by: string, to = by): Act => ({ do: 'assign', at, by, to })
export const handOver = (at: When, by: string, to: 'APAC' | 'EMEA' | 'AMER', state: string, nextStep: string): Act => ({
  do: 'hand_over',
  at,
  by,
  to,
  state,
  nextStep,
})
export const reclassify = (at: When, by: string, severity: 1 | 2 | 3 | 4, reason: string): Act => ({
  do: 'reclassify',
  at,
  by,
  severity,
  reason,
})
export const solved = (at: When): Act => ({ do: 'solved', at })
export const rate = (at: When, answer: RatingAnswer, comment = ''): Act => ({ do: 'rate', at, answer, comment })
