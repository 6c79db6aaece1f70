// A clock as it is stored, and back: the columns of sla_clocks are the fields of Clock.
import { z } from 'zod'
import { type Instant, instant } from '../kernel/time'
import type { BreachCause, Clock, ClockOutcome } from './clock'
import { METRICS, type Level, type Metric, type TargetUnit } from './support-policy'

export type ClockRow = {
  id: string
  metric: Metric
  policy_version_id: string
  level: Level
  target_minutes: number
  unit: TargetUnit
  started_at: Instant
  segments: unknown
  pauses: unknown
  due_at: Instant | null
  at_risk_at: Instant | null
  ended_at: Instant | null
  outcome: ClockOutcome | null
  breached_at: Instant | null
  breach_cause: BreachCause | null
  used_seconds_at_end: number | null
}

const At = z.number().transform(instant)
const Segments = z.array(z.object({ calendarId: z.string(), from: At })).min(1)
const Pauses = z.array(
  z.object({
    from: At,
    to: At.nullable(),
    reason: z.enum(['waiting_on_customer', 'customer_decision', 'resolved', 'answer_bounced']),
  }),
)

/** A stored clock as JSON: what an act remembers of it, to put it back. */
export const StoredClock = z.object({
  id: z.uuid(),
  metric: z.enum(METRICS),
  policyVersionId: z.string(),
  level: z.literal([1, 2, 3, 4]),
  targetMinutes: z.number(),
  unit: z.enum(['business', 'elapsed']),
  startedAt: At,
  segments: Segments,
  pauses: Pauses,
  dueAt: At.nullable(),
  atRiskAt: At.nullable(),
  endedAt: At.nullable(),
  outcome: z.enum(['met', 'stopped', 'superseded']).nullable(),
  breachedAt: At.nullable(),
  breachCause: z.enum(['time', 'reclassified']).nullable(),
  usedSecondsAtEnd: z.number().nullable(),
}) satisfies z.ZodType<Clock>

/** Reads a stored clock; throws when its segments or pauses are not what this module wrote. */
export function toClock(row: ClockRow): Clock {
  return {
    id: row.id,
    metric: row.metric,
    policyVersionId: row.policy_version_id,
    level: row.level,
    targetMinutes: row.target_minutes,
    unit: row.unit,
    startedAt: row.started_at,
    segments: Segments.parse(row.segments),
    pauses: Pauses.parse(row.pauses),
    dueAt: row.due_at,
    atRiskAt: row.at_risk_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    breachedAt: row.breached_at,
    breachCause: row.breach_cause,
    usedSecondsAtEnd: row.used_seconds_at_end,
  }
}
