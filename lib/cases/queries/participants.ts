import 'server-only'
import { read, type Ctx } from '@/db/context'
import { NotFound } from '@/lib/kernel/errors'
import type { ParticipationView } from '../participants'
import { canKeepParticipants } from '../policy'
import type { PersonView } from '../views'
import { named, visibleCases } from './visible'

/** Who takes part in a case, and whom the reader may add. Throws NotFound for a case that the reader does not see. */
export async function getParticipation(ctx: Ctx, reference: string): Promise<ParticipationView> {
  return read(ctx, async (ctx) => {
    const [found] = await ctx.sql<{ id: string; organisationId: string; requesterId: string }[]>`
      select c.id, c.organisation_id as "organisationId", c.requester_id as "requesterId" from cases c cross join installation i
      where ${named(ctx, reference)} and ${visibleCases(ctx)}`
    if (!found) throw new NotFound('case')
    const people = ctx.sql<(PersonView & { takesPart: boolean; isActive: boolean })[]>`
      select u.id, u.name, false as "isStaff", p.user_id is not null as "takesPart", m.ended_at is null and u.disabled_at is null as "isActive"
      from memberships m join users u on u.id = m.user_id
        left join case_participants p on p.case_id = ${found.id} and p.user_id = m.user_id
      where m.organisation_id = ${found.organisationId} and m.user_id <> ${found.requesterId} order by lower(u.name), u.id`
    const rows = (await people).map(({ takesPart, isActive, ...person }) => ({ takesPart, isActive, person }))
    return {
      participants: rows.filter(({ takesPart }) => takesPart).map(({ person }) => person),
      colleagues: canKeepParticipants(ctx.actor, found)
        ? rows.filter(({ takesPart, isActive }) => isActive && !takesPart).map(({ person }) => person)
        : null,
    }
  })
}
