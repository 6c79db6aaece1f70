import 'server-only'
import { read, type Ctx } from '@/db/context'
import { isUnresolved, type CaseCategory, type CaseStatus } from '@/lib/cases/case'
import { decodeCursor, encodeCursor } from '@/lib/kernel/paging'
import type { Instant } from '@/lib/kernel/time'
import { elapsedSeconds, type PreparedCalendar } from '@/lib/sla/calendar'
import { ALWAYS_OPEN } from '@/lib/sla/next-promise'
import { getCalendars, getPolicyVersion, type PolicyVersion } from '@/lib/sla/queries'
import { type NextStep, type RankedCase, type RiskFacts, assessRisk, compareByRisk } from '@/lib/sla/risk'
import { levelOf, timedTarget, type Level, type Metric } from '@/lib/sla/support-policy'
import { PAGE_SIZE, isByRisk, type QueueFilter, type QueueInput } from '../filter'
import { beginning, CursorValue, packCursor } from '../order'
import { nextChange } from '../timing'
import type { QueueCase, QueuePage } from '../views'
import { listPlaces } from './bands'
import { listFlat } from './flat'
import { cutOf, ownAccounts, queueCtx, tagOf, withOnePlan, type Cut, type QueueCtx } from './scope'

type DetailRow = {
  id: string
  number: number
  prefix: string
  subject: string
  organisation_name: string
  region_code: string
  severity: Level
  status: CaseStatus
  category: CaseCategory
  assignee_id: string | null
  assignee_name: string | null
  opened_at: Instant
  last_activity_at: Instant
  customer_waiting_since: Instant | null
  resolved_at: Instant | null
  calendar_id: string
  policy_version_id: string
  next_metric: Metric | null
  next_due_at: Instant | null
  next_at_risk_at: Instant | null
  next_target_minutes: number | null
  next_calendar_id: string | null
  breach_cause: 'time' | 'reclassified' | null
}

/**
 * A page of the queue: at most fifty cases in the order of breach risk, or in the order asked for. Throws Forbidden for
 * anybody who is not staff, Invalid for a cursor that is none of ours. `counted`: the first page in order of risk says how many
 * cases each band holds.
 */
export async function getQueue(ctx: Ctx, input: QueueInput, { counted = true } = {}): Promise<QueuePage> {
  return read(ctx, async (tx) => {
    const ctx = queueCtx(tx)
    const accounts = input.view === 'accounts' ? await ownAccounts(ctx) : []
    const cut = cutOf(ctx, input, accounts, await tagOf(ctx, input))
    const planned = input.q === '' ? withOnePlan(ctx) : undefined
    const page = await (isByRisk(input) ? pageByRisk(ctx, input, cut, counted) : pageFlat(ctx, input, cut))
    await planned
    return page
  })
}

