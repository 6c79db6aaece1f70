import 'server-only'
import type { TxCtx } from '@/db/context'
import { NotFound } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import type { EngagementState, WorkModel } from '../engagement'
import type { MilestoneState } from '../milestone'
import { quoteReference } from '../quote'
import type { LineKind, LineUnit } from '../quote-kinds'
import type { RateRole } from '../rate-card'
import { requestReference } from '../request'
import type { RateLine, Rounding, TimeClass, TimeState } from '../time'
import type { BudgetRevision } from '../work-views'
import { namedRequest, visibleRequests } from './visible'

/** An engagement with what its request says of it. */
export type WorkRow = {
  readonly id: string
  readonly organisationId: string
  readonly number: number
  readonly requestId: string
  readonly requestReference: string
  readonly requesterId: string
  readonly managerId: string
  readonly title: string
  readonly organisationName: string
  readonly regionCode: string
  readonly zone: string
  readonly state: EngagementState
  readonly model: WorkModel
  readonly currency: string
  readonly orderNumber: string
  readonly leadId: string | null
  readonly startsOn: string | null
  readonly endsOn: string | null
  readonly rounding: Rounding
  readonly remainingMinutes: number | null
  readonly remainingAt: Instant | null
  readonly changedAt: Instant
}

type Columns = Omit<WorkRow, 'rounding' | 'requestReference'> & {
  requestNumber: number
  mode: Rounding['mode']
  interval: Rounding['interval']
  minMinutes: number
}

function workColumns(ctx: TxCtx) {
  return ctx.sql`e.id, e.organisation_id as "organisationId", e.number::int as number, e.request_id as "requestId", r.number::int as "requestNumber",
    r.requester_id as "requesterId", r.manager_id as "managerId", r.title, o.name as "organisationName", o.region_code as "regionCode", o.time_zone as zone,
    e.state, e.model, e.currency, e.order_number as "orderNumber", e.lead_id as "leadId", e.starts_on::text as "startsOn", e.ends_on::text as "endsOn",
    e.rounding_mode as mode, e.rounding_interval as interval, e.rounding_min as "minMinutes", e.remaining_minutes as "remainingMinutes",
    e.remaining_at as "remainingAt", e.changed_at as "changedAt"`
}

function workOf({ requestNumber, mode, interval, minMinutes, ...row }: Columns): WorkRow {
  return { ...row, requestReference: requestReference(requestNumber), rounding: { mode, interval, minMinutes } }
}

/**
 * The work that a request was ordered as, or asks to change: the one that lives, else the last that was cancelled. `lock`: two who
 * change it wait for each other. Throws NotFound for a request that the actor may not see, or that nobody has ordered.
 */
export async function workOfRequest(ctx: TxCtx, reference: string, { lock = false } = {}): Promise<WorkRow> {
  const named = ctx.sql`select r.id, r.changes_id from service_requests r where ${namedRequest(ctx, reference)} and ${visibleRequests(ctx)}`
  const [row] = await ctx.sql<Columns[]>`
    select ${workColumns(ctx)} from (${named}) n join engagements e on e.id = n.changes_id or (n.changes_id is null and e.request_id = n.id)
      join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id
      join organisations o on o.id = e.organisation_id
    order by (e.state = 'cancelled'), e.number desc limit 1 ${lock ? ctx.sql`for update of e` : ctx.sql``}`
  if (!row) throw new NotFound('engagement')
  return workOf(row)
}

/** Work by its ids, in that order of locking which everybody keeps. */
export async function workByIds(ctx: TxCtx, ids: readonly string[], { lock = false } = {}): Promise<WorkRow[]> {
  const rows = await ctx.sql<Columns[]>`
    select ${workColumns(ctx)} from engagements e join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id
      join organisations o on o.id = e.organisation_id
    where e.id = any(${[...ids]}) order by e.id ${lock ? ctx.sql`for update of e` : ctx.sql``}`
  return rows.map(workOf)
}

/** What may be billed for work, by the accepted versions; the first first. */
export async function revisionsOf(ctx: TxCtx, work: Pick<WorkRow, 'id' | 'currency'>): Promise<BudgetRevision[]> {
  return (await revisionsOfAll(ctx, [work])).get(work.id)!
}

/** The same of several works at once, by their ids. */
export async function revisionsOfAll(
  ctx: TxCtx,
  works: readonly Pick<WorkRow, 'id' | 'currency'>[],
): Promise<Map<string, BudgetRevision[]>> {
  const rows = await ctx.sql<
    { workId: string; revision: number; number: number; version: number; fees: string; expenses: string; at: Instant }[]
  >`
    select b.engagement_id as "workId", b.revision, q.number::int as number, v.version, b.fees_minor::text as fees, b.expenses_minor::text as expenses, b.at
    from budget_revisions b join quote_versions v on v.organisation_id = b.organisation_id and v.id = b.version_id
      join quotes q on q.organisation_id = v.organisation_id and q.id = v.quote_id
    where b.engagement_id = any(${works.map(({ id }) => id)}) order by b.engagement_id, b.revision`
  const byWork = Map.groupBy(rows, ({ workId }) => workId)
  return new Map(
    works.map(({ id, currency }) => [
      id,
      (byWork.get(id) ?? []).map(({ workId: _, number, fees, expenses, ...row }) => ({
        ...row,
        quoteReference: quoteReference(number),
        fees: money(BigInt(fees), currency),
        expenses: money(BigInt(expenses), currency),
      })),
    ]),
  )
}

