import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { money, sumMoney } from '@/lib/kernel/money'
import { addMs, DAY_MS, instant, type Instant } from '@/lib/kernel/time'
import { businessDaysBetween } from '@/lib/sla/business-days'
import { listRegions } from '@/lib/sla/queries'
import { dayNumber, instantOfLocal, zoneOf } from '@/lib/sla/zone'
import { timeView } from '../time-view'
import { fixedOf } from '../time-sheet'
import { feesOf, burnOf, type Burn, type BurnEntry } from '../burn'
import { engagementReference, isOver, nextWorkStates, partiesOnWork, takesTime } from '../engagement'
import { nextMilestoneStates, SILENCE_SINCE_TERMS, silentAcceptance } from '../milestone'
import { canAskForQuote, canScope } from '../policy'
import type { TimeGroup } from '../pricing'
import { isOpen as isOpenRequest, requestReference, type RequestState } from '../request'
import { mayBeRated } from '../satisfaction'
import { rolesFor, agreedRate, nextTimeStates, partiesOnTime, type RateLine } from '../time'
import type {
  AssignmentView,
  BudgetRevision,
  ChangeView,
  DeskTimeView,
  EngagementView,
  MilestoneView,
  TimeView,
  WorkStep,
  WorkWord,
} from '../work-views'
import { expenseViews } from './expenses'
import { hoursOf } from './hours'
import {
  entriesOf,
  milestonesOf,
  rateLinesOf,
  revisionsOf,
  workOfRequest,
  type EntryRow,
  type MilestoneRow,
  type WorkRow,
} from './work-rows'

/** An estimate of the lead counts for this long: 7 days. */
const ESTIMATE_MS = 7 * DAY_MS

/**
 * The engagement that a request was ordered as, as the reader may see it: state, people, budget and how much of it is used, the time.
 * Throws NotFound for a request that is not there or not theirs, or that nobody has ordered.
 */
export async function getEngagement(ctx: Ctx, reference: string): Promise<EngagementView> {
  return read(ctx, async (ctx) => {
    const work = await workOfRequest(ctx, reference)
    const [revisions, entries, lines, milestones, assignments, steps, words, changes, hours, spending, said, alerts] =
      await Promise.all([
        revisionsOf(ctx, work),
        entriesOf(ctx, [work.id]),
        rateLinesOf(ctx, [work.id]),
        milestonesOf(ctx, [work.id]),
        assignmentsOf(ctx, work),
        stepsOf(ctx, work),
        wordsOf(ctx, work),
        changesOf(ctx, work),
        hoursOf(ctx, work),
        expenseViews(ctx, work),
        saidOf(ctx, work),
        ctx.sql<{ threshold: number; at: Instant; revision: number }[]>`
        select threshold, at, revision from burn_alerts where engagement_id = ${work.id} order by threshold`,
      ])
    const burn = await burnOfWork(ctx, work, { revisions, entries, milestones, lines, assignments })
    const hold = work.state === 'on_hold' ? steps.findLast(({ to }) => to === 'on_hold') : undefined
    const names = await namesOf(
      ctx,
      entries.map(({ consultantId }) => consultantId),
    )
    const time = entries.toSorted(newestFirst).map((entry) => timeView(entry, work.currency, names))
    return {
      reference: engagementReference(work.number),
      ...{ requestReference: work.requestReference, title: work.title, organisationName: work.organisationName, ...words },
      ...{ state: work.state, model: work.model, orderNumber: work.orderNumber, startsOn: work.startsOn, endsOn: work.endsOn },
      ...{ rounding: work.rounding, revisions, burn, assignments, steps },
      expenses: sumMoney(
        work.currency,
        revisions.map(({ expenses }) => expenses),
      ),
      alerts: alerts
        .filter(({ revision }) => revision === revisions.at(-1)?.revision)
        .map(({ threshold, at }) => ({ threshold, at })),
      hold: hold ? { side: hold.side ?? 'vendor', reason: hold.reason, at: hold.at } : null,
      milestones: await milestoneViews(ctx, work, milestones),
      changes,
      hours,
      spending,
      ...said,
      mayAskForChange:
        work.model !== 'included' &&
        !isOver(work.state) &&
        (canAskForQuote(ctx.actor) || canScope(ctx.actor)) &&
        changes.every(({ state }) => !isOpenRequest(state)),
      time: time.filter(({ state }) => state !== 'draft' && state !== 'rejected'),
      desk: ctx.actor.kind === 'customer' ? null : await deskOf(ctx, work, { time, lines, assignments }),
    }
  })
}

