import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { seal } from '../gateway'
import type { ChangeOrganisationInput, CreateOrganisationInput, OrganisationInput, OrganisationSignInInput } from '../input'
import { canManageOrganisations } from '../policy'
import { csmProblems } from '../staff'
import { assertRegion } from './people'
import { endSessionsOf } from './session'

const LIVE = { type: 'organisation.changed', audience: 'staff' } as const

/** Creates an organisation with its region, its account manager and who stands in. Throws Forbidden, Invalid. */
export async function createOrganisation(ctx: Ctx, input: CreateOrganisationInput): Promise<{ organisationId: string }> {
  assertManages(ctx)
  return inTransaction(ctx, async (ctx) => {
    await assertFields(ctx, input)
    const organisationId = newId(ctx.now)
    await ctx.sql`
      insert into organisations (id, name, region_code, time_zone, currency, csm_id, backup_csm_id, plan_id, sites, created_at)
      values (${organisationId}, ${input.name}, ${input.regionCode}, ${input.timeZone}, ${input.currency}, ${input.csmId}, ${input.backupCsmId},
        ${input.planId}, ${JSON.stringify(input.sites)}::jsonb, ${ctx.now})`
    await record(ctx, { action: 'organisation.created', audience: 'staff', organisationId, after: { ...input } }, LIVE)
    return { organisationId }
  })
}

type Fields = CreateOrganisationInput

/**
 * Changes an organisation that still is as the caller saw it. A new region holds for cases opened from now on. Throws
 * Conflict when somebody else changed it meanwhile, NotFound, Forbidden, Invalid.
 */
export async function changeOrganisation(ctx: Ctx, input: ChangeOrganisationInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    const { organisationId, version, ...fields } = input
    const was = await lockOrganisation(ctx, organisationId)
    if (was.version !== version)
      throw new Conflict(
        'Somebody else has changed this organisation since you opened it. Load the page again, then make your change.',
      )
    await assertFields(ctx, fields)
    const before = changedFields(was.fields, fields)
    if (Object.keys(before).length === 0) return
    await ctx.sql`
      update organisations set name = ${fields.name}, region_code = ${fields.regionCode}, time_zone = ${fields.timeZone}, currency = ${fields.currency},
        csm_id = ${fields.csmId}, backup_csm_id = ${fields.backupCsmId}, plan_id = ${fields.planId}, sites = ${JSON.stringify(fields.sites)}::jsonb, version = version + 1
      where id = ${organisationId}`
    await record(
      ctx,
      { action: 'organisation.changed', audience: 'staff', organisationId, before, after: changedFields(fields, was.fields) },
      LIVE,
    )
  })
}

/** Closes an organisation: its people are signed out and can see nothing until it is opened again. Nothing is deleted. */
export async function disableOrganisation(ctx: Ctx, { organisationId }: OrganisationInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    const { disabledAt } = await lockOrganisation(ctx, organisationId)
    if (disabledAt) return
    await ctx.sql`update organisations set disabled_at = ${ctx.now}, version = version + 1 where id = ${organisationId}`
    await record(
      ctx,
      { action: 'organisation.changed', audience: 'staff', organisationId, before: { enabled: true }, after: { enabled: false } },
      LIVE,
    )
    const members = await ctx.sql<
      { user_id: string }[]
    >`select user_id from memberships where organisation_id = ${organisationId} and ended_at is null order by user_id`
    for (const { user_id } of members) await endSessionsOf(ctx, user_id)
  })
}

/** Opens a closed organisation again. */
export async function enableOrganisation(ctx: Ctx, { organisationId }: OrganisationInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    const { disabledAt } = await lockOrganisation(ctx, organisationId)
    if (!disabledAt) return
    await ctx.sql`update organisations set disabled_at = null, version = version + 1 where id = ${organisationId}`
    await record(
      ctx,
      { action: 'organisation.changed', audience: 'staff', organisationId, before: { enabled: false }, after: { enabled: true } },
      LIVE,
    )
  })
}

/**
 * Says how an organisation's people sign in by their own OpenID Connect provider. The secret is sealed before it is stored
 * and kept when the field is empty; another provider forgets who was linked by the old one. Throws Forbidden, NotFound, Invalid.
 */
