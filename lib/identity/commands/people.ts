import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { MemberRole, StaffRole } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import type {
  ChangeMemberRoleInput,
  ChangePersonInput,
  ChangeStaffRolesInput,
  FirstAdministratorInput,
  InviteMemberInput,
  InviteStaffInput,
  MembershipInput,
  PersonInput,
} from '../input'
import { canInviteFirstAdministrator, canManagePeople } from '../policy'
import { lastAdministratorProblem, looksAfterProblem } from '../staff'
import { endSessionsOf } from './session'
import { issueToken } from './tokens'

const LIVE = { type: 'people.changed', audience: 'staff' } as const

type Person = {
  id: string
  name: string
  email: string
  time_zone: string
  disabled_at: Instant | null
  roles: StaffRole[] | null
  region_code: string | null
}

/**
 * Invites somebody into an organisation: a new person, or one who is known already and then belongs to both. They get a mail
 * that works for a day. Throws Forbidden, NotFound, Invalid (already a member, disabled).
 */
export async function inviteMember(ctx: Ctx, input: InviteMemberInput): Promise<{ userId: string }> {
  assertManages(ctx)
  return inTransaction(ctx, async (ctx) => {
    const [organisation] = await ctx.sql<{ name: string; time_zone: string }[]>`
      select name, time_zone from organisations where id = ${input.organisationId} and disabled_at is null for share`
    if (!organisation) throw new NotFound('organisation')
    const known = await findByEmail(ctx, input.email)
    if (known?.disabled_at) throw new Invalid({ email: ['This person’s account is disabled. Enable it first.'] })
    const userId = known?.id ?? (await insertPerson(ctx, { ...input, timeZone: organisation.time_zone }))
    const [joined] = await ctx.sql<{ user_id: string }[]>`
      insert into memberships as m (organisation_id, user_id, role, created_at) values (${input.organisationId}, ${userId}, ${input.role}, ${ctx.now})
      on conflict (organisation_id, user_id) do update set role = excluded.role, ended_at = null where m.ended_at is not null
      returning user_id`
    if (!joined) throw new Invalid({ email: ['This person is a member already.'] })
    await record(
      ctx,
      {
        action: 'person.invited',
        audience: 'staff',
        organisationId: input.organisationId,
        subjectId: userId,
        after: { email: input.email, role: input.role },
      },
      LIVE,
    )
    await issueToken(ctx, 'invitation', userId, {
      organisationId: input.organisationId,
      facts: { organisationName: organisation.name },
    })
    return { userId }
  })
}

/** Invites somebody onto our side with their roles and region. Throws Forbidden, Invalid (works here already, disabled). */
export async function inviteStaff(ctx: Ctx, input: InviteStaffInput): Promise<{ userId: string }> {
  assertManages(ctx)
  return inTransaction(ctx, (ctx) => addStaff(ctx, input))
}

/**
 * Makes the first administrator of an installation, or another one when nobody can get in any more: from the command line
 * only. Returns the person; the invitation goes out by mail. Throws Forbidden for any other actor.
 */
export async function inviteFirstAdministrator(ctx: Ctx, input: FirstAdministratorInput): Promise<{ userId: string }> {
  if (!canInviteFirstAdministrator(ctx.actor)) throw new Forbidden('people.first_administrator')
  return inTransaction(ctx, async (ctx) => {
    const name = input.name ?? input.email.slice(0, input.email.indexOf('@'))
    const known = await findByEmail(ctx, input.email)
    if (known?.disabled_at) await ctx.sql`update users set disabled_at = null where id = ${known.id}`
    if (!known?.roles)
      return addStaff(ctx, {
        email: input.email,
        name,
        roles: ['administrator'],
        regionCode: input.regionCode,
        timeZone: input.timeZone,
      })
    const roles: StaffRole[] = known.roles.includes('administrator') ? known.roles : [...known.roles, 'administrator']
    await ctx.sql`update staff_members set roles = ${roles} where user_id = ${known.id}`
    await record(
      ctx,
      {
        action: 'person.roles_changed',
        audience: 'staff',
        organisationId: null,
        subjectId: known.id,
        before: { roles: known.roles },
        after: { roles },
      },
      LIVE,
    )
    await issueToken(ctx, 'invitation', known.id, { organisationId: null })
    return { userId: known.id }
  })
}

