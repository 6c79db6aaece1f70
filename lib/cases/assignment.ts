// Who gets the next case of a region by its rule: round robin among those who are on shift and have room.
import type { Instant } from '../kernel/time'

/** Somebody who may be given a case. `openCases`: those they hold in which we owe the next step. */
export type Candidate = {
  readonly userId: string
  readonly name: string
  readonly onShift: boolean
  readonly openCases: number
  /** When the rule last gave them a case; null when it never did. */
  readonly lastGivenAt: Instant | null
}

/** True while somebody may hold one case more; a limit of null is none. */
export function hasRoom({ openCases }: Pick<Candidate, 'openCases'>, openCasesMax: number | null): boolean {
  return openCasesMax === null || openCases < openCasesMax
}

/** Whose turn it is: of those on shift with room, whoever waited longest for a case; at once, who has fewer. Null: nobody can. */
export function nextInTurn(candidates: readonly Candidate[], openCasesMax: number | null): Candidate | null {
  const able = candidates.filter((each) => each.onShift && hasRoom(each, openCasesMax))
  return able.sort(byTurn)[0] ?? null
}

function byTurn(a: Candidate, b: Candidate): number {
  return (a.lastGivenAt ?? 0) - (b.lastGivenAt ?? 0) || a.openCases - b.openCases || (a.userId < b.userId ? -1 : 1)
}
