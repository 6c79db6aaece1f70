// Where an engagement stands on the board (services.md §3.4): in one column, the one that says what it waits for.
import type { EngagementState } from './engagement'

/** In the order in which work goes through them. */
export const BOARD_COLUMNS = ['planned', 'active', 'on_hold', 'delivered', 'to_accept', 'to_bill'] as const
export type BoardColumn = (typeof BOARD_COLUMNS)[number]

export type BoardFacts = {
  readonly state: EngagementState
  /** A milestone of it was delivered, and its customer has not said whether they accept it. */
  readonly awaitsAcceptance: boolean
  /** Something of it was approved or accepted, and is on no invoice. */
  readonly hasUnbilled: boolean
}

/**
 * The column of work that is not over. Work that rests or has not begun waits for that first; then for its customer; delivered work that
 * is not billed yet waits for its bill. Work that goes on stays where it is, for it is billed on its way. Null for what is over.
 */
export function boardColumn({ state, awaitsAcceptance, hasUnbilled }: BoardFacts): BoardColumn | null {
  if (state === 'closed' || state === 'cancelled') return null
  if (state === 'planned' || state === 'on_hold') return state
  if (awaitsAcceptance) return 'to_accept'
  return state === 'delivered' && hasUnbilled ? 'to_bill' : state
}
