// When somebody works: a week of hours in a zone of their own, or the support hours of their region, less their leave. Hours
// are half-open like business hours, and each end of a day is converted by itself, so that a change of the clocks moves a shift
// and never shortens it by accident (sla.md S1, S16).
import { z } from 'zod'
import { DAY_MS, addMs, isTimeZone, type Instant } from '../kernel/time'
import type { PreparedCalendar } from '../sla/calendar'
import { countUpTo, instantOfLocal, localDay, weekday, zoneOf } from '../sla/zone'

const LocalTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Please give a time such as 08:30.')

/** One working day of the week: 1 is Monday, 7 is Sunday. */
export const WorkingDay = z
  .object({ day: z.int().min(1).max(7), from: LocalTime, to: LocalTime })
  .refine(({ from, to }) => from < to, 'The end must be after the beginning.')
export type WorkingDay = z.infer<typeof WorkingDay>

/** A week in a zone, at most one stretch for each day. */
export const WorkingWeek = z.object({
  zone: z.string().refine(isTimeZone),
  days: z.array(WorkingDay).refine((days) => new Set(days.map(({ day }) => day)).size === days.length),
})
export type WorkingWeek = z.infer<typeof WorkingWeek>

/** The hours somebody keeps: their own week, or their region's support hours with its holidays. */
export type Hours =
  | { readonly kind: 'own'; readonly week: WorkingWeek }
  | { readonly kind: 'region'; readonly calendar: PreparedCalendar }

/** A stretch of time, `to` not included. */
export type Span = { readonly from: Instant; readonly to: Instant }

/** A time away: from `startsAt` until `endsAt`, when the day `backOn` begins where the person works. */
export type Leave = {
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly backOn: string
  readonly coverId: string | null
}

/** Somebody's hours and the leave that is known of them. */
export type Worker = { readonly hours: Hours; readonly leave: readonly Leave[] }

/** What somebody does at an instant. `until`: the end of this shift; `next`: when the next one begins, as far as can be seen. */
export type Duty = {
  readonly onShift: boolean
  readonly until: Instant | null
  readonly next: Instant | null
  readonly away: Leave | null
}

/** So far ahead is a next shift looked for. */
const AHEAD_MS = 60 * DAY_MS

/** The stretches of `[from, to)` in which a worker works, in order, none touching another. */
export function workingSpans({ hours, leave }: Worker, from: Instant, to: Instant): Span[] {
  const spans = hours.kind === 'own' ? spansOfWeek(hours.week, from, to) : spansOfCalendar(hours.calendar, from, to)
  return leave.reduce<Span[]>((kept, away) => kept.flatMap((span) => without(span, away)), joined(spans))
}

/** Whether a worker is on shift at an instant, until when, and when they work next. */
export function dutyAt(worker: Worker, at: Instant): Duty {
  const spans = workingSpans(worker, at, addMs(at, AHEAD_MS))
  const onShift = spans[0]?.from === at
  const away = worker.leave.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt) ?? null
  return { onShift, until: onShift ? spans[0]!.to : null, next: spans[onShift ? 1 : 0]?.from ?? null, away }
}

function spansOfCalendar({ opens, closes }: PreparedCalendar, from: Instant, to: Instant): Span[] {
  const spans: Span[] = []
  for (let i = countUpTo(closes, from); i < opens.length && opens[i]! < to; i++)
    spans.push({ from: Math.max(opens[i]!, from) as Instant, to: Math.min(closes[i]!, to) as Instant })
  return spans
}

function spansOfWeek({ zone: name, days }: WorkingWeek, from: Instant, to: Instant): Span[] {
  const zone = zoneOf(name)
  const spans: Span[] = []
  for (let day = localDay(zone, from); day <= localDay(zone, to); day++) {
    const hours = days.find((each) => each.day === weekday(day))
    if (!hours) continue
    const begins = Math.max(instantOfLocal(zone, day, minuteOfDay(hours.from)), from)
    const ends = Math.min(instantOfLocal(zone, day, minuteOfDay(hours.to)), to)
    if (begins < ends) spans.push({ from: begins as Instant, to: ends as Instant })
  }
  return spans
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const { from, to } of spans) {
    const last = result.at(-1)
    if (last?.to === from) result[result.length - 1] = { from: last.from, to }
    else result.push({ from, to })
  }
  return result
}

function without({ from, to }: Span, { startsAt, endsAt }: Leave): Span[] {
  if (endsAt <= from || startsAt >= to) return [{ from, to }]
  return [
    { from, to: startsAt },
    { from: endsAt, to },
  ].filter((span) => span.from < span.to)
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
