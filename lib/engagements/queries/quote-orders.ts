import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import { read, type Ctx, type TxCtx } from '@/db/context'
import type { StoredFile } from '@/lib/files/views'
import { NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import type { OrderFile } from '../quote-views'
import { visibleRequests } from './visible'

/** An order of a version that came outside the portal, as it was recorded. How it came (`note`) is for our people: a customer gets ''. */
export type OrderRow = {
  readonly id: string
  readonly orderNumber: string
  readonly orderedBy: string
  readonly note: string
  readonly chosen: readonly number[]
  readonly recordedById: string
  readonly recordedByName: string
  readonly recordedAt: Instant
  readonly files: readonly OrderFile[]
}

/** Whether the acting person reads the documents of an order, as a condition on `o` (quote_orders): a customer does once it is countersigned. */
function readsDocuments(ctx: TxCtx): PendingQuery<Row[]> {
  if (ctx.actor.kind !== 'customer') return ctx.sql`true`
  return ctx.sql`(o.voided_at is null and exists (select from quote_signatures s
    where s.organisation_id = o.organisation_id and s.version_id = o.version_id and s.method = 'offline_order'))`
}

/** The order of a version that came outside the portal, if one is recorded and counts. */
export async function orderOf(ctx: TxCtx, versionId: string): Promise<OrderRow | undefined> {
  const note = ctx.actor.kind === 'customer' ? ctx.sql`''` : ctx.sql`o.note`
  const [order] = await ctx.sql<OrderRow[]>`
    select o.id, o.order_number as "orderNumber", o.ordered_by as "orderedBy", ${note} as note, o.chosen, o.recorded_by as "recordedById", u.name as "recordedByName",
      o.recorded_at as "recordedAt",
      coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size, 'sha256', f.sha256) order by f.created_at, f.name, f.id)
        from order_files f where f.organisation_id = o.organisation_id and f.order_id = o.id and ${readsDocuments(ctx)}), '[]') as files
    from quote_orders o join users u on u.id = o.recorded_by where o.version_id = ${versionId} and o.voided_at is null`
  return order
}

/** The document of an order, for our people, and once it is countersigned for whoever of the customer sees the quote. Throws NotFound, whatever the reason. */
export async function getOrderFile(ctx: Ctx, id: string): Promise<StoredFile> {
  return read(ctx, async (ctx) => {
    const [file] = await ctx.sql<StoredFile[]>`
      select f.id, f.name, f.media_type as "mediaType", f.size, f.sha256, f.storage_key as "storageKey", f.preview, f.is_missing as "isMissing"
      from order_files f join quote_orders o on o.organisation_id = f.organisation_id and o.id = f.order_id
        join quote_versions v on v.organisation_id = o.organisation_id and v.id = o.version_id
        join service_requests r on r.organisation_id = v.organisation_id and r.id = v.request_id
      where f.id = ${id} and ${visibleRequests(ctx)} and ${readsDocuments(ctx)}`
    if (!file) throw new NotFound('file')
    return file
  })
}