/** Sends the invitation once more; the earlier one stops working. Throws Forbidden, NotFound, Conflict (has joined, disabled). */
export async function resendInvitation(ctx: Ctx, { userId }: PersonInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    const person = await lockPerson(ctx, userId)
    if (person.disabled_at) throw new Conflict('This account is disabled. Enable it first.')
    const [state] = await ctx.sql<{ has_joined: boolean; organisation_id: string | null; organisation_name: string | null }[]>`
      select u.password_hash is not null or u.last_sign_in_at is not null as has_joined, o.id as organisation_id, o.name as organisation_name
      from users u left join memberships m on m.user_id = u.id and m.ended_at is null left join organisations o on o.id = m.organisation_id
      where u.id = ${userId} order by m.created_at limit 1`
    if (state?.has_joined)
      throw new Conflict('This person has joined already. They can ask for a new password on the sign-in page.')
    const organisationName = state?.organisation_name ?? undefined
    await record(ctx, {
      action: 'person.invited',
      audience: 'staff',
      organisationId: state?.organisation_id ?? null,
      subjectId: userId,
      after: { again: true },
    })
    await issueToken(ctx, 'invitation', userId, { organisationId: state?.organisation_id ?? null, facts: { organisationName } })
  })
}

/** Changes name, address and time zone. A new address ends what was mailed to the old one. Throws Forbidden, NotFound, Invalid. */
export async function changePerson(ctx: Ctx, input: ChangePersonInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    const before = await lockPerson(ctx, input.userId)
    const was = { name: before.name, email: before.email, timeZone: before.time_zone }
    const will = { name: input.name, email: input.email, timeZone: input.timeZone }
    if (JSON.stringify(was) === JSON.stringify(will)) return
    await ctx.sql`update users set name = ${input.name}, email = ${input.email}, time_zone = ${input.timeZone} where id = ${input.userId}`
    if (was.email !== will.email) await killTokens(ctx, input.userId)
    await record(
      ctx,
      { action: 'person.changed', audience: 'staff', organisationId: null, subjectId: input.userId, before: was, after: will },
      LIVE,
    )
  })
}

/**
 * Sets what somebody may do on our side; no role at all ends their work here. Their sessions end, so that the next request
 * already has the new rights (AB-064). Throws Conflict for the last administrator and for a CSM who still looks after somebody.
 */
export async function changeStaffRoles(ctx: Ctx, input: ChangeStaffRolesInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    const administrators = await lockAdministrators(ctx)
    const before = await lockPerson(ctx, input.userId)
    refuse(
      lastAdministratorProblem({
        isAdministrator: before.roles?.includes('administrator') ?? false,
        staysAdministrator: input.roles.includes('administrator'),
        otherAdministrators: administrators.filter((id) => id !== input.userId).length,
      }),
    )
    if (!input.roles.includes('csm')) refuse(looksAfterProblem(await organisationsOfCsm(ctx, input.userId)))
    await assertRegion(ctx, input.regionCode)
    const was = { roles: before.roles ?? [], regionCode: before.region_code }
    const will = { roles: input.roles, regionCode: input.regionCode }
    if (JSON.stringify(was) === JSON.stringify(will)) return
    await (input.roles.length === 0
      ? ctx.sql`update staff_members set ended_at = ${ctx.now} where user_id = ${input.userId}`
      : ctx.sql`
        insert into staff_members (user_id, roles, region_code, created_at) values (${input.userId}, ${input.roles}, ${input.regionCode}, ${ctx.now})
        on conflict (user_id) do update set roles = excluded.roles, region_code = excluded.region_code, ended_at = null`)
    await record(
      ctx,
      {
        action: 'person.roles_changed',
        audience: 'staff',
        organisationId: null,
        subjectId: input.userId,
        before: was,
        after: will,
      },
      LIVE,
    )
    if (was.roles.join() !== will.roles.join()) await endSessionsOf(ctx, input.userId)
  })
}

