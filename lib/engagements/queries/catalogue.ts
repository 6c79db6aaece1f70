import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { canReadCatalogue } from '../policy'
import type { Catalogue, ServiceItem, ServiceNotice } from '../views'

/** What is offered, in its order, and the newest sentence to be ticked. For everybody who has signed in; throws Forbidden. */
export async function getCatalogue(ctx: Ctx): Promise<Catalogue> {
  const { actor } = ctx
  if (!canReadCatalogue(actor)) throw new Forbidden('services.catalogue')
  return read(ctx, async (ctx) => {
    const [items, [notice], own] = await Promise.all([
      ctx.sql<ServiceItem[]>`
        select code, name, description, typical, asks, is_included as "isIncluded" from service_items where is_offered order by position, code`,
      ctx.sql<ServiceNotice[]>`select version, words from service_notices order by version desc limit 1`,
      actor.kind === 'customer'
        ? ctx.sql<{ currency: string }[]>`select currency from organisations where id = ${actor.organisationId}`
        : [],
    ])
    return { items: [...items], notice: notice!, currency: own[0]?.currency ?? null }
  })
}