export async function setOrganisationSignIn(ctx: Ctx, input: OrganisationSignInInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    const { organisationId, issuer, clientId, emailDomains, enabled } = input
    await lockOrganisation(ctx, organisationId)
    const [was] = await ctx.sql<
      { issuer: string; client_id: string; client_secret_sealed: string; email_domains: string[]; enabled: boolean }[]
    >`
      select issuer, client_id, client_secret_sealed, email_domains, enabled from organisation_sign_in where organisation_id = ${organisationId} for update`
    const sealed = input.clientSecret ? seal(input.clientSecret, organisationId) : was?.client_secret_sealed
    if (!sealed) throw new Invalid({ clientSecret: ['Please give the client secret.'] })
    // Two that claim a domain at the same moment wait for one another here; the second one sees what the first did.
    await ctx.sql`select pg_advisory_xact_lock(hashtext('organisation_sign_in.email_domains'))`
    const [taken] = await ctx.sql<{ name: string }[]>`
      select o.name from organisation_sign_in p join organisations o on o.id = p.organisation_id
      where p.organisation_id <> ${organisationId} and p.email_domains && ${emailDomains}::text[] limit 1`
    if (taken) throw new Invalid({ emailDomains: [`One of these domains belongs to ${taken.name}.`] })
    await ctx.sql`
      insert into organisation_sign_in (organisation_id, issuer, client_id, client_secret_sealed, email_domains, enabled, updated_at)
      values (${organisationId}, ${issuer}, ${clientId}, ${sealed}, ${emailDomains}::text[], ${enabled}, ${ctx.now})
      on conflict (organisation_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
        client_secret_sealed = excluded.client_secret_sealed, email_domains = excluded.email_domains, enabled = excluded.enabled, updated_at = excluded.updated_at`
    await record(
      ctx,
      {
        action: 'organisation.sign_in_changed',
        audience: 'staff',
        organisationId,
        before: was && { issuer: was.issuer, clientId: was.client_id, emailDomains: was.email_domains, enabled: was.enabled },
        after: { issuer, clientId, emailDomains, enabled, newSecret: input.clientSecret !== '' },
      },
      LIVE,
    )
  })
}

function assertManages(ctx: Ctx): void {
  if (!canManageOrganisations(ctx.actor)) throw new Forbidden('organisations.manage')
}

async function assertFields(ctx: TxCtx, fields: Fields): Promise<void> {
  await assertRegion(ctx, fields.regionCode)
  const csms = await ctx.sql<{ user_id: string }[]>`
    select s.user_id from staff_members s join users u on u.id = s.user_id and u.disabled_at is null
    where s.ended_at is null and 'csm' = any(s.roles) and s.user_id in (${fields.csmId}, ${fields.backupCsmId})
    order by s.user_id for share of s, u`
  const problems = csmProblems({ csmId: fields.csmId, backupCsmId: fields.backupCsmId, csms: csms.map((row) => row.user_id) })
  if (Object.keys(problems).length > 0) throw new Invalid(problems)
  if (fields.planId === null) return
  const [plan] = await ctx.sql`select from plans where id = ${fields.planId} for key share`
  if (!plan) throw new Invalid({ planId: ['This plan is not there any more. Please choose another one.'] })
}

async function lockOrganisation(
  ctx: TxCtx,
  organisationId: string,
): Promise<{ version: number; disabledAt: Instant | null; fields: Fields }> {
  type Columns = {
    name: string
    region_code: string
    time_zone: string
    currency: string
    csm_id: string
    backup_csm_id: string
    sites: string[]
    plan_id: string | null
    version: number
    disabled_at: Instant | null
  }
  const [row] = await ctx.sql<Columns[]>`
    select name, region_code, time_zone, currency, csm_id, backup_csm_id, sites, plan_id, version, disabled_at from organisations where id = ${organisationId} for update`
  if (!row) throw new NotFound('organisation')
  return {
    version: row.version,
    disabledAt: row.disabled_at,
    fields: {
      name: row.name,
      regionCode: row.region_code,
      timeZone: row.time_zone,
      currency: row.currency,
      csmId: row.csm_id,
      backupCsmId: row.backup_csm_id,
      sites: row.sites,
      planId: row.plan_id,
    },
  }
}

/** The fields of `one` that differ in `other`. */
function changedFields(one: Fields, other: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(one).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(other[key as keyof Fields])),
  )
}
