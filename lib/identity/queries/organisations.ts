import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import { z } from 'zod'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { COUNT_LIMIT, decodeCursor, encodeCursor } from '@/lib/kernel/paging'
import type { Instant } from '@/lib/kernel/time'
import type { ListOrganisationsInput } from '../input'
import { canManageOrganisations, canSeeDirectory } from '../policy'
import type { Listed, OrganisationRow, OrganisationSignInView, OrganisationView } from '../views'

const PAGE_SIZE = 50
const Cursor = z.tuple([z.string(), z.uuid()])

/** Organisations by name, fifty at a time, with the count of all that match. For staff; throws Forbidden. */
export async function listOrganisations(ctx: Ctx, input: ListOrganisationsInput): Promise<Listed<OrganisationRow>> {
  if (!canSeeDirectory(ctx.actor)) throw new Forbidden('organisations.list')
  type Columns = {
    id: string
    name: string
    region_code: string
    csm_name: string
    plan_name: string | null
    member_count: number
    has_own_sign_in: boolean
    disabled_at: Instant | null
  }
  return read(ctx, async (ctx) => {
    const after = input.cursor ? decodeCursor(input.cursor, Cursor) : undefined
    const page = after ? ctx.sql`and (lower(o.name), o.id) > (${after[0]}, ${after[1]}::uuid)` : ctx.sql``
    const [rows, counted] = await Promise.all([
      ctx.sql<Columns[]>`
        select o.id, o.name, o.region_code, u.name as csm_name, p.name as plan_name, o.disabled_at,
          (select count(*)::int from memberships m where m.organisation_id = o.id and m.ended_at is null) as member_count,
          exists (select from organisation_sign_in i where i.organisation_id = o.id and i.enabled) as has_own_sign_in
        from organisations o join users u on u.id = o.csm_id left join plans p on p.id = o.plan_id
        where ${filter(ctx, input)} ${page} order by lower(o.name), o.id limit ${PAGE_SIZE + 1}`,
      ctx.sql<
        { n: number }[]
      >`select count(*)::int as n from (select from organisations o where ${filter(ctx, input)} limit ${COUNT_LIMIT + 1}) matching`,
    ])
    const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined
    return {
      rows: rows.slice(0, PAGE_SIZE).map((row) => ({
        organisationId: row.id,
        name: row.name,
        regionCode: row.region_code,
        csmName: row.csm_name,
        planName: row.plan_name,
        memberCount: row.member_count,
        hasOwnSignIn: row.has_own_sign_in,
        disabledAt: row.disabled_at,
      })),
      next: last && encodeCursor([last.name.toLowerCase(), last.id]),
      total: counted[0]?.n ?? 0,
    }
  })
}

/** One organisation: any to staff, their own to a member (row-level security says which). Throws NotFound, Forbidden. */
export async function getOrganisation(ctx: Ctx, organisationId: string): Promise<OrganisationView> {
  if (ctx.actor.kind === 'anonymous') throw new Forbidden('organisations.read')
  if (!z.uuid().safeParse(organisationId).success) throw new NotFound('organisation')
  if (ctx.actor.kind === 'customer' && ctx.actor.organisationId !== organisationId) throw new NotFound('organisation')
  type Columns = {
    id: string
    name: string
    region_code: string
    time_zone: string
    currency: string
    csm_id: string
    csm_name: string
    backup_csm_id: string
    backup_csm_name: string
    sites: string[]
    plan_id: string | null
    version: number
    disabled_at: Instant | null
    created_at: Instant
  }
  const [row] = await read(
    ctx,
    (ctx) => ctx.sql<Columns[]>`
    select o.id, o.name, o.region_code, o.time_zone, o.currency, o.csm_id, c.name as csm_name, o.backup_csm_id, b.name as backup_csm_name,
      o.sites, o.plan_id, o.version, o.disabled_at, o.created_at
    from organisations o join users c on c.id = o.csm_id join users b on b.id = o.backup_csm_id where o.id = ${organisationId}`,
  )
  if (!row) throw new NotFound('organisation')
  return {
    organisationId: row.id,
    name: row.name,
    regionCode: row.region_code,
    timeZone: row.time_zone,
    currency: row.currency,
    csmId: row.csm_id,
    csmName: row.csm_name,
    backupCsmId: row.backup_csm_id,
    backupCsmName: row.backup_csm_name,
    sites: row.sites,
    planId: row.plan_id,
    version: row.version,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
  }
}

/** How an organisation's people sign in by their own provider, without its secret; undefined when they do not. For administrators. */
export async function findOrganisationSignIn(ctx: Ctx, organisationId: string): Promise<OrganisationSignInView | undefined> {
  if (!canManageOrganisations(ctx.actor)) throw new Forbidden('organisations.sign_in')
  const [row] = await read(
    ctx,
    (ctx) => ctx.sql<{ issuer: string; client_id: string; email_domains: string[]; enabled: boolean }[]>`
    select issuer, client_id, email_domains, enabled from organisation_sign_in where organisation_id = ${organisationId}`,
  )
  return row && { issuer: row.issuer, clientId: row.client_id, emailDomains: row.email_domains, enabled: row.enabled }
}

/** The regions that organisations and staff can belong to, by code. For staff; throws Forbidden. */
export async function listRegionCodes(ctx: Ctx): Promise<{ code: string; name: string }[]> {
  if (!canSeeDirectory(ctx.actor)) throw new Forbidden('organisations.regions')
  return read(ctx, async (ctx) => [
    ...(await ctx.sql<{ code: string; name: string }[]>`select code, name from regions order by code`),
  ])
}

function filter(ctx: TxCtx, { search, show }: ListOrganisationsInput): PendingQuery<Row[]> {
  const shown = { all: ctx.sql`true`, enabled: ctx.sql`o.disabled_at is null`, disabled: ctx.sql`o.disabled_at is not null` }[
    show
  ]
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return ctx.sql`${shown} and ${search ? ctx.sql`o.name ilike ${pattern}` : ctx.sql`true`}`
}
