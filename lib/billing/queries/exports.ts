import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { Id } from '@/lib/kernel/ids'
import { dayOf } from '@/lib/kernel/time'
import { EXPORT_TARGETS, type ExportTarget } from '../export'
import { canIssueBills } from '../policy'
import type { ExportBatchView, ExportsView } from '../views'

/** As many as one page shows; the newest. */
const LISTED = 100

/** The files that were made, and how much is in none yet. For finance; throws Forbidden. */
export async function listExports(ctx: Ctx): Promise<ExportsView> {
  if (!canIssueBills(ctx.actor)) throw new Forbidden('billing.export')
  const { timeZone } = ctx.actor
  return read(ctx, async (ctx) => {
    const batches = await ctx.sql<ExportBatchView[]>`
      select b.id, b.target, b.kind, b.entity_code as "entityCode", b.from_on::text as "fromOn", b.to_on::text as "toOn", b.documents, b.sha256,
        u.name as "madeByName", b.made_at as "madeAt"
      from export_batches b join users u on u.id = b.made_by order by b.made_at desc, b.id desc limit ${LISTED}`
    const open = await ctx.sql<{ target: ExportTarget; count: number }[]>`
      select t.target, count(i.id)::int as count from unnest(${[...EXPORT_TARGETS]}::text[]) t (target) left join invoices i on i.state <> 'draft'
        and not exists (select from exported_documents x where x.target = t.target and x.organisation_id = i.organisation_id and x.invoice_id = i.id)
      group by t.target`
    return {
      batches,
      open: EXPORT_TARGETS.map((target) => ({ target, count: open.find((each) => each.target === target)?.count ?? 0 })),
      today: dayOf(ctx.now, timeZone),
    }
  })
}

/** A file as it was made, byte for byte. For finance; throws Forbidden, NotFound. */
export async function getExport(ctx: Ctx, batchId: string): Promise<{ name: string; content: string }> {
  if (!canIssueBills(ctx.actor)) throw new Forbidden('billing.export')
  if (!Id.safeParse(batchId).success) throw new NotFound('export')
  const [row] = await read(
    ctx,
    (ctx) => ctx.sql<(Pick<ExportBatchView, 'target' | 'kind' | 'entityCode' | 'fromOn' | 'toOn'> & { content: string })[]>`
      select target, kind, entity_code as "entityCode", from_on::text as "fromOn", to_on::text as "toOn", content from export_batches where id = ${batchId}`,
  )
  if (!row) throw new NotFound('export')
  const { target, kind, entityCode, fromOn, toOn, content } = row
  return { name: `${target}-${entityCode}-${kind === 'invoice' ? 'invoices' : 'credit-notes'}-${fromOn}-${toOn}.csv`, content }
}
