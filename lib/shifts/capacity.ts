// Capacity in words (sla.md §3.4): until when a case can be taken so that its promise is kept.
import { addMs, type Instant } from '../kernel/time'
import type { Span } from './working-time'

/**
 * The last moment at which somebody is on shift with `handlingMs` of their shift left before `dueAt`; null when nobody will be,
 * so that it is too late already. `spans` are those of everybody who may take it, from now on.
 */
export function lastMomentToTake(spans: readonly Span[], dueAt: Instant, handlingMs: number): Instant | null {
  let last: Instant | null = null
  for (const { from, to } of spans) {
    const moment = addMs(to < dueAt ? to : dueAt, -handlingMs)
    if (moment >= from && (last === null || moment > last)) last = moment
  }
  return last
}
