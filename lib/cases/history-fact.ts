// What happened to a case, as facts; the words are made where they are shown.
import type { Instant } from '../kernel/time'
import type { Level } from '../sla/support-policy'
import type { CaseCategory, CaseStatus } from './case'
import type { Rerouting } from './category'
import type { LinkKind, LinkWay } from './link'
import type { RatingAnswer } from './rating'
import type { AfterReferral, ReferralStep } from './referral-step'

export type HistoryFact =
  | { readonly what: 'opened'; readonly severity: Level; readonly status: CaseStatus; readonly dueAt: Instant | null }
  | { readonly what: 'status_changed'; readonly from: CaseStatus; readonly to: CaseStatus; readonly by: 'customer' | 'staff' }
  | {
      readonly what: 'reclassified'
      readonly from: Level
      readonly to: Level
      readonly reason: string
      readonly dueAt: Instant | null
      readonly metric: 'first_response' | 'update' | null
      readonly late: boolean
    }
  | {
      readonly what: 'category_changed'
      readonly from: CaseCategory
      readonly to: CaseCategory
      readonly goes: Rerouting['goes']
      /** Null where an answer came with it. */
      readonly reason: string | null
      readonly dueAt: Instant | null
      readonly metric: 'first_response' | 'update' | null
    }
  /** What became of its hand-over to the account manager; `request` is the service request of it. */
  | {
      readonly what: 'referral'
      readonly step: ReferralStep
      readonly then: AfterReferral
      readonly request: string
      readonly manager: string | null
      readonly reason: string
    }
  | {
      readonly what: 'assigned'
      readonly to: string | null
      readonly because?: 'rule' | 'away' | 'left' | null
      readonly awayName?: string | null
    }
  | {
      readonly what: 'handed_over'
      readonly from: string
      readonly to: string
      readonly dueBefore: Instant | null
      readonly dueAt: Instant | null
      readonly metric: 'first_response' | 'update' | null
    }
  | { readonly what: 'rated'; readonly answer: RatingAnswer; readonly comment: string | null; readonly changed: boolean }
  | { readonly what: 'participant'; readonly name: string; readonly takesPart: boolean }
  | {
      readonly what: 'merged'
      /** The other case. */
      readonly other: string
      /** `in`: it came into this one; `away`: this one goes on there. */
      readonly way: 'in' | 'away'
      readonly undone: boolean
      /** The level that holds from now on, where it changed. */
      readonly level: Level | null
      readonly dueAt: Instant | null
      readonly metric: 'first_response' | 'update' | null
    }
  /** `to`: a message became the other case; `from`: this case was a message there. */
  | { readonly what: 'split'; readonly other: string; readonly way: LinkWay }
  /** Staff's alone. */
  | { readonly what: 'tagged'; readonly tag: string; readonly has: boolean }
  | { readonly what: 'linked'; readonly other: string; readonly kind: LinkKind; readonly way: LinkWay; readonly holds: boolean }
  | { readonly what: 'problem'; readonly is: boolean }
  | { readonly what: 'closed' }