/** Makes a member an administrator of their organisation, or the other way round; their sessions end. Throws NotFound, Forbidden. */
export async function changeMemberRole(ctx: Ctx, input: ChangeMemberRoleInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    const before = await lockMembership(ctx, input)
    if (before.role === input.role) return
    await ctx.sql`update memberships set role = ${input.role} where organisation_id = ${input.organisationId} and user_id = ${input.userId}`
    await record(
      ctx,
      {
        action: 'person.roles_changed',
        audience: 'staff',
        organisationId: input.organisationId,
        subjectId: input.userId,
        before: { role: before.role },
        after: { role: input.role },
      },
      LIVE,
    )
    await endSessionsOf(ctx, input.userId)
  })
}

/** Ends somebody's membership: from the next request on they see nothing of the organisation. Their cases stay. */
export async function endMembership(ctx: Ctx, input: MembershipInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    const { role } = await lockMembership(ctx, input)
    await ctx.sql`update memberships set ended_at = ${ctx.now} where organisation_id = ${input.organisationId} and user_id = ${input.userId}`
    await record(
      ctx,
      {
        action: 'person.changed',
        audience: 'staff',
        organisationId: input.organisationId,
        subjectId: input.userId,
        before: { role },
        after: { membership: 'ended' },
      },
      LIVE,
    )
    await endSessionsOf(ctx, input.userId)
  })
}

/** Closes an account: every session and mailed link ends at once. Throws Conflict for the last administrator and a CSM in charge. */
export async function disableUser(ctx: Ctx, { userId }: PersonInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    const administrators = await lockAdministrators(ctx)
    const person = await lockPerson(ctx, userId)
    if (person.disabled_at) return
    refuse(
      lastAdministratorProblem({
        isAdministrator: person.roles?.includes('administrator') ?? false,
        staysAdministrator: false,
        otherAdministrators: administrators.filter((id) => id !== userId).length,
      }),
    )
    refuse(looksAfterProblem(await organisationsOfCsm(ctx, userId)))
    await ctx.sql`update users set disabled_at = ${ctx.now} where id = ${userId}`
    await killTokens(ctx, userId)
    await record(ctx, { action: 'person.disabled', audience: 'staff', organisationId: null, subjectId: userId }, LIVE)
    await endSessionsOf(ctx, userId)
  })
}

/** Opens a closed account again, with the roles and memberships it had. */
export async function enableUser(ctx: Ctx, { userId }: PersonInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    const person = await lockPerson(ctx, userId)
    if (!person.disabled_at) return
    await ctx.sql`update users set disabled_at = null where id = ${userId}`
    await record(ctx, { action: 'person.enabled', audience: 'staff', organisationId: null, subjectId: userId }, LIVE)
  })
}

/** Signs somebody out on every device. */
export async function signOutPerson(ctx: Ctx, { userId }: PersonInput): Promise<void> {
  assertManages(ctx)
  await inTransaction(ctx, async (ctx) => {
    await lockPerson(ctx, userId)
    await endSessionsOf(ctx, userId)
  })
}

function assertManages(ctx: Ctx): void {
  if (!canManagePeople(ctx.actor)) throw new Forbidden('people.manage')
}

function refuse(problem: string | undefined): void {
  if (problem) throw new Conflict(problem)
}

