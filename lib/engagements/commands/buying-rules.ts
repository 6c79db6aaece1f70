import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Forbidden } from '@/lib/kernel/errors'
import { canKeepApprovers } from '../policy'
import type { BuyingRulesInput } from '../quote-input'

/** Says what the organisation asks of its approvers: an order number with every quote, any two above a limit. For its own administrators. */
export async function setBuyingRules(ctx: Ctx, { orderRequired, anyTwo }: BuyingRulesInput): Promise<void> {
  const { actor } = ctx
  if (!canKeepApprovers(actor)) throw new Forbidden('approvers.keep')
  const { organisationId, userId } = actor
  await inTransaction(ctx, async (ctx) => {
    await ctx.sql`
      insert into buying_rules (organisation_id, order_required, any_two, changed_by, changed_at)
      values (${organisationId}, ${orderRequired}, ${anyTwo}, ${userId}, ${ctx.now})
      on conflict (organisation_id) do update set order_required = ${orderRequired}, any_two = ${anyTwo}, changed_by = ${userId}, changed_at = ${ctx.now}`
    await record(ctx, {
      action: 'buying_rules.changed',
      audience: 'customer',
      organisationId,
      subjectId: organisationId,
      after: { orderRequired, anyTwo },
    })
  })
}
