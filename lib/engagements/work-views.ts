// What readers of engagements and of time get, by side. A customer gets no draft, no note of ours, and nothing that a fixed price covers.
import type { Money } from '../kernel/money'
import type { Instant } from '../kernel/time'
import type { BoardColumn } from './board'
import type { Burn } from './burn'
import type { EngagementState, HoldSide, WorkModel } from './engagement'
import type { ExpenseCategory, ExpenseState } from './expense'
import type { HoursView } from './hours-views'
import type { MilestoneState } from './milestone'
import type { RateRole } from './rate-card'
import type { RequestState } from './request'
import type { WorkAnswer } from './satisfaction'
import type { Rounding, TimeClass, TimeState } from './time'

export type TimeView = {
  readonly id: string
  readonly workedOn: string
  readonly consultantId: string
  readonly consultantName: string
  readonly role: RateRole
  readonly workedMinutes: number
  readonly billedMinutes: number
  readonly timeClass: TimeClass
  readonly classReason: string
  readonly amount: Money
  readonly customerNote: string
  readonly state: TimeState
  /** What is past the budget of another entry. */
  readonly splitFrom: string | null
}

/** An entry with what our side alone sees of it. */
export type DeskTimeView = TimeView & {
  readonly internalNote: string
  /** Why it was rejected last, while it is. */
  readonly decision: { readonly by: string; readonly reason: string } | null
  readonly mayBecome: readonly TimeState[]
  readonly mayGive: boolean
}

export type WorkStep = {
  readonly id: string
  readonly from: EngagementState | null
  readonly to: EngagementState
  /** Null: a rule. */
  readonly byName: string | null
  readonly reason: string
  readonly side: HoldSide | null
  readonly at: Instant
}

export type AssignmentView = {
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly role: RateRole
  readonly fromOn: string
  readonly toOn: string | null
  readonly minutesPerWeek: number
  readonly leads: boolean
}

export type MilestoneView = {
  readonly id: string
  readonly name: string
  /** Nothing for one that is only accepted. */
  readonly amount: Money
  readonly dueOn: string | null
  readonly state: MilestoneState
  /** What happened with it last, while somebody said why. */
  readonly last: { readonly byName: string; readonly reason: string; readonly at: Instant } | null
  /** When a delivered one counts as accepted if nobody returns it; null where the terms say nothing of it. */
  readonly acceptsAt: Instant | null
  readonly mayBecome: readonly MilestoneState[]
}

/** What somebody spent for the engagement. */
export type ExpenseView = {
  readonly id: string
  readonly category: ExpenseCategory
  readonly spentOn: string
  readonly spenderName: string
  /** In the currency of the engagement. */
  readonly amount: Money
  /** What the receipt says where it is in another currency, and the rate of which day. */
  readonly paid: { readonly amount: Money; readonly rateMicro: bigint; readonly on: string } | null
  readonly note: string
  readonly state: ExpenseState
  readonly receipts: readonly { readonly id: string; readonly name: string; readonly size: number }[]
  /** Why it was returned or written off; ours alone. */
  readonly decision: { readonly by: string; readonly reason: string } | null
  readonly mayBecome: readonly ExpenseState[]
}

/** A request to change the engagement. */
export type ChangeView = {
  readonly reference: string
  readonly title: string
  readonly state: RequestState
  /** With tax, once it was quoted. */
  readonly total: Money | null
}

export type BudgetRevision = {
  readonly revision: number
  readonly quoteReference: string
  readonly version: number
  readonly fees: Money
  readonly expenses: Money
  readonly at: Instant
}

