import 'server-only'
import { read, type Ctx } from '@/db/context'
import { workOfRequest } from '@/lib/engagements/queries/work-rows'
import { Forbidden } from '@/lib/kernel/errors'
import { dayOf } from '@/lib/kernel/time'
import { standingOf } from '../invoice'
import { canReadBills, canReadOwnBills } from '../policy'
import type { WorkInvoice } from '../views'
import { documentsWhere } from './invoice-rows'

/** As many as one page shows; the newest. */
const LISTED = 50

/**
 * The invoices and credit notes of what a request was ordered as, drafts first and then the newest, as far as the reader may see bills:
 * for others of our people and other members there are none. Throws Forbidden for who is neither, NotFound for a request that is not there,
 * not theirs or not ordered.
 */
export async function listInvoicesOfWork(ctx: Ctx, reference: string): Promise<WorkInvoice[]> {
  const { actor } = ctx
  if (actor.kind !== 'staff' && !canReadOwnBills(actor)) throw new Forbidden('billing.own')
  return read(ctx, async (ctx) => {
    const { id } = await workOfRequest(ctx, reference)
    if (actor.kind === 'staff' && !canReadBills(actor)) return []
    const documents = await documentsWhere(ctx, ctx.sql`i.engagement_id = ${id}`, LISTED)
    return documents.map((document) => {
      const { id, kind, number, total } = document
      const dueOn = kind === 'credit_note' ? null : document.dueOn
      return { id, kind, number, total, dueOn, standing: standingOf({ ...document, dueOn }, dayOf(ctx.now, document.zone)) }
    })
  })
}
