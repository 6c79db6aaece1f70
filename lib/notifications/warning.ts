// Who is warned of a promise, and when (INV-10): its assignee when a quarter of the time is left, its region's leads too when
// nobody has the case or the assignee does not work before it falls due, and both when it is broken. Each in their working time.
import type { Instant } from '../kernel/time'

/** The promise of a case that runs out first. */
export type RunningPromise = { readonly atRiskAt: Instant; readonly dueAt: Instant }
export type Stage = 'at_risk' | 'breached'

/** Somebody who may be warned. `worksFrom`: the first instant from now on at which they work; null when none is in sight. */
export type Warned = { readonly personId: string; readonly worksFrom: Instant | null }
export type Warning = { readonly personId: string; readonly tellAt: Instant }

/** Where a promise stands: nothing before it is at risk, so that nobody is told early. */
export function stageOf({ atRiskAt, dueAt }: RunningPromise, now: Instant): Stage | null {
  if (now > dueAt) return 'breached'
  return now >= atRiskAt ? 'at_risk' : null
}

/** Who hears of a stage, each once, and from when on. */
export function decideWarnings(
  promise: RunningPromise,
  stage: Stage,
  people: { readonly assignee: Warned | null; readonly leads: readonly Warned[] },
): Warning[] {
  const { assignee, leads } = people
  const inTime = assignee?.worksFrom != null && assignee.worksFrom <= promise.dueAt
  const warned = new Map<string, Warning>()
  for (const { personId, worksFrom } of [...(assignee ? [assignee] : []), ...(stage === 'at_risk' && inTime ? [] : leads)]) {
    if (worksFrom !== null && !warned.has(personId)) warned.set(personId, { personId, tellAt: worksFrom })
  }
  return [...warned.values()]
}