/** Who is assigned to this work now. */
export async function assignmentsOf(ctx: TxCtx, { id, leadId }: WorkRow): Promise<AssignmentView[]> {
  const rows = await ctx.sql<Omit<AssignmentView, 'leads'>[]>`
    select a.id, a.user_id as "userId", u.name, a.role, a.from_on::text as "fromOn", a.to_on::text as "toOn", a.minutes_per_week as "minutesPerWeek"
    from engagement_assignments a join users u on u.id = a.user_id where a.engagement_id = ${id} and a.ended_at is null order by a.assigned_at, a.id`
  return rows.map((row) => ({ ...row, leads: row.userId === leadId }))
}

async function stepsOf(ctx: TxCtx, { id }: WorkRow): Promise<WorkStep[]> {
  const rows = await ctx.sql<WorkStep[]>`
    select s.id, s.from_state as "from", s.to_state as "to", u.name as "byName", s.reason, s.side, s.at
    from engagement_steps s left join users u on u.id = s.actor_id where s.engagement_id = ${id} order by s.at, s.id`
  return [...rows]
}

async function wordsOf(ctx: TxCtx, { requestId }: WorkRow): Promise<{ itemName: string; managerName: string }> {
  const [words] = await ctx.sql<{ itemName: string; managerName: string }[]>`
    select i.name as "itemName", m.name as "managerName" from service_requests r join service_items i on i.code = r.item_code
      join users m on m.id = r.manager_id where r.id = ${requestId}`
  return words!
}

async function milestoneViews(ctx: TxCtx, work: WorkRow, milestones: readonly MilestoneRow[]): Promise<MilestoneView[]> {
  const steps = await ctx.sql<{ id: string; byName: string; reason: string; at: Instant; to: string }[]>`
    select distinct on (s.milestone_id) s.milestone_id as id, coalesce(u.name, '') as "byName", s.reason, s.at, s.to_state as "to"
    from milestone_steps s left join users u on u.id = s.actor_id
    where s.milestone_id = any(${milestones.map(({ id }) => id)}) order by s.milestone_id, s.at desc, s.id desc`
  const silent = await silentOf(ctx, work, milestones)
  const takes = work.state === 'active' || work.state === 'delivered'
  return milestones.map(({ id, name, amountMinor, dueOn, state }) => {
    const last = steps.find((step) => step.id === id)
    return {
      ...{ id, name, dueOn, state, amount: money(amountMinor, work.currency) },
      last: last ? { byName: last.byName, reason: last.reason, at: last.at } : null,
      acceptsAt: takes ? (silent.get(id) ?? null) : null,
      mayBecome: takes ? nextMilestoneStates(ctx.actor, { state, leadId: work.leadId }) : [],
    }
  })
}

