// The time of the demo, many entries at once: rows as they are after people wrote, submitted and approved them, with the same steps and
// history. What shares out a budget, draws hours and tells that a share of them is used are the commands' own functions.
import type { TxCtx } from '../context'
import { coverWork } from '@/lib/engagements/commands/work-cover'
import { drawHours } from '@/lib/engagements/commands/hours'
import { tellBurn } from '@/lib/engagements/commands/work-writes'
import { engagementReference } from '@/lib/engagements/engagement'
import { rateLinesOf, workOfRequest, type WorkRow } from '@/lib/engagements/queries/work-rows'
import { agreedRate, billedMinutes, hasRates, usualClass } from '@/lib/engagements/time'
import { actorUserId } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { dayOf, toIso, type Instant } from '@/lib/kernel/time'
import { dayNumber, weekday } from '@/lib/sla/zone'
import type { Acting } from './acting'

/** What was done up to a day: so many minutes in all, and what the customer reads of them. */
export type Chapter = readonly [daysAgo: number, minutes: number, note: string]

export type Working = {
  /** Who works on it, by their keys; days are those of the first. */
  who: readonly string[]
  chapters: readonly Chapter[]
  /** The first day of the first chapter. */
  since: number
  /** About how long one entry is, in minutes. */
  size: number
  /** Who approves it, and when. */
  approvedBy: string
  approved: number
}

type Entry = { who: string; daysAgo: number; minutes: number; note: string }

const QUARTER = 15

/**
 * The entries of chapters: of each person one a working day at most, as many of about this size as the days between two chapters allow, the
 * last on the chapter's own day. What is no longer than twice the size stays one.
 */
export function entriesOfChapters(
  { who, chapters, since, size }: Omit<Working, 'approved' | 'approvedBy'>,
  isWorkday: (daysAgo: number) => boolean,
): Entry[] {
  return chapters.flatMap(([daysAgo, minutes, note], at) => {
    const first = at === 0 ? since : chapters[at - 1]![0] - 1
    const between = Array.from({ length: Math.max(1, Math.floor(first - daysAgo) + 1) }, (_, back) => daysAgo + back)
    const days = between.filter((day) => day === daysAgo || isWorkday(day))
    const slots = days.flatMap((day) => who.map((person) => ({ who: person, daysAgo: day })))
    const parts = minutes <= 2 * size ? 1 : Math.min(slots.length, Math.round(minutes / size))
    const quarters = Math.floor(minutes / QUARTER)
    const entries = slots.slice(0, parts).toReversed()
    return entries.map((slot, part) => {
      const own = Math.floor(quarters / parts) + (part < quarters % parts ? 1 : 0)
      const rest = part === parts - 1 ? minutes % QUARTER : 0
      return { ...slot, minutes: own * QUARTER + rest, note: parts === 1 ? note : `${note} ${part + 1} of ${parts}.` }
    })
  })
}

/** Writes all of it as approved time of this work. */
export async function writeTime(acting: Acting, reference: string, working: Working): Promise<void> {
  const { who, approvedBy, approved } = working
  const ctx = acting.staff(approvedBy, approved)
  const work = await workOfRequest(ctx, reference)
  const { organisationId, id: workId, model, currency, rounding } = work
  const rate = hasRates(model) ? agreedRate(await rateLinesOf(ctx, [workId]), 'consultant')! : null
  const zone = acting.people.staff.get(who[0]!)!.timeZone
  const entries = entriesOfChapters(working, (daysAgo) => weekday(dayNumber(acting.day(daysAgo, zone))) <= 5).map((entry) => {
    const { userId, timeZone } = acting.people.staff.get(entry.who)!
    const { now } = acting.staff(entry.who, entry.daysAgo)
    const { minutes: worked, note } = entry
    return {
      id: newId(now),
      userId,
      workedOn: dayOf(now, timeZone),
      worked,
      billed: billedMinutes(worked, rounding),
      note,
      at: now,
    }
  })
  const ids = entries.map(({ id }) => id)
  await ctx.sql`
    insert into time_entries (organisation_id, id, engagement_id, consultant_id, role, worked_on, worked_minutes, billed_minutes, time_class, rate_minor,
      currency, rate_version_id, rate_position, customer_note, internal_note, state, version, created_at, changed_at)
    select ${organisationId}::uuid, x.id, ${workId}::uuid, x."userId", 'consultant', x."workedOn", x.worked, x.billed, ${usualClass(model)},
      ${String(rate?.rateMinor ?? 0n)}::bigint, ${currency}, ${rate?.versionId ?? null}::uuid, ${rate?.position ?? null}::smallint, x.note, '', 'draft', 1, x.at, x.at
    from jsonb_to_recordset(${JSON.stringify(entries.map((entry) => ({ ...entry, at: toIso(entry.at) })))}::jsonb)
      as x (id uuid, "userId" uuid, "workedOn" date, worked smallint, billed smallint, note text, at timestamptz)`
  await ctx.sql`update time_entries set state = 'submitted', submitted_at = created_at where id = any(${ids})`
  await coverWork(ctx, work)
  await ctx.sql`
    update time_entries set state = 'approved', decided_by = ${actorUserId(ctx.actor)}, decided_at = ${ctx.now}, changed_at = ${ctx.now}
    where id = any(${ids}) or (split_from = any(${ids}) and state = 'submitted')`
  await writeSteps(ctx, work, entries)
  await drawHours(ctx, work)
  await tellBurn(ctx, work)
}

type Written = { id: string; userId: string; workedOn: string; worked: number; billed: number; at: Instant }

/** The steps of each entry and their places in the audit, in the order of time. */
async function writeSteps(ctx: TxCtx, { organisationId, number }: WorkRow, entries: readonly Written[]): Promise<void> {
  const engagement = engagementReference(number)
  const approver = actorUserId(ctx.actor)!
  const steps = entries
    .flatMap(({ id, userId, workedOn, worked, billed, at }) => [
      {
        id,
        by: userId,
        at,
        from: null,
        to: 'draft',
        action: 'time.saved',
        after: { engagement, workedOn, role: 'consultant', worked, billed },
      },
      { id, by: userId, at, from: 'draft', to: 'submitted', after: { engagement, workedOn, worked, state: 'submitted' } },
      { id, by: approver, at: ctx.now, from: 'submitted', to: 'approved', after: { engagement, state: 'approved' } },
    ])
    .toSorted((a, b) => a.at - b.at)
    .map((step) => ({ action: 'time.state_changed', ...step, stepId: newId(step.at), at: toIso(step.at) }))
  await ctx.sql`
    with told as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb)
        as x ("stepId" uuid, id uuid, by uuid, at timestamptz, "from" text, "to" text, action text, after jsonb)),
    stepped as (
      insert into time_entry_steps (organisation_id, id, entry_id, from_state, to_state, actor_id, reason, at)
      select ${organisationId}::uuid, x."stepId", x.id, x."from", x."to", x.by, '', x.at from told x)
    insert into audit_entries (at, actor_kind, actor_id, organisation_id, subject_id, action, audience, before, after, request_id)
    select x.at, 'staff', x.by, ${organisationId}::uuid, x.id, x.action, 'staff',
      case when x.action = 'time.saved' then null else jsonb_build_object('state', x."from") end, x.after, ${ctx.requestId} from told x`
}
