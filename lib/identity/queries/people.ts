import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import { z } from 'zod'
import { read, type Ctx, type TxCtx } from '@/db/context'
import type { MemberRole, StaffRole } from '@/lib/kernel/actor'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { COUNT_LIMIT, decodeCursor, encodeCursor } from '@/lib/kernel/paging'
import type { Instant } from '@/lib/kernel/time'
import type { ListPeopleInput } from '../input'
import { canManagePeople, canSeeDirectory } from '../policy'
import type { Listed, PersonRow, PersonView, StaffRow } from '../views'
import { sessionsOf } from './account'

const PAGE_SIZE = 25
const Cursor = z.tuple([z.string(), z.uuid()])

type PersonColumns = {
  id: string
  name: string
  email: string
  roles: StaffRole[] | null
  organisations: { organisationId: string; name: string; role: MemberRole }[] | null
  has_joined: boolean
  disabled_at: Instant | null
  last_sign_in_at: Instant | null
}

/** People by name, twenty-five at a time, with the count of all that match. For administrators; throws Forbidden. */
export async function listPeople(ctx: Ctx, input: ListPeopleInput): Promise<Listed<PersonRow>> {
  if (!canManagePeople(ctx.actor)) throw new Forbidden('people.list')
  return read(ctx, async (ctx) => {
    const after = input.cursor ? decodeCursor(input.cursor, Cursor) : undefined
    const page = after ? ctx.sql`and (lower(u.name), u.id) > (${after[0]}, ${after[1]}::uuid)` : ctx.sql``
    const [rows, counted] = await Promise.all([
      ctx.sql<
        PersonColumns[]
      >`${columns(ctx)} where ${filter(ctx, input)} ${page} order by lower(u.name), u.id limit ${PAGE_SIZE + 1}`,
      ctx.sql<{ n: number }[]>`select count(*)::int as n from (
        select from users u left join staff_members st on st.user_id = u.id and st.ended_at is null where ${filter(ctx, input)} limit ${COUNT_LIMIT + 1}) matching`,
    ])
    const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined
    return {
      rows: rows.slice(0, PAGE_SIZE).map(rowOf),
      next: last && encodeCursor([last.name.toLowerCase(), last.id]),
      total: counted[0]?.n ?? 0,
    }
  })
}

/** One person with sessions and what they look after. For administrators; throws Forbidden, NotFound. */
export async function getPerson(ctx: Ctx, userId: string): Promise<PersonView> {
  if (!canManagePeople(ctx.actor)) throw new Forbidden('people.read')
  if (!z.uuid().safeParse(userId).success) throw new NotFound('person')
  return read(ctx, async (ctx) => {
    type More = {
      time_zone: string
      region_code: string | null
      leads_region: boolean | null
      has_password: boolean
      linked: string[] | null
      created_at: Instant
      looks_after: { organisationId: string; name: string }[] | null
    }
    const [[person], [more], sessions] = await Promise.all([
      ctx.sql<PersonColumns[]>`${columns(ctx)} where u.id = ${userId}`,
      ctx.sql<More[]>`
        select u.time_zone, u.created_at, u.password_hash is not null as has_password,
          (select region_code from staff_members s where s.user_id = u.id and s.ended_at is null) as region_code,
          (select leads_region from staff_members s where s.user_id = u.id and s.ended_at is null) as leads_region,
          (select array_agg(distinct e.issuer) from external_identities e where e.user_id = u.id) as linked,
          (select json_agg(json_build_object('organisationId', o.id, 'name', o.name) order by lower(o.name)) from organisations o
            where o.csm_id = u.id or o.backup_csm_id = u.id) as looks_after
        from users u where u.id = ${userId}`,
      sessionsOf(ctx, userId),
    ])
    if (!person || !more) throw new NotFound('person')
    return {
      ...rowOf(person),
      timeZone: more.time_zone,
      regionCode: more.region_code,
      leadsRegion: more.leads_region ?? false,
      hasPassword: more.has_password,
      linkedProviders: more.linked ?? [],
      createdAt: more.created_at,
      looksAfter: more.looks_after ?? [],
      sessions,
    }
  })
}

/** Everybody who works here now, by name; with `role`, those who hold it. For pickers of staff; throws Forbidden. */
export async function listStaff(ctx: Ctx, role?: StaffRole): Promise<StaffRow[]> {
  if (!canSeeDirectory(ctx.actor)) throw new Forbidden('people.staff')
  const rows = await read(
    ctx,
    (ctx) => ctx.sql<{ id: string; name: string; region_code: string; roles: StaffRole[] }[]>`
    select u.id, u.name, s.region_code, s.roles from staff_members s join users u on u.id = s.user_id and u.disabled_at is null
    where s.ended_at is null ${role ? ctx.sql`and ${role} = any(s.roles)` : ctx.sql``} order by lower(u.name), u.id`,
  )
  return rows.map((row) => ({ userId: row.id, name: row.name, regionCode: row.region_code, roles: row.roles }))
}

function columns(ctx: TxCtx): PendingQuery<Row[]> {
  return ctx.sql`
    select u.id, u.name, u.email, st.roles, u.disabled_at, u.last_sign_in_at, (u.password_hash is not null or u.last_sign_in_at is not null) as has_joined,
      (select json_agg(json_build_object('organisationId', o.id, 'name', o.name, 'role', m.role) order by m.created_at, o.id)
        from memberships m join organisations o on o.id = m.organisation_id where m.user_id = u.id and m.ended_at is null) as organisations
    from users u left join staff_members st on st.user_id = u.id and st.ended_at is null`
}

function filter(ctx: TxCtx, { search, show, organisationId }: ListPeopleInput): PendingQuery<Row[]> {
  const shown = {
    all: ctx.sql`true`,
    staff: ctx.sql`st.user_id is not null`,
    members: ctx.sql`exists (select from memberships m where m.user_id = u.id and m.ended_at is null)`,
    disabled: ctx.sql`u.disabled_at is not null`,
  }[show]
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const found = search ? ctx.sql`(u.name ilike ${pattern} or u.email ilike ${pattern})` : ctx.sql`true`
  const member = organisationId
    ? ctx.sql`exists (select from memberships m where m.user_id = u.id and m.organisation_id = ${organisationId} and m.ended_at is null)`
    : ctx.sql`true`
  return ctx.sql`${shown} and ${found} and ${member}`
}

function rowOf(row: PersonColumns): PersonRow {
  return {
    userId: row.id,
    name: row.name,
    email: row.email,
    staffRoles: row.roles ?? [],
    organisations: row.organisations ?? [],
    hasJoined: row.has_joined,
    disabledAt: row.disabled_at,
    lastSignInAt: row.last_sign_in_at,
  }
}
