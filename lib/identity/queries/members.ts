import 'server-only'
import { asActor, read, type Ctx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { canManageMembers } from '../policy'
import type { MemberRow } from '../views'

/** An organisation's members by name, for whoever keeps them. Throws Forbidden, and NotFound for an organisation of others. */
export async function listMembers(ctx: Ctx, organisationId: string): Promise<MemberRow[]> {
  const { actor } = ctx
  if (actor.kind === 'customer' && actor.organisationId !== organisationId) throw new NotFound('organisation')
  if (!canManageMembers(actor, organisationId)) throw new Forbidden('members.list')
  return read(asActor(ctx, { kind: 'system', job: 'members' }), async (ctx) => [
    ...(await ctx.sql<MemberRow[]>`
      select u.id as "userId", u.name, u.email, m.role, u.disabled_at as "disabledAt", u.last_sign_in_at as "lastSignInAt",
        u.password_hash is not null or u.last_sign_in_at is not null as "hasJoined"
      from memberships m join users u on u.id = m.user_id
      where m.organisation_id = ${organisationId} and m.ended_at is null order by lower(u.name), u.id`),
  ])
}
