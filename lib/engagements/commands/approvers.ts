import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { Customer } from '@/lib/kernel/actor'
import { Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { formatMoney, parseMoney } from '@/lib/kernel/money'
import type { EndApproverInput, NameApproverInput } from '../input'
import { canKeepApprovers } from '../policy'

/**
 * Says that a member may accept quotes for the organisation, up to a limit; whoever could already can from now on up to this one.
 * For the organisation's own administrators; throws Forbidden, NotFound for somebody who is no member, Invalid for a limit that is none.
 */
export async function nameApprover(ctx: Ctx, { userId, limit }: NameApproverInput): Promise<void> {
  const { actor } = ctx
  if (!canKeepApprovers(actor)) throw new Forbidden('approvers.keep')
  await inTransaction(ctx, async (ctx) => {
    const { organisationId } = actor
    const [ground] = await ctx.sql<{ currency: string; isMember: boolean }[]>`
      select o.currency, exists (select from memberships m join users u on u.id = m.user_id and u.disabled_at is null
        where m.organisation_id = o.id and m.user_id = ${userId} and m.ended_at is null) as "isMember"
      from organisations o where o.id = ${organisationId}`
    if (!ground?.isMember) throw new NotFound('member')
    const amount = limit === '' ? null : parseMoney(limit, ground.currency)
    if (limit !== '' && (amount === null || amount.minor === 0n))
      throw new Invalid({
        limit: [`Please give an amount in ${ground.currency} such as 20,000, or leave it empty for no limit.`],
      })
    await endLive(ctx, actor, userId)
    await ctx.sql`
      insert into approval_grants (organisation_id, id, user_id, limit_minor, currency, granted_by, granted_at)
      values (${organisationId}, ${newId(ctx.now)}, ${userId}, ${amount === null ? null : String(amount.minor)}, ${ground.currency}, ${actor.userId}, ${ctx.now})`
    await record(
      ctx,
      {
        action: 'approver.named',
        audience: 'customer',
        organisationId,
        subjectId: userId,
        after: { limit: amount === null ? 'none' : formatMoney(amount) },
      },
      { type: 'request.changed', audience: 'staff' },
    )
  })
}

/** Takes the right back; what was accepted stays. The same again does nothing. For the organisation's own administrators; throws Forbidden. */
export async function endApprover(ctx: Ctx, { userId }: EndApproverInput): Promise<void> {
  const { actor } = ctx
  if (!canKeepApprovers(actor)) throw new Forbidden('approvers.keep')
  await inTransaction(ctx, async (ctx) => {
    if (!(await endLive(ctx, actor, userId))) return
    const { organisationId } = actor
    await record(
      ctx,
      { action: 'approver.ended', audience: 'customer', organisationId, subjectId: userId },
      { type: 'request.changed', audience: 'staff' },
    )
  })
}

/** Ends the grant that somebody has, if any. Two at once wait for each other at the row. */
async function endLive(ctx: TxCtx, actor: Customer, userId: string): Promise<boolean> {
  const ended = await ctx.sql`
    update approval_grants set ended_at = ${ctx.now}, ended_by = ${actor.userId}
    where organisation_id = ${actor.organisationId} and user_id = ${userId} and ended_at is null returning id`
  return ended.length > 0
}
