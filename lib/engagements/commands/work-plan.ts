import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { rolesFor } from '../time'
import { engagementReference, isOver, partiesOnWork } from '../engagement'
import { canScope, canWriteTime } from '../policy'
import { rateLinesOf, workOfRequest, type WorkRow } from '../queries/work-rows'
import type { AssignInput, EndAssignmentInput, PlanWorkInput } from '../work-input'
import { workMailWrites } from './work-writes'

/**
 * Says that somebody of ours works on an engagement in a role, from a day on; the same person and role again changes how long and how
 * much. The first who is assigned leads it, later whoever is named. For whoever scopes. Throws NotFound, Forbidden, Conflict for work
 * that is over, Invalid for a role that nobody has signed a rate for.
 */
export async function assignConsultant(ctx: Ctx, input: AssignInput): Promise<void> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.assign')
  await inTransaction(ctx, async (ctx) => {
    const work = await lockOpen(ctx, input.reference)
    const { organisationId, id } = work
    const { userId, role, fromOn, toOn = null, hoursPerWeek: minutesPerWeek, leads } = input
    if (!rolesFor(work.model, await rateLinesOf(ctx, [id])).includes(role))
      throw new Invalid({
        role: ['No line that was signed says what this role costs. Choose another one, or agree on a change.'],
      })
    if (toOn !== null && toOn < fromOn) throw new Invalid({ toOn: ['It ends before it starts. Please give a later day.'] })
    const [person] = await ctx.sql`
      select from staff_members s join users u on u.id = s.user_id and u.disabled_at is null where s.user_id = ${userId} and s.ended_at is null`
    if (!person) throw new Invalid({ userId: ['Please choose somebody of our people.'] })
    await ctx.sql`
      insert into engagement_assignments (organisation_id, id, engagement_id, user_id, role, from_on, to_on, minutes_per_week, assigned_by, assigned_at)
      values (${organisationId}, ${newId(ctx.now)}, ${id}, ${userId}, ${role}, ${fromOn}, ${toOn}, ${minutesPerWeek}, ${actor.userId}, ${ctx.now})
      on conflict (engagement_id, user_id, role) where ended_at is null do update set to_on = excluded.to_on, minutes_per_week = excluded.minutes_per_week`
    if (leads || work.leadId === null)
      await ctx.sql`
        update engagements set lead_id = ${userId}, changed_at = ${ctx.now} where organisation_id = ${organisationId} and id = ${id}`
    await writeTogether(ctx, [
      ...historyWrites(
        ctx,
        {
          ...{ action: 'engagement.assigned', audience: 'customer', organisationId, subjectId: id },
          after: { engagement: engagementReference(work.number), userId, role, fromOn, toOn, minutesPerWeek },
        },
        { type: 'request.changed', audience: 'staff' },
      ),
      ...(userId === actor.userId
        ? []
        : workMailWrites(ctx, work, { news: 'assigned', to: [userId], key: String(ctx.now), detail: role })),
    ])
  })
}

/** Ends an assignment; time that was written stays. Who led the work leads it no longer. For whoever scopes. Throws NotFound, Forbidden. */
export async function endAssignment(ctx: Ctx, { reference, assignmentId }: EndAssignmentInput): Promise<void> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.assign')
  await inTransaction(ctx, async (ctx) => {
    const work = await lockOpen(ctx, reference)
    const { organisationId, id } = work
    const [ended] = await ctx.sql<{ userId: string }[]>`
      update engagement_assignments set ended_at = ${ctx.now}, ended_by = ${actor.userId}
      where organisation_id = ${organisationId} and engagement_id = ${id} and id = ${assignmentId} and ended_at is null returning user_id as "userId"`
    if (!ended) throw new NotFound('assignment')
    const { userId } = ended
    await writeTogether(ctx, [
      ctx.sql`
        update engagements set lead_id = null, changed_at = ${ctx.now} where organisation_id = ${organisationId} and id = ${id} and lead_id = ${userId}
          and not exists (select from engagement_assignments a where a.engagement_id = ${id} and a.user_id = ${userId} and a.ended_at is null
            and a.id <> ${assignmentId})`,
      ...historyWrites(
        ctx,
        {
          ...{ action: 'engagement.assignment_ended', audience: 'customer', organisationId, subjectId: id },
          after: { engagement: engagementReference(work.number), userId },
        },
        { type: 'request.changed', audience: 'staff' },
      ),
    ])
  })
}

/**
 * Says when the work starts and ends, and what its lead expects is left to do; nothing of it where the field is empty. For its lead and
 * whoever scopes. Throws NotFound, Forbidden, Conflict for work that is over.
 */
export async function planWork(ctx: Ctx, { reference, startsOn, endsOn, remaining }: PlanWorkInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.plan')
  await inTransaction(ctx, async (ctx) => {
    const work = await lockOpen(ctx, reference)
    const { organisationId, id } = work
    if (partiesOnWork(actor, work).length === 0) throw new Forbidden('services.plan')
    const isSaid = remaining !== undefined
    await writeTogether(ctx, [
      ctx.sql`
        update engagements set starts_on = ${startsOn ?? null}, ends_on = ${endsOn ?? null}, remaining_minutes = ${remaining ?? null},
          remaining_at = ${isSaid ? ctx.now : null}, remaining_by = ${isSaid ? actor.userId : null}, changed_at = ${ctx.now}
        where organisation_id = ${organisationId} and id = ${id}`,
      ...historyWrites(
        ctx,
        {
          ...{ action: 'engagement.planned', audience: 'customer', organisationId, subjectId: id },
          after: { engagement: engagementReference(work.number), startsOn, endsOn, remainingMinutes: remaining },
        },
        { type: 'request.changed', audience: 'staff' },
      ),
    ])
  })
}

async function lockOpen(ctx: TxCtx, reference: string): Promise<WorkRow> {
  const work = await workOfRequest(ctx, reference, { lock: true })
  if (isOver(work.state)) throw new Conflict(`${engagementReference(work.number)} is over. Nothing of it is changed any more.`)
  return work
}
