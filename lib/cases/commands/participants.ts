import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeAsHouse, writeWithCommit, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import type { Customer, Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import { toIso } from '@/lib/kernel/time'
import { PARTICIPANTS_MAX, type ParticipantInput } from '../participants'
import { canKeepParticipants, canShareCases } from '../policy'
import { lockVisibleCase, type LockedCase } from './lock'

/**
 * Lets a member of the case's organisation read it and reply, and mails them so, once a day at most. Doing it again does nothing.
 * Throws NotFound, Forbidden, Invalid for anybody who is no active member, Conflict when enough take part.
 */
export async function addParticipant(ctx: Ctx, { reference, userId }: ParticipantInput): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { supportCase, actor } = await lockToKeep(ctx, reference)
    const { organisationId, id: caseId } = supportCase
    const [member, [taking]] = await Promise.all([
      memberOf(ctx, supportCase, userId),
      ctx.sql<{ people: number; already: boolean }[]>`
        select count(*)::int as people, coalesce(bool_or(user_id = ${userId}), false) as already from case_participants where case_id = ${caseId}`,
    ])
    if (taking!.already || userId === supportCase.requesterId) return
    if (taking!.people >= PARTICIPANTS_MAX)
      throw new Conflict(`${PARTICIPANTS_MAX} people take part already. Remove somebody before you add another.`)
    await writeAsHouse(ctx, [
      ctx.sql`insert into case_participants (organisation_id, case_id, user_id, added_at) values (${organisationId}, ${caseId}, ${userId}, ${ctx.now})`,
    ])
    writeWithCommit(ctx, [
      ...participantWrites(ctx, supportCase, 'case.participant_added', member),
      ...mailWrites(ctx, {
        kind: 'case_shared',
        recipientId: userId,
        organisationId,
        caseId,
        dedupeKey: `shared:${caseId}:${userId}:${toIso(ctx.now).slice(0, 10)}`,
        facts: { by: actor.name },
      }),
    ])
  })
}

/**
 * Takes the case from somebody's sight again; what they wrote stays. Doing it again does nothing. Throws NotFound, Forbidden.
 */
export async function removeParticipant(ctx: Ctx, { reference, userId }: ParticipantInput): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { supportCase } = await lockToKeep(ctx, reference)
    const [person] = await ctx.sql<{ id: string; name: string }[]>`
      select u.id, u.name from case_participants p join users u on u.id = p.user_id
      where p.case_id = ${supportCase.id} and p.user_id = ${userId}`
    if (!person) return
    await writeAsHouse(ctx, [ctx.sql`delete from case_participants where case_id = ${supportCase.id} and user_id = ${userId}`])
    writeWithCommit(ctx, participantWrites(ctx, supportCase, 'case.participant_removed', person))
  })
}

async function lockToKeep(ctx: TxCtx, reference: string): Promise<{ supportCase: LockedCase; actor: Customer | Staff }> {
  const { actor } = ctx
  if (!canShareCases(actor)) throw new Forbidden('cases.participants')
  const supportCase = await lockVisibleCase(ctx, reference)
  if (!canKeepParticipants(actor, supportCase)) throw new Forbidden('cases.participants')
  return { supportCase, actor }
}

async function memberOf(ctx: TxCtx, { organisationId }: LockedCase, userId: string): Promise<{ id: string; name: string }> {
  const [member] = await ctx.sql<{ id: string; name: string }[]>`
    select u.id, u.name from memberships m join users u on u.id = m.user_id
    where m.organisation_id = ${organisationId} and m.user_id = ${userId} and m.ended_at is null and u.disabled_at is null`
  if (!member) throw new Invalid({ userId: ['Please choose a colleague who belongs to this organisation.'] })
  return member
}

function participantWrites(
  ctx: TxCtx,
  { organisationId, id: caseId, number }: LockedCase,
  action: 'case.participant_added' | 'case.participant_removed',
  { id: subjectId, name }: { id: string; name: string },
): Write[] {
  return historyWrites(
    ctx,
    { action, audience: 'customer', organisationId, caseId, subjectId, after: { name } },
    { type: 'case.changed', audience: 'customer', facts: { number } },
  )
}