/** When each delivered milestone counts as accepted, where the terms that were signed say so. */
export async function silentOf(ctx: TxCtx, work: WorkRow, milestones: readonly MilestoneRow[]): Promise<Map<string, Instant>> {
  const waiting = milestones.filter(({ state }) => state === 'delivered').map(({ id }) => id)
  if (waiting.length === 0) return new Map()
  const [rows, regions] = await Promise.all([
    ctx.sql<{ id: string; at: Instant }[]>`
      select m.id, max(s.at) as at from milestones m join milestone_steps s on s.milestone_id = m.id and s.to_state = 'delivered'
        join lateral (select v.terms_version from budget_revisions b join quote_versions v on v.organisation_id = b.organisation_id and v.id = b.version_id
          where b.engagement_id = m.engagement_id and (m.version_id is null or b.version_id = m.version_id) order by b.revision limit 1) t on true
      where m.id = any(${waiting}) and t.terms_version >= ${SILENCE_SINCE_TERMS} group by m.id`,
    listRegions(ctx),
  ])
  const calendar = regions.find(({ code }) => code === work.regionCode)?.calendar
  return new Map(calendar ? rows.map(({ id, at }) => [id, silentAcceptance(calendar, at, null).acceptAt]) : [])
}

/** What members said of delivered work. Our people read all of it, a member what their organisation said. */
async function saidOf(ctx: TxCtx, { id, state }: WorkRow): Promise<Pick<EngagementView, 'words' | 'rating'>> {
  const { actor } = ctx
  const rows = await ctx.sql<(WorkWord & { userId: string })[]>`
    select r.user_id as "userId", u.name as "byName", r.answer, r.comment, r.at from engagement_ratings r join users u on u.id = r.user_id
    where r.engagement_id = ${id} order by r.at desc, r.user_id`
  const own = actor.kind === 'customer' ? (rows.find(({ userId }) => userId === actor.userId) ?? null) : null
  return {
    words: rows.map(({ userId: _, ...word }) => word),
    rating: canAskForQuote(actor) && mayBeRated(state) ? { own: own && { answer: own.answer, comment: own.comment } } : null,
  }
}

async function changesOf(ctx: TxCtx, { id, currency }: WorkRow): Promise<ChangeView[]> {
  const rows = await ctx.sql<{ number: number; title: string; state: RequestState; total: string | null }[]>`
    select r.number::int as number, r.title, r.state, (select (v.fees_minor + v.expenses_minor + v.tax_minor)::text from quote_versions v
      where v.organisation_id = r.organisation_id and v.request_id = r.id and v.sent_at is not null order by v.version desc limit 1) as total
    from service_requests r where r.changes_id = ${id} order by r.asked_at desc, r.id desc`
  return rows.map(({ number, total, ...row }) => ({
    ...row,
    reference: requestReference(number),
    total: total === null ? null : money(BigInt(total), currency),
  }))
}

/** The newest day first, what is past the budget below its entry. */
function newestFirst(a: EntryRow, b: EntryRow): number {
  const [rootA, rootB] = [a.splitFrom ?? a.id, b.splitFrom ?? b.id]
  if (a.workedOn !== b.workedOn) return a.workedOn < b.workedOn ? 1 : -1
  if (rootA !== rootB) return rootA < rootB ? 1 : -1
  return Number(a.splitFrom !== null) - Number(b.splitFrom !== null)
}

