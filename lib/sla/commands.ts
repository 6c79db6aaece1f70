import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import type { Given, Write } from '@/db/writes'
import { Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import type { CalendarDefinition } from './calendar-definition'
import type { Clock } from './clock'
import { defaultCalendars } from './default-calendars'
import { defaultPolicy, defaultPolicyOf, type Vendor } from './default-policy'
import { decideClocks, type CaseMoment } from './moments'
import { nextPromise, type NextPromise } from './next-promise'
import { getCalendars, getPolicyVersion, listClocks } from './queries'
import type { Level, SupportPolicy } from './support-policy'

/** What the promise must know of a case before the moment. */
export type CaseOfClocks = {
  readonly organisationId: string
  readonly caseId: string
  readonly level: Level
  readonly policyVersionId: string
  readonly calendarId: string
  readonly resolved: boolean
  readonly lastAnswerAt: Instant | null
}

/** All clocks before and after the moments, and the one that runs out first. `writes` store what changed, after the case's own row. */
export type DecidedClocks = {
  readonly stored: readonly Clock[]
  readonly clocks: readonly Clock[]
  readonly next: NextPromise | null
  readonly writes: readonly Write[]
}

/**
 * Tells the promise what happens to a case and returns what follows by `decideClocks`. The caller has locked the case, writes
 * its own row and sends `writes` as the house in the same transaction. Several moments of one act come in the order they are decided in.
 * `given`: under what the clocks of a new case are written.
 */
export async function decideCaseMoments(
  ctx: TxCtx,
  of: CaseOfClocks,
  moments: readonly CaseMoment[],
  given?: Given,
): Promise<DecidedClocks> {
  const stored = moments[0]?.kind === 'opened' ? [] : await listClocks(ctx, of.caseId)
  const ids = new Set([of.calendarId, ...stored.flatMap((clock) => clock.segments.map((segment) => segment.calendarId))])
  for (const moment of moments) {
    if ('calendarId' in moment) ids.add(moment.calendarId)
    if (moment.kind === 'policy_corrected') for (const id of Object.values(moment.calendarIds ?? {})) ids.add(id)
  }
  const [{ policy }, calendars] = await Promise.all([getPolicyVersion(ctx, of.policyVersionId), getCalendars(ctx, ids)])
  const decision = decideClocks({ ...of, policy, clocks: stored }, moments, calendars)
  const inserted = decision.insert.map((clock) => ({ ...clock, id: newId(ctx.now) }))
  const updated = new Map(decision.update.map((clock) => [clock.id, clock]))
  const clocks = [...stored.map((clock) => updated.get(clock.id) ?? clock), ...inserted]
  return {
    stored,
    clocks,
    next: nextPromise(clocks, calendars, ctx.now),
    writes: [
      ...inserted.map((clock) => insertClock(ctx, of, clock, given)),
      ...decision.update.map((clock) => updateClock(ctx, of, clock)),
    ],
  }
}

/** Stores clocks of a case again as they are given. The caller has locked the case, and knows what they are. */
export function storeClocks(ctx: TxCtx, of: Pick<CaseOfClocks, 'organisationId'>, clocks: readonly Clock[]): Write[] {
  return clocks.map((clock) => updateClock(ctx, of, clock))
}

function insertClock(ctx: TxCtx, of: CaseOfClocks, clock: Clock, given: Given = ctx.sql``): Write {
  return ctx.sql`
    insert into sla_clocks (organisation_id, id, case_id, metric, policy_version_id, level, target_minutes, unit, started_at, segments, pauses,
      due_at, at_risk_at, ended_at, outcome, breached_at, breach_cause, used_seconds_at_end)
    select ${of.organisationId}, ${clock.id}, ${of.caseId}, ${clock.metric}, ${clock.policyVersionId}, ${clock.level}, ${clock.targetMinutes}, ${clock.unit},
      ${clock.startedAt}, ${JSON.stringify(clock.segments)}::jsonb, ${JSON.stringify(clock.pauses)}::jsonb, ${clock.dueAt}, ${clock.atRiskAt}, ${clock.endedAt},
      ${clock.outcome}, ${clock.breachedAt}, ${clock.breachCause}, ${clock.usedSecondsAtEnd} ${given}`
}

function updateClock(ctx: TxCtx, of: Pick<CaseOfClocks, 'organisationId'>, clock: Clock): Write {
  return ctx.sql`
    update sla_clocks set policy_version_id = ${clock.policyVersionId}, level = ${clock.level}, target_minutes = ${clock.targetMinutes}, unit = ${clock.unit},
      segments = ${JSON.stringify(clock.segments)}::jsonb, pauses = ${JSON.stringify(clock.pauses)}::jsonb, due_at = ${clock.dueAt}, at_risk_at = ${clock.atRiskAt},
      ended_at = ${clock.endedAt}, outcome = ${clock.outcome}, breached_at = ${clock.breachedAt}, breach_cause = ${clock.breachCause},
      used_seconds_at_end = ${clock.usedSecondsAtEnd}
    where organisation_id = ${of.organisationId} and id = ${clock.id}`
}

/** The id of the policy version that `publishDefaultPromise` writes. */
export const DEFAULT_POLICY_ID = 'policy-1'

const REGION_NAMES = { APAC: 'Asia Pacific', EMEA: 'Europe, Middle East and Africa', AMER: 'Americas' } as const

/**
 * Writes the published policy and the calendars of its three regions as version 1, word for word but for the name and address of the
 * vendor, which are those of the installation where they are given. Doing it again changes nothing. For a fresh installation; throws
 * Forbidden for anybody but the system.
 */
export async function publishDefaultPromise(ctx: Ctx, vendor?: Vendor): Promise<void> {
  await publishPromise(ctx, {
    policyId: DEFAULT_POLICY_ID,
    policy: vendor ? defaultPolicyOf(vendor) : defaultPolicy,
    regions: (['APAC', 'EMEA', 'AMER'] as const).map((code) => ({
      code,
      name: REGION_NAMES[code],
      calendar: defaultCalendars[code],
    })),
  })
}

/** A policy and the regions that promise it, as they are first published. */
export type FirstPromise = {
  readonly policyId: string
  readonly policy: SupportPolicy
  readonly regions: readonly { readonly code: string; readonly name: string; readonly calendar: CalendarDefinition }[]
}

/**
 * Writes a policy and its regions' calendars as version 1, for an installation that promises something else than the default.
 * Doing it again changes nothing. Throws Forbidden for anybody but the system.
 */
export async function publishPromise(ctx: Ctx, { policyId, policy, regions }: FirstPromise): Promise<void> {
  if (ctx.actor.kind !== 'system') throw new Forbidden('sla.publish')
  await inTransaction(ctx, async (ctx) => {
    await ctx.sql`
      insert into policy_versions (id, name, version, definition, published_at)
      values (${policyId}, ${policy.title}, 1, ${JSON.stringify(policy)}::jsonb, ${ctx.now}) on conflict do nothing`
    for (const { code, name, calendar } of regions) {
      const calendarId = `${code}-1`
      await ctx.sql`
        insert into calendar_versions (id, region_code, version, definition, created_at)
        values (${calendarId}, ${code}, 1, ${JSON.stringify(calendar)}::jsonb, ${ctx.now}) on conflict do nothing`
      await ctx.sql`insert into regions (code, name, calendar_id) values (${code}, ${name}, ${calendarId}) on conflict do nothing`
    }
  })
}