async function addStaff(ctx: TxCtx, input: InviteStaffInput): Promise<{ userId: string }> {
  const known = await findByEmail(ctx, input.email)
  if (known?.disabled_at) throw new Invalid({ email: ['This person’s account is disabled. Enable it first.'] })
  if (known?.roles) throw new Invalid({ email: ['This person works here already.'] })
  await assertRegion(ctx, input.regionCode)
  const userId = known?.id ?? (await insertPerson(ctx, input))
  await ctx.sql`
    insert into staff_members (user_id, roles, region_code, created_at) values (${userId}, ${input.roles}, ${input.regionCode}, ${ctx.now})
    on conflict (user_id) do update set roles = excluded.roles, region_code = excluded.region_code, ended_at = null`
  await record(
    ctx,
    {
      action: 'person.invited',
      audience: 'staff',
      organisationId: null,
      subjectId: userId,
      after: { email: input.email, roles: input.roles, regionCode: input.regionCode },
    },
    LIVE,
  )
  if (known) await endSessionsOf(ctx, userId)
  await issueToken(ctx, 'invitation', userId, { organisationId: null })
  return { userId }
}

async function insertPerson(ctx: TxCtx, person: { email: string; name: string; timeZone: string }): Promise<string> {
  const userId = newId(ctx.now)
  await ctx.sql`insert into users (id, email, name, time_zone, created_at) values (${userId}, ${person.email}, ${person.name}, ${person.timeZone}, ${ctx.now})`
  return userId
}

function selectPerson(ctx: TxCtx) {
  return ctx.sql`
    select u.id, u.name, u.email, u.time_zone, u.disabled_at, s.roles, s.region_code
    from users u left join staff_members s on s.user_id = u.id and s.ended_at is null`
}

async function findByEmail(ctx: TxCtx, email: string): Promise<Person | undefined> {
  const [person] = await ctx.sql<Person[]>`${selectPerson(ctx)} where u.email = ${email}`
  return person
}

async function lockPerson(ctx: TxCtx, userId: string): Promise<Person> {
  const [person] = await ctx.sql<Person[]>`${selectPerson(ctx)} where u.id = ${userId} for update of u`
  if (!person) throw new NotFound('person')
  return person
}

async function lockMembership(ctx: TxCtx, { organisationId, userId }: MembershipInput): Promise<{ role: MemberRole }> {
  const [membership] = await ctx.sql<{ role: MemberRole }[]>`
    select role from memberships where organisation_id = ${organisationId} and user_id = ${userId} and ended_at is null for update`
  if (!membership) throw new NotFound('membership')
  return membership
}

/**
 * The enabled administrators. Two who disable each other at the same moment wait for one another here; the second statement
 * sees what the first one did.
 */
async function lockAdministrators(ctx: TxCtx): Promise<string[]> {
  await ctx.sql`select user_id from staff_members where ended_at is null and 'administrator' = any(roles) order by user_id for update`
  const rows = await ctx.sql<{ user_id: string }[]>`
    select s.user_id from staff_members s join users u on u.id = s.user_id and u.disabled_at is null
    where s.ended_at is null and 'administrator' = any(s.roles)`
  return rows.map((row) => row.user_id)
}

async function organisationsOfCsm(ctx: TxCtx, userId: string): Promise<string[]> {
  const rows = await ctx.sql<{ name: string }[]>`
    select name from organisations where csm_id = ${userId} or backup_csm_id = ${userId} order by lower(name)`
  return rows.map((row) => row.name)
}

/** Throws Invalid for `regionCode` unless it is one of the installation's regions. */
export async function assertRegion(ctx: TxCtx, code: string): Promise<void> {
  const [region] = await ctx.sql`select 1 as found from regions where code = ${code}`
  if (!region) throw new Invalid({ regionCode: ['Please choose a region.'] })
}

async function killTokens(ctx: TxCtx, userId: string): Promise<void> {
  await ctx.sql`update sign_in_tokens set used_at = ${ctx.now} where user_id = ${userId} and used_at is null`
}
