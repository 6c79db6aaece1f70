import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import type { ApproverView } from '../views'
import { rulesOf } from './quote-rows'

/** Who may accept quotes for the reader's own organisation now, the highest limit first. For its members; throws Forbidden. */
export async function listApprovers(ctx: Ctx): Promise<ApproverView[]> {
  const { actor } = ctx
  if (actor.kind !== 'customer') throw new Forbidden('approvers.own')
  return read(ctx, (ctx) => approversOf(ctx, actor.organisationId))
}

/** What the reader's own organisation asks of whoever approves for it. For its members; throws Forbidden. */
export async function getBuyingRules(ctx: Ctx): Promise<{ orderRequired: boolean; anyTwo: boolean }> {
  const { actor } = ctx
  if (actor.kind !== 'customer') throw new Forbidden('approvers.own')
  return read(ctx, (ctx) => rulesOf(ctx, actor.organisationId))
}

/** The same of any organisation; the caller has decided that the reader may know. A grant lives as long as its person belongs there. */
export async function approversOf(ctx: TxCtx, organisationId: string): Promise<ApproverView[]> {
  const rows = await ctx.sql<{ userId: string; name: string; limit: string | null; currency: string; since: Instant }[]>`
    select g.user_id as "userId", u.name, g.limit_minor::text as "limit", g.currency, g.granted_at as since
    from approval_grants g join users u on u.id = g.user_id and u.disabled_at is null
      join memberships m on m.organisation_id = g.organisation_id and m.user_id = g.user_id and m.ended_at is null
    where g.organisation_id = ${organisationId} and g.ended_at is null
    order by g.limit_minor desc nulls first, lower(u.name), u.id`
  return rows.map(({ limit, currency, ...row }) => ({ ...row, limit: limit === null ? null : money(BigInt(limit), currency) }))
}