/** The first references of a filter in its order, at most so many. Throws Forbidden. */
export async function listReferences(ctx: Ctx, filter: QueueFilter, limit: number): Promise<string[]> {
  const references: string[] = []
  for (let cursor: string | undefined; references.length < limit;) {
    const page = await getQueue(ctx, { ...filter, cursor }, { counted: false })
    references.push(...page.cases.map(({ reference }) => reference))
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  return references.slice(0, limit)
}

async function pageByRisk(ctx: QueueCtx, input: QueueInput, cut: Cut, isCounted: boolean): Promise<QueuePage> {
  const first = isCounted ? null : beginning(ctx.now)
  const cursor = input.cursor === undefined ? first : decodeCursor(input.cursor, CursorValue)
  const { places, bands } = await listPlaces(ctx, input, cut, cursor)
  const page = places.slice(0, PAGE_SIZE)
  const [found, held] = await Promise.all([
    describe(
      ctx,
      page.map(({ id }) => id),
    ),
    bands,
  ])
  // What was resolved or moved between the two statements takes its new place, or none.
  const cases = found.filter((each) => isUnresolved(each.view.status)).sort((a, b) => compareByRisk(a.ranked, b.ranked))
  const last = places.length > PAGE_SIZE ? page.at(-1) : undefined
  return {
    cases: cases.map(({ view }) => view),
    nextCursor: last ? encodeCursor(packCursor(last, ctx.now)) : null,
    bands: held,
    changesAt: nextChange(
      cases.map(({ ranked }) => ranked),
      ctx.now,
    ),
  }
}

async function pageFlat(ctx: QueueCtx, input: QueueInput, cut: Cut): Promise<QueuePage> {
  const { ids, nextCursor } = await listFlat(ctx, input, cut)
  const byId = new Map((await describe(ctx, ids)).map((each) => [each.view.id, each]))
  const cases = ids.flatMap((id) => byId.get(id) ?? [])
  return {
    cases: cases.map(({ view }) => view),
    nextCursor,
    bands: null,
    changesAt: nextChange(
      cases.map(({ ranked }) => ranked),
      ctx.now,
    ),
  }
}

type Described = { view: QueueCase; ranked: RankedCase }

/** The cases with these ids, with their risk at this instant. */
export async function describe(ctx: QueueCtx, ids: readonly string[]): Promise<Described[]> {
  if (ids.length === 0) return []
  const rows = await ctx.sql<DetailRow[]>`
    select c.id, c.number, i.case_prefix as prefix, c.subject, o.name as organisation_name, c.region_code, c.severity, c.status, c.category,
      c.assignee_id, u.name as assignee_name, c.opened_at, c.last_activity_at, c.customer_waiting_since, c.resolved_at, c.calendar_id,
      c.policy_version_id, c.next_metric, c.next_due_at, c.next_at_risk_at, c.next_target_minutes, c.next_calendar_id,
      case when c.next_due_at < ${ctx.now} then (select k.breach_cause from sla_clocks k
        where k.case_id = c.id and k.metric = c.next_metric and k.ended_at is null limit 1) end as breach_cause
    from unnest(${[...ids]}::uuid[]) k(id)
      join cases c on c.id = k.id
      cross join installation i
      join organisations o on o.id = c.organisation_id
      left join users u on u.id = c.assignee_id`
  const calendars = await getCalendars(
    ctx,
    rows.flatMap((row) => [row.calendar_id, row.next_calendar_id ?? row.calendar_id]).filter((id) => id !== ALWAYS_OPEN),
  )
  const versions = new Map<string, PolicyVersion>()
  for (const id of new Set(rows.map((row) => row.policy_version_id))) versions.set(id, await getPolicyVersion(ctx, id))
  return rows.map((row) => toCase(row, versions.get(row.policy_version_id)!, calendars.get(row.calendar_id)!, ctx.now))
}

function toCase(row: DetailRow, { policy }: PolicyVersion, calendar: PreparedCalendar, now: Instant): Described {
  const facts = factsOf(row)
  const risk = assessRisk(facts, now, calendar)
  const metric = row.next_metric
  const view: QueueCase = {
    id: row.id,
    reference: `${row.prefix}-${row.number}`,
    subject: row.subject,
    organisationName: row.organisation_name,
    regionCode: row.region_code,
    severity: row.severity,
    levelName: levelOf(policy, row.severity).name,
    status: row.status,
    category: row.category,
    openedAt: row.opened_at,
    assignee: row.assignee_id !== null && row.assignee_name !== null ? { id: row.assignee_id, name: row.assignee_name } : null,
    lastActivityAt: row.last_activity_at,
    resolvedAt: row.resolved_at,
    promise:
      metric !== null && row.next_due_at !== null && row.next_target_minutes !== null
        ? { metric, dueAt: row.next_due_at, targetMinutes: row.next_target_minutes, isElapsed: facts.clock?.unit === 'elapsed' }
        : null,
    updatesOnStatusChange: timedTarget(policy, 'update', row.severity) === null,
    overdueSeconds: risk.band === 'breached' && row.next_due_at !== null ? elapsedSeconds(calendar, row.next_due_at, now) : null,
    risk: isUnresolved(row.status) ? risk : null,
  }
  return { view, ranked: { ...facts, ...risk } }
}

function factsOf(row: DetailRow): RiskFacts {
  return {
    id: row.id,
    level: row.severity,
    nextStep: nextStepOf(row.status),
    assigned: row.assignee_id !== null,
    openedAt: row.opened_at,
    unansweredSince: row.customer_waiting_since,
    clock:
      row.next_metric === null || row.next_due_at === null || row.next_target_minutes === null
        ? null
        : {
            metric: row.next_metric,
            targetMinutes: row.next_target_minutes,
            unit: row.next_calendar_id === ALWAYS_OPEN ? 'elapsed' : 'business',
            dueAt: row.next_due_at,
            atRiskAt: row.next_at_risk_at,
            breachCause: row.breach_cause,
            pausedFor: null,
          },
  }
}

function nextStepOf(status: CaseStatus): NextStep {
  return status === 'waiting' ? 'customers' : isUnresolved(status) ? 'ours' : 'nobodys'
}
