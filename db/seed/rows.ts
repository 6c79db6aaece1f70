// How seeds write people and organisations: rows as they are after an invitation was accepted, without the mail.
import type { TxCtx } from '@/db/context'
import type { Customer, MemberRole, Staff, StaffRole } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'

export type PersonRow = {
  email: string
  name: string
  timeZone: string
  passwordHash: string
  isDemo: boolean
  disabled?: boolean
}
export type OrganisationRow = {
  name: string
  regionCode: string
  timeZone: string
  currency: string
  csmId: string
  backupCsmId: string
  sites: readonly string[]
  planId?: string
}

async function insertPerson(ctx: TxCtx, person: PersonRow): Promise<string> {
  const id = newId(ctx.now)
  await ctx.sql`
    insert into users (id, email, name, time_zone, password_hash, is_demo, disabled_at, created_at)
    values (${id}, ${person.email}, ${person.name}, ${person.timeZone}, ${person.passwordHash}, ${person.isDemo}, ${person.disabled ? ctx.now : null}, ${ctx.now})`
  return id
}

/** A person on our side, ready to act. */
export async function insertStaff(
  ctx: TxCtx,
  person: PersonRow & { roles: StaffRole[]; regionCode: string; leadsRegion?: boolean },
): Promise<Staff> {
  const userId = await insertPerson(ctx, person)
  const { roles, regionCode, leadsRegion = false, name, timeZone } = person
  await ctx.sql`
    insert into staff_members (user_id, roles, region_code, leads_region, created_at)
    values (${userId}, ${roles}, ${regionCode}, ${leadsRegion}, ${ctx.now})`
  return { kind: 'staff', userId, roles, regionCode, name, timeZone }
}

export async function insertOrganisation(ctx: TxCtx, organisation: OrganisationRow): Promise<string> {
  const id = newId(ctx.now)
  await ctx.sql`
    insert into organisations (id, name, region_code, time_zone, currency, csm_id, backup_csm_id, plan_id, sites, created_at)
    values (${id}, ${organisation.name}, ${organisation.regionCode}, ${organisation.timeZone}, ${organisation.currency}, ${organisation.csmId},
      ${organisation.backupCsmId}, ${organisation.planId ?? null}, ${JSON.stringify(organisation.sites)}::jsonb, ${ctx.now})`
  return id
}

/** A person of an organisation, ready to act. A disabled one still belongs to it. */
export async function insertMember(
  ctx: TxCtx,
  person: PersonRow & { organisationId: string; role: MemberRole },
): Promise<Customer> {
  const userId = await insertPerson(ctx, person)
  const { organisationId, role, name, timeZone } = person
  await ctx.sql`insert into memberships (organisation_id, user_id, role, created_at) values (${organisationId}, ${userId}, ${role}, ${ctx.now})`
  return { kind: 'customer', userId, organisationId, isAdministrator: role === 'administrator', name, timeZone }
}
