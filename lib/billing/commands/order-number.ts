import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { workByIds } from '@/lib/engagements/queries/work-rows'
import { engagementReference } from '@/lib/engagements/engagement'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import type { GiveOrderNumberInput } from '../input'
import { canDraftBills } from '../policy'
import { visibleAccounts } from '../queries/invoice-rows'
import { recordBill } from './writes'

/**
 * Gives the order number of work that was signed without one, for all of its invoices from now on, open drafts
 * included; what it is stays. Throws Forbidden,
 * NotFound for work of an account that is not the actor's, Conflict where there is one already.
 */
export async function giveOrderNumber(ctx: Ctx, { engagementId, orderNumber }: GiveOrderNumberInput): Promise<void> {
  const { actor } = ctx
  if (!canDraftBills(actor)) throw new Forbidden('billing.draft')
  await inTransaction(ctx, async (ctx) => {
    const [seen] = await ctx.sql`
      select from engagements e join organisations o on o.id = e.organisation_id where e.id = ${engagementId} and ${visibleAccounts(ctx)}`
    if (!seen) throw new NotFound('engagement')
    const [work] = await workByIds(ctx, [engagementId], { lock: true })
    const given =
      work!.orderNumber !== ''
        ? []
        : await ctx.sql`
            insert into late_order_numbers (organisation_id, engagement_id, order_number, given_by, given_at)
            values (${work!.organisationId}, ${engagementId}, ${orderNumber}, ${actor.userId}, ${ctx.now}) on conflict do nothing returning engagement_id`
    const reference = engagementReference(work!.number)
    if (given.length === 0) throw new Conflict(`${reference} has an order number already. Reload the page and see it.`)
    await ctx.sql`
      update invoices set order_number = ${orderNumber}
      where organisation_id = ${work!.organisationId} and engagement_id = ${engagementId} and kind = 'invoice' and state = 'draft' and order_number = ''`
    await recordBill(ctx, {
      ...{ action: 'invoice.order_number_given', organisationId: work!.organisationId, invoiceId: engagementId, isTheirs: true },
      after: { engagement: reference, orderNumber },
    })
  })
}