/** The lines that were signed for work, options that were not chosen left out; of the newest version first. */
export async function rateLinesOf(
  ctx: TxCtx,
  workIds: readonly string[],
): Promise<(RateLine & { workId: string; quote: string })[]> {
  const rows = await ctx.sql<
    {
      workId: string
      versionId: string
      number: number
      position: number
      kind: LineKind
      role: RateRole | null
      unit: LineUnit
      rate: string
      discountBp: number
    }[]
  >`
    select b.engagement_id as "workId", l.version_id as "versionId", q.number::int as number, l.position, l.kind, l.role, l.unit,
      l.unit_rate_minor::text as rate, l.discount_bp as "discountBp"
    from budget_revisions b join quote_lines l on l.organisation_id = b.organisation_id and l.version_id = b.version_id
      join quote_versions v on v.organisation_id = b.organisation_id and v.id = b.version_id
      join quotes q on q.organisation_id = v.organisation_id and q.id = v.quote_id
    where b.engagement_id = any(${[...workIds]}) and (not l.is_optional or exists (select from quote_signatures s
      where s.organisation_id = l.organisation_id and s.version_id = l.version_id and l.position = any(s.chosen)))
    order by b.revision desc, l.position`
  return rows.map(({ rate, number, ...row }) => ({ ...row, unitRateMinor: BigInt(rate), quote: quoteReference(number) }))
}

/** An entry as it stands, without the notes that only its pages need. */
export type EntryRow = {
  readonly id: string
  readonly workId: string
  readonly organisationId: string
  readonly consultantId: string
  readonly splitFrom: string | null
  readonly role: RateRole
  readonly workedOn: string
  readonly workedMinutes: number
  readonly billedMinutes: number
  readonly timeClass: TimeClass
  readonly classReason: string
  readonly rateMinor: bigint
  readonly rateVersionId: string | null
  readonly ratePosition: number | null
  readonly customerNote: string
  readonly state: TimeState
}

/** Every entry of this work that the actor may see, by day; a customer sees what was submitted. */
export async function entriesOf(ctx: TxCtx, workIds: readonly string[]): Promise<EntryRow[]> {
  const rows = await ctx.sql<(Omit<EntryRow, 'rateMinor'> & { rate: string })[]>`
    select t.id, t.engagement_id as "workId", t.organisation_id as "organisationId", t.consultant_id as "consultantId", t.split_from as "splitFrom", t.role,
      t.worked_on::text as "workedOn", t.worked_minutes as "workedMinutes", t.billed_minutes as "billedMinutes", t.time_class as "timeClass",
      t.class_reason as "classReason", t.rate_minor::text as rate, t.rate_version_id as "rateVersionId", t.rate_position as "ratePosition",
      t.customer_note as "customerNote", t.state
    from time_entries t where t.engagement_id = any(${[...workIds]}) order by t.worked_on, t.id`
  return rows.map(({ rate, ...row }) => ({ ...row, rateMinor: BigInt(rate) }))
}

/** Time of one engagement, role, rate, class and state together; minutes as they are billed. */
export type TimeSum = {
  readonly workId: string
  readonly role: RateRole
  readonly rateMinor: bigint
  readonly timeClass: TimeClass
  readonly state: TimeState
  readonly minutes: number
}

/** What the entries of this work come to, a few rows for each however much was written; a customer sees what was submitted. */
export async function timeOf(ctx: TxCtx, workIds: readonly string[]): Promise<TimeSum[]> {
  const rows = await ctx.sql<(Omit<TimeSum, 'rateMinor'> & { rate: string })[]>`
    select t.engagement_id as "workId", t.role, t.rate_minor::text as rate, t.time_class as "timeClass", t.state, sum(t.billed_minutes)::int as minutes
    from time_entries t where t.engagement_id = any(${[...workIds]})
    group by t.engagement_id, t.role, t.rate_minor, t.time_class, t.state`
  return rows.map(({ rate, ...row }) => ({ ...row, rateMinor: BigInt(rate) }))
}

/** A part of the work that its customer accepts, with what it costs. */
export type MilestoneRow = {
  readonly id: string
  readonly workId: string
  readonly name: string
  readonly amountMinor: bigint
  readonly dueOn: string | null
  readonly state: MilestoneState
}

/** The milestones of this work, in the order in which they were made. */
export async function milestonesOf(ctx: TxCtx, workIds: readonly string[]): Promise<MilestoneRow[]> {
  const rows = await ctx.sql<(Omit<MilestoneRow, 'amountMinor'> & { amount: string })[]>`
    select m.id, m.engagement_id as "workId", m.name, m.amount_minor::text as amount, m.due_on::text as "dueOn", m.state from milestones m
    where m.engagement_id = any(${[...workIds]}) order by m.created_at, m.position, m.id`
  return rows.map(({ amount, ...row }) => ({ ...row, amountMinor: BigInt(amount) }))
}
