import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { StaffRole } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import type { ChangePersonInput, ChangeStaffRolesInput, FirstAdministratorInput, InviteStaffInput, PersonInput } from '../input'
import { canInviteFirstAdministrator, canManagePeople } from '../policy'
import { lastAdministratorProblem, looksAfterProblem } from '../staff'
import { findByEmail, insertPerson, lockPerson, PEOPLE_CHANGED as LIVE } from './person-rows'
import { endSessionsOf } from './session'
import { issueToken } from './tokens'

/** Invites somebody onto our side with their roles and region. Throws Forbidden, Invalid (works here already, disabled). */
export async function inviteStaff(ctx: Ctx, input: InviteStaffInput): Promise<{ userId: string }> {
  assertManages(ctx)
  return inTransaction(ctx, (ctx) => addStaff(ctx, input))
}

/**
 * Makes the first administrator of an installation, or another one when nobody can get in any more: from the command line
 * only. Returns the person, and whether they were one already; the invitation goes out by mail. Throws Conflict for a customer's
 * address, which would be an administrator before accepting anything, and Forbidden for any other actor.
 */
export async function inviteFirstAdministrator(
  ctx: Ctx,
  input: FirstAdministratorInput,
): Promise<{ userId: string; wasOne: boolean }> {
  if (!canInviteFirstAdministrator(ctx.actor)) throw new Forbidden('people.first_administrator')
  return inTransaction(ctx, async (ctx) => {
    const name = input.name ?? input.email.slice(0, input.email.indexOf('@'))
    const known = await findByEmail(ctx, input.email)
    if (known?.disabled_at) await ctx.sql`update users set disabled_at = null where id = ${known.id}`
    if (!known?.roles) {
      if (known && (await isMember(ctx, known.id)))
        throw new Conflict(
          'This address belongs to a customer. Name another one of the same person, or end their membership first.',
        )
      const { userId } = await addStaff(ctx, {
        email: input.email,
        name,
        roles: ['administrator'],
        regionCode: input.regionCode,
        timeZone: input.timeZone,
      })
      return { userId, wasOne: false }
    }
    const wasOne = known.roles.includes('administrator')
    const roles: StaffRole[] = wasOne ? known.roles : [...known.roles, 'administrator']
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
    return { userId: known.id, wasOne }
  })
}

async function isMember(ctx: TxCtx, userId: string): Promise<boolean> {
  const rows = await ctx.sql`select from memberships where user_id = ${userId} and ended_at is null limit 1`
  return rows.length > 0
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
 * already has the new rights (AB-064). Called through cases/commands/departure, which gives cases back. Throws Conflict for the last administrator and for a CSM who still looks after somebody.
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

/** Closes an account (through cases/commands/departure, which gives the person's cases back): every session and mailed link ends at once. Throws Conflict for the last administrator and a CSM in charge. */
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
