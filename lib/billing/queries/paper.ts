import 'server-only'
import { asActor, read, type Ctx, type TxCtx } from '@/db/context'
import { NotFound } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import { drawPaper } from '../gateway/press'
import { paperOf, type PaperFacts, type Seller } from '../paper'
import { billedOf, givenOf, linesOf, relatedOf, workOf } from './invoice-parts'
import { invoiceByNumber, type InvoiceRow } from './invoice-rows'

/**
 * An issued invoice or credit note as PDF, by its number: the bytes that were drawn when it was issued, or the same ones drawn now while
 * that is still to be done. Throws NotFound for a draft, and for one that the reader may not see.
 */
export async function getInvoicePdf(ctx: Ctx, number: string): Promise<{ name: string; bytes: Buffer }> {
  const { document, kept } = await read(ctx, async (ctx) => {
    const document = await invoiceByNumber(ctx, number)
    const [kept] = await ctx.sql<{ pdf: Buffer }[]>`
      select pdf from invoice_papers where organisation_id = ${document.organisationId} and invoice_id = ${document.id}`
    return { document, kept }
  })
  const name = `${number}.pdf`
  if (kept) return { name, bytes: kept.pdf }
  // What a paper says of its time is for whoever may see the paper, and for members nowhere else.
  const house = asActor(ctx, { kind: 'system', job: 'billing.paper' })
  const facts = await read(house, (ctx) => paperFactsOf(ctx, document))
  return { name, bytes: (await drawPaper(paperOf(facts))).pdf }
}

/** Everything that the paper of an issued document says. Throws NotFound for a draft. */
export async function paperFactsOf(ctx: TxCtx, document: InvoiceRow): Promise<PaperFacts> {
  const { organisationId, id, kind, number, billTo, orderNumber, taxCode, net, tax } = document
  const [lines, billed, given, { title, references }, related, [row]] = await Promise.all([
    linesOf(ctx, document),
    billedOf(ctx, document),
    givenOf(ctx, document),
    workOf(ctx, document),
    relatedOf(ctx, document),
    ctx.sql<{ reason: string; issuedOn: string; dueOn: string; seller: string }[]>`
      select reason, issued_on::text as "issuedOn", due_on::text as "dueOn", seller from invoices
      where organisation_id = ${organisationId} and id = ${id} and state <> 'draft'`,
  ])
  if (!row || number === null) throw new NotFound('invoice')
  const zero = money(0n, net.currency)
  return {
    ...{ kind, number, billTo, orderNumber, taxCode, net, tax, lines },
    ...{ reason: row.reason, issuedOn: row.issuedOn, dueOn: row.dueOn, title, references },
    seller: JSON.parse(row.seller) as Seller,
    credits: kind === 'credit_note' ? (related[0]?.number ?? null) : null,
    entries: [...billed, ...given.map((each) => ({ ...each, amount: zero }))].map((each) => ({
      ...each,
      id: each.entryId ?? each.id,
    })),
  }
}