/** Names of people by their ids. */
export async function namesOf(ctx: TxCtx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.sql<{ id: string; name: string }[]>`select id, name from users where id = any(${[...new Set(ids)]})`
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Entries with what our side alone sees of them, and what this reader may do about each. */
export async function deskTime(
  ctx: TxCtx,
  time: readonly (TimeView & { leadId: string | null; isOver: boolean })[],
): Promise<DeskTimeView[]> {
  const notes = await ctx.sql<{ id: string; note: string; by: string | null; reason: string | null }[]>`
    select t.id, t.internal_note as note, s.by, s.reason from time_entries t
      left join lateral (select u.name as by, x.reason from time_entry_steps x join users u on u.id = x.actor_id
        where x.entry_id = t.id and x.to_state in ('rejected', 'written_off') and x.to_state = t.state order by x.at desc, x.id desc limit 1) s on true
    where t.id = any(${time.map(({ id }) => id)})`
  const byId = new Map(notes.map((note) => [note.id, note]))
  return time.map(({ leadId, isOver: over, ...view }) => {
    const note = byId.get(view.id)
    const parties = partiesOnTime(ctx.actor, { consultantId: view.consultantId, leadId })
    const next = over ? [] : nextTimeStates(ctx.actor, { ...view, leadId })
    return {
      ...view,
      internalNote: note?.note ?? '',
      decision: note?.by ? { by: note.by, reason: note.reason ?? '' } : null,
      mayBecome: view.splitFrom === null ? next : next.filter((to) => to === 'written_off'),
      mayGive: !over && view.state === 'submitted' && view.splitFrom === null && parties.includes('services_lead'),
    }
  })
}

async function deskOf(
  ctx: TxCtx,
  work: WorkRow,
  { time, lines, assignments }: { time: readonly TimeView[]; lines: readonly RateLine[]; assignments: readonly AssignmentView[] },
): Promise<EngagementView['desk']> {
  const { actor } = ctx
  const over = isOver(work.state)
  const people = await ctx.sql<{ id: string; name: string }[]>`
    select u.id, u.name from staff_members s join users u on u.id = s.user_id and u.disabled_at is null where s.ended_at is null order by u.name, u.id`
  const [estimate] = await ctx.sql<{ minutes: number; at: Instant; byName: string }[]>`
    select e.remaining_minutes as minutes, e.remaining_at as at, u.name as "byName" from engagements e join users u on u.id = e.remaining_by
    where e.organisation_id = ${work.organisationId} and e.id = ${work.id}`
  return {
    time: await deskTime(
      ctx,
      time.map((view) => ({ ...view, leadId: work.leadId, isOver: over })),
    ),
    next: nextWorkStates(actor, work),
    mayAssign: canScope(actor) && !over,
    mayPlan: partiesOnWork(actor, work).length > 0 && !over,
    mayEnterExpense: takesTime(work.state) && assignments.some(({ userId }) => 'userId' in actor && userId === actor.userId),
    remaining: estimate ?? null,
    people: [...people],
    roles: rolesFor(work.model, lines),
  }
}

/** How much of the budget is used, booked and expected. */
export async function burnOfWork(
  ctx: TxCtx,
  work: WorkRow,
  of: {
    revisions: readonly BudgetRevision[]
    entries: readonly EntryRow[]
    milestones: readonly MilestoneRow[]
    lines: readonly RateLine[]
    assignments: readonly AssignmentView[]
  },
): Promise<Burn> {
  const { revisions, entries, milestones, lines, assignments } = of
  const { currency, startsOn, endsOn, remainingAt, remainingMinutes, zone } = work
  const calendar = (await listRegions(ctx)).find(({ code }) => code === work.regionCode)?.calendar
  const noon = (day: string): Instant => instant(instantOfLocal(zoneOf(zone), dayNumber(day), 12 * 60))
  const between = (from: Instant, to: Instant) => (calendar && from <= to ? businessDaysBetween(calendar, from, to) : 0)
  const tomorrow = addMs(ctx.now, DAY_MS)
  const booked = assignments.flatMap(({ role, fromOn, toOn, minutesPerWeek }): TimeGroup[] => {
    const until = toOn ?? endsOn
    if (until === null) return []
    const from = noon(fromOn)
    const minutes = Math.round((between(from > tomorrow ? from : tomorrow, noon(until)) * minutesPerWeek) / 5)
    return minutes === 0 ? [] : [{ role, minutes, rateMinor: agreedRate(lines, role)?.rateMinor ?? 0n }]
  })
  const fresh = remainingAt !== null && ctx.now - remainingAt < ESTIMATE_MS
  return burnOf({
    budget: feesOf(revisions, currency),
    entries: entries.map((entry): BurnEntry => ({ ...entry, minutes: entry.billedMinutes })),
    fixed: fixedOf(milestones, currency).accepted,
    booked,
    remainingMinutes: fresh ? remainingMinutes : null,
    days:
      startsOn !== null && endsOn !== null
        ? { elapsed: between(noon(startsOn), ctx.now), remaining: between(tomorrow, noon(endsOn)) }
        : null,
  })
}
