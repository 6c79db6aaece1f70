import 'server-only'
import { asActor, inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { MemberRole } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import type { ChangeMemberRoleInput, InviteMemberInput, MembershipInput } from '../input'
import { canManageMembers, canManagePeople } from '../policy'
import { lastMemberAdministratorProblem } from '../staff'
import { findByEmail, insertPerson, PEOPLE_CHANGED } from './person-rows'
import { endSessionsOf } from './session'
import { issueToken } from './tokens'

/**
 * Invites somebody into an organisation: a new person, or, when we do it, one who is known already and then belongs to both. They get a mail
 * that works for a day. For our administrators and the organisation's own. Throws Forbidden, NotFound, Invalid (a member already, or somebody who cannot be invited).
 */
export async function inviteMember(ctx: Ctx, input: InviteMemberInput): Promise<{ userId: string }> {
  return asKeeper(ctx, input.organisationId, async (ctx, note) => {
    const [organisation] = await ctx.sql<{ name: string; time_zone: string }[]>`
      select name, time_zone from organisations where id = ${input.organisationId} and disabled_at is null for share`
    if (!organisation) throw new NotFound('organisation')
    const known = await findByEmail(ctx, input.email)
    assertInvitable(note.actor, known, known !== undefined && (await hasBelonged(ctx, input.organisationId, known.id)))
    const userId = known?.id ?? (await insertPerson(ctx, { ...input, timeZone: organisation.time_zone }))
    const [joined] = await ctx.sql<{ user_id: string }[]>`
      insert into memberships as m (organisation_id, user_id, role, created_at) values (${input.organisationId}, ${userId}, ${input.role}, ${ctx.now})
      on conflict (organisation_id, user_id) do update set role = excluded.role, ended_at = null where m.ended_at is not null
      returning user_id`
    if (!joined) throw new Invalid({ email: ['This person is a member already.'] })
    await record(
      note,
      {
        action: 'person.invited',
        audience: 'staff',
        organisationId: input.organisationId,
        subjectId: userId,
        after: { email: input.email, role: input.role },
      },
      PEOPLE_CHANGED,
    )
    const invitedBy = note.actor.kind === 'customer' ? note.actor.name : null
    await issueToken(ctx, 'invitation', userId, {
      organisationId: input.organisationId,
      facts: { organisationName: organisation.name, invitedBy },
    })
    return { userId }
  })
}

/**
 * Makes a member an administrator of their organisation, or the other way round; their sessions end. For our administrators
 * and the organisation's own. Throws NotFound, Forbidden, Conflict for the last one of an organisation that keeps itself.
 */
export async function changeMemberRole(ctx: Ctx, input: ChangeMemberRoleInput): Promise<void> {
  const { organisationId, userId, role } = input
  await asKeeper(ctx, organisationId, async (ctx, note) => {
    const before = await lockMembership(ctx, input)
    if (before.role === role) return
    await assertKeepsItself(ctx, note, before.role, input)
    await ctx.sql`update memberships set role = ${role} where organisation_id = ${organisationId} and user_id = ${userId}`
    await record(
      note,
      {
        action: 'person.roles_changed',
        audience: 'staff',
        organisationId,
        subjectId: userId,
        before: { role: before.role },
        after: { role },
      },
      PEOPLE_CHANGED,
    )
    await endSessionsOf(ctx, userId)
  })
}

/** Ends somebody's membership: from the next request on they see nothing of the organisation. Their cases stay. Throws as above. */
export async function endMembership(ctx: Ctx, input: MembershipInput): Promise<void> {
  const { organisationId, userId } = input
  await asKeeper(ctx, organisationId, async (ctx, note) => {
    const { role } = await lockMembership(ctx, input)
    await assertKeepsItself(ctx, note, role, input)
    await ctx.sql`update memberships set ended_at = ${ctx.now} where organisation_id = ${organisationId} and user_id = ${userId}`
    await record(
      note,
      {
        action: 'person.changed',
        audience: 'staff',
        organisationId,
        subjectId: userId,
        before: { role },
        after: { membership: 'ended' },
      },
      PEOPLE_CHANGED,
    )
    await endSessionsOf(ctx, userId)
  })
}

/**
 * One transaction for somebody who may keep the organisation's members. A customer's own database role may not write people,
 * so what this file decides is written as the job `members`; `note` names who did it in the history. The members of one
 * organisation are changed one after the other: two administrators who take each other's role away meet here, not halfway.
 */
function asKeeper<T>(ctx: Ctx, organisationId: string, run: (ctx: TxCtx, note: TxCtx) => Promise<T>): Promise<T> {
  const { actor } = ctx
  if (actor.kind === 'customer' && actor.organisationId !== organisationId) throw new NotFound('organisation')
  if (!canManageMembers(actor, organisationId)) throw new Forbidden('members.manage')
  return inTransaction(asActor(ctx, { kind: 'system', job: 'members' }), async (ctx) => {
    await ctx.sql`select from organisations where id = ${organisationId} for no key update`
    return run(ctx, { ...ctx, actor })
  })
}

/**
 * An organisation's administrator invites whom nobody knows, and who has belonged to it before; of others they learn neither a
 * name nor why, and it is ours to let one person belong to two.
 */
function assertInvitable(actor: Ctx['actor'], known: Awaited<ReturnType<typeof findByEmail>>, hasBelonged: boolean): void {
  const problem = known?.disabled_at ? 'This person’s account is disabled. Enable it first.' : undefined
  if (canManagePeople(actor)) {
    if (problem) throw new Invalid({ email: [problem] })
  } else if (known && (problem || known.roles || !hasBelonged))
    throw new Invalid({ email: ['This address cannot be invited. Ask us, and we look into it.'] })
}

async function hasBelonged(ctx: TxCtx, organisationId: string, userId: string): Promise<boolean> {
  const rows = await ctx.sql`select from memberships where organisation_id = ${organisationId} and user_id = ${userId}`
  return rows.length > 0
}

async function lockMembership(ctx: TxCtx, { organisationId, userId }: MembershipInput): Promise<{ role: MemberRole }> {
  const [membership] = await ctx.sql<{ role: MemberRole }[]>`
    select role from memberships where organisation_id = ${organisationId} and user_id = ${userId} and ended_at is null for update`
  if (!membership) throw new NotFound('membership')
  return membership
}

/** Somebody of the organisation can always keep it, unless it is us who change that. */
async function assertKeepsItself(ctx: TxCtx, note: TxCtx, role: MemberRole, { organisationId, userId }: MembershipInput) {
  if (note.actor.kind !== 'customer') return
  const others = await ctx.sql`
    select user_id from memberships where organisation_id = ${organisationId} and role = 'administrator' and ended_at is null and user_id <> ${userId}`
  const problem = lastMemberAdministratorProblem({ role, otherAdministrators: others.length })
  if (problem) throw new Conflict(problem)
}
