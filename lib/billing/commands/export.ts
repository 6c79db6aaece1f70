import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Staff } from '@/lib/kernel/actor'
import { exportRows, type ExportTarget } from '../export'
import { csvOf } from '../gateway/csv'
import type { MakeExportInput } from '../input'
import { INVOICE_KINDS } from '../invoice'
import { canIssueBills } from '../policy'
import { openDocuments, type OpenDocument } from '../queries/export-rows'

/**
 * Makes files for an accounting system over everything that was issued up to a day and is in none of its files yet: one for each entity
 * and kind, in parts where it is much. Each is kept as it is made. Two that run at once wait for each other, so that no document is in two.
 * Returns how many files. For finance; throws Forbidden, Conflict where nothing is left.
 */
export async function makeExport(ctx: Ctx, { target, upTo }: MakeExportInput): Promise<number> {
  const { actor } = ctx
  if (!canIssueBills(actor)) throw new Forbidden('billing.export')
  return inTransaction(ctx, async (ctx) => {
    const entities = await ctx.sql<{ code: string }[]>`select code from billing_entities order by code for no key update`
    let files = 0
    for (const { code: entityCode } of entities)
      for (const kind of INVOICE_KINDS)
        for (let documents; (documents = await openDocuments(ctx, { target, kind, entityCode, upTo })).length > 0; files++)
          await keep(ctx, actor, target, documents)
    if (files === 0) throw new Conflict('Everything that was issued up to this day is in a file already.')
    return files
  })
}

async function keep(ctx: TxCtx, { userId }: Staff, target: ExportTarget, documents: readonly OpenDocument[]): Promise<void> {
  const { kind, entityCode } = documents[0]!
  const { content, sha256 } = csvOf(exportRows(target, kind, documents))
  const days = documents.map(({ issuedOn }) => issuedOn).toSorted()
  const batchId = newId(ctx.now)
  await ctx.sql`
    insert into export_batches (id, target, kind, entity_code, from_on, to_on, documents, content, sha256, made_by, made_at)
    values (${batchId}, ${target}, ${kind}, ${entityCode}, ${days[0]!}, ${days.at(-1)!}, ${documents.length}, ${content}, ${sha256}, ${userId}, ${ctx.now})`
  const rows = documents.map(({ organisationId, id }) => ({
    ...{ target, organisation_id: organisationId, invoice_id: id, batch_id: batchId },
  }))
  await ctx.sql`insert into exported_documents ${ctx.sql(rows)}`
  await writeTogether(
    ctx,
    historyWrites(ctx, {
      ...{ action: 'invoice.exported', audience: 'staff', organisationId: null, subjectId: batchId },
      after: { target, kind, entity: entityCode, documents: documents.length, sha256 },
    }),
  )
}
