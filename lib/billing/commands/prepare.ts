import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { engagementReference } from '@/lib/engagements/engagement'
import { taxOn } from '@/lib/engagements/pricing'
import { workByIds, type WorkRow } from '@/lib/engagements/queries/work-rows'
import type { TaxCode } from '@/lib/engagements/tax'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { formatMoney } from '@/lib/kernel/money'
import type { PrepareDraftsInput } from '../input'
import { canDraftBills } from '../policy'
import { billToOfOrganisation } from '../queries/bill-to'
import { visibleAccounts } from '../queries/invoice-rows'
import { ordersOf, runFactsOf } from '../queries/run-rows'
import { planInvoice, type Plan } from '../run'
import { recordBill } from './writes'

/** What became of one engagement: a draft with its id, or nothing because nothing of it can be billed. */
export type Prepared = { readonly engagementId: string; readonly invoiceId: string | null }

/**
 * Drafts an invoice for each of these engagements over everything of it that can be billed up to a day; one that has nothing gets none.
 * What is on a draft is on no other. Runs that go on at once wait for each other at the work, so the second finds nothing left. Throws
 * Forbidden, NotFound for work that is none or of an account that is not the actor's, Conflict while nobody is set to bill its region,
 * or an order number is missing that its customer asks for.
 */
export async function prepareDrafts(ctx: Ctx, { upTo, engagementId: ids }: PrepareDraftsInput): Promise<Prepared[]> {
  if (!canDraftBills(ctx.actor)) throw new Forbidden('billing.draft')
  const wanted = [...new Set(ids)]
  return inTransaction(ctx, async (ctx) => {
    const [seen] = await ctx.sql<{ n: number }[]>`
      select count(*)::int as n from engagements e join organisations o on o.id = e.organisation_id where e.id = any(${wanted}) and ${visibleAccounts(ctx)}`
    if (seen!.n < wanted.length) throw new NotFound('engagement')
    const prepared: Prepared[] = []
    const works = await workByIds(ctx, wanted, { lock: true })
    const orders = await ordersOf(ctx, works)
    for (const work of works) {
      const order = orders.get(work.id)!
      if (order.isMissing)
        throw new Conflict(
          `${engagementReference(work.number)} has no order number, and ${work.organisationName} asks for one on every invoice. Give it first.`,
        )
      const plan = work.state === 'cancelled' ? null : planInvoice(await runFactsOf(ctx, work, upTo))
      const invoiceId =
        plan === null || plan.net.minor === 0n ? null : await draft(ctx, { ...work, orderNumber: order.number }, plan)
      prepared.push({ engagementId: work.id, invoiceId })
    }
    return prepared
  })
}

type Terms = { entityCode: string | null; taxCode: TaxCode; taxBp: number; paymentDays: number }

async function termsOf(ctx: TxCtx, { id, regionCode }: WorkRow): Promise<Terms & { entityCode: string }> {
  const [terms] = await ctx.sql<Terms[]>`
    select (select code from billing_entities where region_code = ${regionCode}) as "entityCode", v.tax_code as "taxCode", v.tax_bp as "taxBp", v.payment_days as "paymentDays"
    from budget_revisions b join quote_versions v on v.organisation_id = b.organisation_id and v.id = b.version_id
    where b.engagement_id = ${id} order by b.revision desc limit 1`
  if (!terms) throw new NotFound('budget')
  if (terms.entityCode === null) throw new Conflict(`Nobody is set to bill customers of ${regionCode}. Say first who does.`)
  return { ...terms, entityCode: terms.entityCode }
}

async function draft(ctx: TxCtx, work: WorkRow, { lines, net }: Plan): Promise<string> {
  const { organisationId } = work
  const { entityCode, taxCode, taxBp, paymentDays } = await termsOf(ctx, work)
  const billTo = await billToOfOrganisation(ctx, organisationId)
  const invoiceId = newId(ctx.now)
  const tax = taxOn(net, taxBp)
  await ctx.sql`
    insert into invoices (organisation_id, id, engagement_id, kind, entity_code, state, currency, tax_code, tax_bp, net_minor, tax_minor, payment_days, order_number,
      bill_to, bill_parts, created_by, created_at)
    values (${organisationId}, ${invoiceId}, ${work.id}, 'invoice', ${entityCode}, 'draft', ${work.currency}, ${taxCode}, ${taxBp}, ${String(net.minor)}, ${String(tax.minor)},
      ${paymentDays}, ${work.orderNumber}, ${billTo.words}, ${billTo.parts}::text::jsonb, ${'userId' in ctx.actor ? ctx.actor.userId : null}, ${ctx.now})`
  const rows = lines.map(({ source, role, minutes, rateMinor, amount, description }, at) => ({
    ...{ organisation_id: organisationId, invoice_id: invoiceId, position: at + 1, source, role, minutes },
    rate_minor: rateMinor === null ? null : String(rateMinor),
    amount_minor: String(amount.minor),
    description,
  }))
  await ctx.sql`insert into invoice_lines ${ctx.sql(rows)}`
  const parts = lines.flatMap(({ parts }, at) =>
    parts.map(({ kind, id, amount }) => ({
      ...{ organisation_id: organisationId, id: newId(ctx.now), invoice_id: invoiceId, position: at + 1 },
      time_entry_id: kind === 'time' ? id : null,
      milestone_id: kind === 'milestone' ? id : null,
      retainer_version_id: kind === 'retainer' ? id : null,
      expense_id: kind === 'expense' ? id : null,
      amount_minor: String(amount.minor),
    })),
  )
  await ctx.sql`insert into billing_allocations ${ctx.sql(parts)}`
  await recordBill(ctx, {
    ...{ action: 'invoice.drafted', organisationId, invoiceId, isTheirs: false },
    after: { engagement: work.number, net: formatMoney(net) },
  })
  return invoiceId
}
