import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { defaultClient } from '@/db/client'
import { Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { toClock, type ClockRow } from './clock-row'
import { CalendarDefinition } from './calendar-definition'
import { prepareCalendar, type PreparedCalendar } from './calendar'
import type { Calendars, Clock } from './clock'
import { canManagePromise } from './policy'
import { SupportPolicy } from './support-policy'

/** A version of the support policy with its identity. */
export type PolicyVersion = {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly policy: SupportPolicy
}

/** A region, its calendar of today, and that calendar's definition and arithmetic. */
export type RegionHours = {
  readonly code: string
  readonly name: string
  readonly calendarId: string
  readonly definition: CalendarDefinition
  readonly calendar: PreparedCalendar
}

type CalendarEntry = { readonly definition: CalendarDefinition; readonly calendar: PreparedCalendar }
type Known = {
  readonly policies: Map<string, PolicyVersion>
  readonly calendars: Map<string, CalendarEntry>
  readonly prepared: Map<string, PreparedCalendar>
}

// Policy and calendar versions are immutable once used, so what was read once holds for as long as the process runs.
const knownByClient = new WeakMap<object, Known>()

function knownTo(ctx: Ctx): Known {
  const client = ctx.client ?? defaultClient()
  let known = knownByClient.get(client)
  if (!known) knownByClient.set(client, (known = { policies: new Map(), calendars: new Map(), prepared: new Map() }))
  return known
}

/** The policy version with this id, prepared and cached. Throws RangeError when there is none, which foreign keys exclude. */
export async function getPolicyVersion(ctx: Ctx, id: string): Promise<PolicyVersion> {
  const { policies } = knownTo(ctx)
  const cached = policies.get(id)
  if (cached) return cached
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<{ id: string; name: string; version: number; definition: unknown }[]>`
      select id, name, version, definition from policy_versions where id = ${id}`
    if (!row) throw new RangeError(`no policy version ${id}`)
    const found = { id: row.id, name: row.name, version: row.version, policy: SupportPolicy.parse(row.definition) }
    policies.set(id, found)
    return found
  })
}

/** All versions of the policy, oldest first. */
export async function listPolicyVersions(ctx: Ctx): Promise<PolicyVersion[]> {
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<{ id: string }[]>`select id from policy_versions order by version`
    return Promise.all(rows.map(({ id }) => getPolicyVersion(ctx, id)))
  })
}

/** Every calendar version named, prepared for arithmetic and cached; the map may hold more than was asked for. */
export async function getCalendars(ctx: Ctx, ids: Iterable<string>): Promise<Calendars> {
  const known = knownTo(ctx)
  const missing = [...new Set(ids)].filter((id) => !known.calendars.has(id))
  if (missing.length > 0) await loadCalendars(ctx, known, missing)
  return known.prepared
}

async function loadCalendars(ctx: Ctx, known: Known, ids: string[]): Promise<void> {
  await read(ctx, async (ctx) => {
    const rows = await ctx.sql<
      { id: string; definition: unknown }[]
    >`select id, definition from calendar_versions where id = any(${ids})`
    for (const row of rows) {
      const definition = CalendarDefinition.parse(row.definition)
      const calendar = prepareCalendar(definition)
      known.calendars.set(row.id, { definition, calendar })
      known.prepared.set(row.id, calendar)
    }
  })
}

const regionsOfRead = new WeakMap<TxCtx['sql'], Promise<RegionHours[]>>()

/**
 * All regions with their hours of today, in the order APAC, EMEA, AMER and whatever an administrator adds. Several parts of a page
 * ask for them, so a read-only transaction reads them once.
 */
export async function listRegions(ctx: Ctx): Promise<RegionHours[]> {
  return read(ctx, (ctx) => {
    const known = regionsOfRead.get(ctx.sql)
    if (known) return known
    const regions = readRegions(ctx)
    if (ctx.tx?.readOnly) regionsOfRead.set(ctx.sql, regions)
    return regions
  })
}

async function readRegions(ctx: TxCtx): Promise<RegionHours[]> {
  const rows = await ctx.sql<{ code: string; name: string; calendar_id: string }[]>`
      select code, name, calendar_id from regions order by array_position(array['APAC','EMEA','AMER'], code), code`
  await getCalendars(
    ctx,
    rows.map((row) => row.calendar_id),
  )
  const { calendars } = knownTo(ctx)
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    calendarId: row.calendar_id,
    ...calendars.get(row.calendar_id)!,
  }))
}

/** The policy that new cases are opened under. */
export async function getCurrentPolicy(ctx: Ctx): Promise<PolicyVersion> {
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<{ id: string }[]>`select current_policy_version_id as id from installation`
    if (!row?.id) throw new Error('the installation has no support policy')
    return getPolicyVersion(ctx, row.id)
  })
}

/** All clocks a case ever had, oldest first. Visibility is the case's; the caller has read the case already. */
export async function listClocks(ctx: TxCtx, caseId: string): Promise<Clock[]> {
  const rows = await ctx.sql<ClockRow[]>`
    select id, metric, policy_version_id, level, target_minutes, unit, started_at, segments, pauses, due_at, at_risk_at, ended_at, outcome, breached_at, breach_cause, used_seconds_at_end
    from sla_clocks where case_id = ${caseId} order by started_at, id`
  return rows.map(toClock)
}

/** One version of the policy in a list. */
export type PolicyVersionRow = {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly publishedAt: Instant
  readonly isCurrent: boolean
}

/** Every version of the policy, newest first. Throws Forbidden for anybody but administrators. */
export async function listPublishedPolicies(ctx: Ctx): Promise<PolicyVersionRow[]> {
  if (!canManagePromise(ctx.actor)) throw new Forbidden('sla.manage')
  return read(
    ctx,
    async (ctx) => ctx.sql<PolicyVersionRow[]>`
      select v.id, v.name, v.version, v.published_at as "publishedAt", v.id = i.current_policy_version_id as "isCurrent"
      from policy_versions v cross join installation i order by v.version desc`,
  )
}