export type EngagementView = {
  /** "ENG-12". */
  readonly reference: string
  readonly requestReference: string
  readonly title: string
  readonly itemName: string
  readonly organisationName: string
  readonly managerName: string
  readonly state: EngagementState
  readonly model: WorkModel
  readonly orderNumber: string
  readonly startsOn: string | null
  readonly endsOn: string | null
  readonly rounding: Rounding
  readonly expenses: Money
  readonly revisions: readonly BudgetRevision[]
  readonly burn: Burn
  /** Shares of the budget as it is now that were passed, and when. */
  readonly alerts: readonly { readonly threshold: number; readonly at: Instant }[]
  /** Why it rests, while it does. */
  readonly hold: { readonly side: HoldSide; readonly reason: string; readonly at: Instant } | null
  readonly assignments: readonly AssignmentView[]
  readonly steps: readonly WorkStep[]
  readonly time: readonly TimeView[]
  readonly milestones: readonly MilestoneView[]
  readonly changes: readonly ChangeView[]
  /** Prepaid or included hours, the first to be used first. */
  readonly hours: readonly HoursView[]
  /** What members said of it, once it was delivered; and the reader’s own word, while they may say one. */
  readonly words: readonly WorkWord[]
  readonly rating: { readonly own: { readonly answer: WorkAnswer; readonly comment: string } | null } | null
  /** What was spent, the newest first; `expenses` is how much of it was signed. */
  readonly spending: readonly ExpenseView[]
  /** Whether the reader may ask for a change, or begin one. */
  readonly mayAskForChange: boolean
  /** For our people only. */
  readonly desk: {
    readonly time: readonly DeskTimeView[]
    readonly next: readonly EngagementState[]
    readonly mayAssign: boolean
    readonly mayPlan: boolean
    readonly mayEnterExpense: boolean
    readonly remaining: { readonly minutes: number; readonly at: Instant; readonly byName: string } | null
    readonly people: readonly { readonly id: string; readonly name: string }[]
    /** What somebody can be assigned as: what was signed has a rate, or a fixed price covers it. */
    readonly roles: readonly RateRole[]
  } | null
}

/** An engagement on the board. */
export type BoardWork = {
  readonly requestReference: string
  readonly reference: string
  readonly title: string
  readonly organisationName: string
  readonly state: EngagementState
  readonly model: WorkModel
  readonly percent: number | null
  readonly forecastPercent: number | null
  readonly budget: Money
  readonly left: Money
  /** Prepaid or included hours that are left, the first to be used. Minutes. */
  readonly hours: { readonly left: number; readonly granted: number; readonly endsOn: string } | null
  readonly startsOn: string | null
  readonly endsOn: string | null
  readonly leadName: string | null
  readonly column: BoardColumn
  /** Why it rests, while it does. */
  readonly hold: { readonly side: HoldSide; readonly reason: string } | null
  /** The milestones that its customer has to accept, by name. */
  readonly awaited: readonly string[]
}

/** A delivered milestone that waits for its customer. */
export type BoardMilestone = Pick<BoardWork, 'requestReference' | 'reference' | 'title' | 'organisationName'> & {
  readonly id: string
  readonly name: string
  readonly amount: Money
  readonly acceptsAt: Instant | null
}

export type WorkBoard = { readonly work: readonly BoardWork[]; readonly milestones: readonly BoardMilestone[] }

/** What a member said of the work. */
export type WorkWord = { readonly byName: string; readonly answer: WorkAnswer; readonly comment: string; readonly at: Instant }

export type TimeCell = {
  readonly workedOn: string
  readonly entries: readonly DeskTimeView[]
  readonly minutes: number
  /** What may be written here: a draft of one's own, with its version. */
  readonly draft: { readonly id: string; readonly version: number } | null
  /** Why nothing may be written here; null when it may. */
  readonly shut: string | null
}

export type TimeRow = {
  readonly requestReference: string
  readonly reference: string
  readonly title: string
  readonly organisationName: string
  readonly role: RateRole
  readonly model: WorkModel
  readonly rounding: Rounding
  readonly rate: Money | null
  readonly quoteReference: string | null
  readonly cells: readonly TimeCell[]
  readonly minutes: number
  /** With this reader's drafts: what the budget comes to. Null where no budget is used up by time. */
  readonly after: { readonly used: Money; readonly budget: Money; readonly percent: number; readonly pastMinutes: number } | null
}

export type TimeSheet = {
  /** The Monday, an ISO date; then each day. */
  readonly week: string
  readonly days: readonly string[]
  readonly today: string
  readonly rows: readonly TimeRow[]
  readonly minutes: number
  readonly draftMinutes: number
  /** Drafts whose note is too short to be submitted. */
  readonly missing: readonly { readonly workedOn: string; readonly cell: string; readonly reference: string }[]
  /** Weeks before this one with drafts, the newest first. */
  readonly openWeeks: readonly string[]
  /** What the reader takes time for now. */
  readonly timer: {
    readonly reference: string
    readonly title: string
    readonly role: RateRole
    readonly startedAt: Instant
  } | null
  /** Entries of others that wait for this reader. */
  readonly toApprove: number
}

/** What waits for a reader's approval, by engagement. */
export type TimeToApprove = {
  readonly requestReference: string
  readonly reference: string
  readonly title: string
  readonly organisationName: string
  readonly burn: Burn
  readonly time: readonly DeskTimeView[]
}
