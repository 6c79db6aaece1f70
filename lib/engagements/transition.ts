// State machines as data (services.md §1.4): who may take what from one state to another, and what must be said. Commands, pages
// and the access matrix read the same table; what stands in none is refused.

/** One row of a table. `from` null makes the object. `reason`: it must be said why, and the other side reads it. */
export type Transition<State extends string, Party extends string> = {
  readonly from: State | null
  readonly to: State
  readonly who: readonly Party[]
  readonly reason?: true
}

/** Why a transition is refused: no such row, a row for others, a row that wants a reason. */
export type Refusal = 'unlisted' | 'not_theirs' | 'needs_reason'

/** Whether somebody who acts as `parties` may take it from `from` to `to`; null when they may. */
export function refusalOf<State extends string, Party extends string>(
  table: readonly Transition<State, Party>[],
  step: { from: State | null; to: State; parties: readonly Party[]; reason: string },
): Refusal | null {
  const row = table.find(({ from, to }) => from === step.from && to === step.to)
  if (!row) return 'unlisted'
  if (!row.who.some((party) => step.parties.includes(party))) return 'not_theirs'
  return row.reason && step.reason === '' ? 'needs_reason' : null
}

/** The rows that somebody who acts as `parties` may take from here: the buttons of a page. */
export function openTo<State extends string, Party extends string>(
  table: readonly Transition<State, Party>[],
  from: State,
  parties: readonly Party[],
): readonly Transition<State, Party>[] {
  return table.filter((row) => row.from === from && row.who.some((party) => parties.includes(party)))
}

/** Whether no row leads on from a state. */
export function isFinal<State extends string, Party extends string>(
  table: readonly Transition<State, Party>[],
  state: State,
): boolean {
  return table.every(({ from }) => from !== state)
}
