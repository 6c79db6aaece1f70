import 'server-only'
import { defaultClient } from '@/db/client'
import type { Ctx, TxCtx } from '@/db/context'
import type { Write } from '@/db/writes'
import { accountManagerId } from '@/lib/identity/queries/account-manager'
import { Conflict, NotFound } from '@/lib/kernel/errors'

/** What the promise of a new case of an organisation stands on, and how its number is written. */
export type Ground = {
  readonly regionCode: string
  readonly calendarId: string
  readonly policyVersionId: string
  readonly casePrefix: string
}

type ReadGround = {
  ground: Ground
  /** The account manager, or in absence the backup; null where the category does not ask for them. */
  managerId: string | null
  number: number
}

/** Far more organisations than one process has cases of in a day. */
const KNOWN_MAX = 20_000
const knownByClient = new WeakMap<object, Map<string, Ground>>()

function knownTo(ctx: Ctx): Map<string, Ground> {
  const client = ctx.client ?? defaultClient()
  let known = knownByClient.get(client)
  if (!known) knownByClient.set(client, (known = new Map()))
  return known
}

/** The ground as it was read for an earlier case of the organisation. It may have changed since: whoever writes on it asks `sameGround`. */
export function knownGround(ctx: Ctx, organisationId: string): Ground | undefined {
  return knownTo(ctx).get(organisationId)
}

/**
 * A query for the number of the next case, the kind of the installation, and whether the region shares out: one row where the ground
 * is still the one given and the organisation is served, else none.
 */
export function sameGround(ctx: TxCtx, organisationId: string, ground: Ground): Write {
  return ctx.sql`
    select nextval('case_numbers') as number, i.kind,
      exists (select from assignment_rules a where a.region_code = o.region_code and a.rule = 'round_robin') as shares
    from organisations o join regions r on r.code = o.region_code cross join installation i
    where o.id = ${organisationId} and o.disabled_at is null and o.region_code = ${ground.regionCode} and r.calendar_id = ${ground.calendarId}
      and i.current_policy_version_id = ${ground.policyVersionId} and i.case_prefix = ${ground.casePrefix}`
}

/** Reads what the decision stands on. Throws NotFound when the organisation is not served any more, Conflict while there is no policy. */
export async function readGround(ctx: TxCtx, organisationId: string, forManager: boolean): Promise<ReadGround> {
  const managerId = forManager ? accountManagerId(ctx) : null
  const [row] = await ctx.sql<
    (Omit<Ground, 'policyVersionId'> & Omit<ReadGround, 'ground'> & { policyVersionId: string | null })[]
  >`
    select o.region_code as "regionCode", r.calendar_id as "calendarId", i.current_policy_version_id as "policyVersionId", i.case_prefix as "casePrefix",
      ${managerId}::uuid as "managerId", nextval('case_numbers') as number
    from organisations o join regions r on r.code = o.region_code cross join installation i
    where o.id = ${organisationId} and o.disabled_at is null`
  if (!row) throw new NotFound('organisation')
  const { regionCode, calendarId, policyVersionId, casePrefix, ...rest } = row
  if (policyVersionId === null)
    throw new Conflict('This installation has no support policy yet. Ask your administrator to publish one.')
  const ground = { regionCode, calendarId, policyVersionId, casePrefix }
  const known = knownTo(ctx)
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(organisationId, ground)
  return { ground, ...rest }
}
