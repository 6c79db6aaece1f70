import 'server-only'
import type { TxCtx } from '@/db/context'
import type { RateRole } from '@/lib/engagements/rate-card'
import { engagementReference } from '@/lib/engagements/engagement'
import { requestReference } from '@/lib/engagements/request'
import type { TaxCode } from '@/lib/engagements/tax'
import { money } from '@/lib/kernel/money'
import type { BillParts } from '../bill-to'
import { DOCUMENTS_IN_A_FILE, type ExportedDocument, type ExportTarget } from '../export'
import type { InvoiceKind } from '../invoice'

/** A document that is in no file yet, with what names its row. */
export type OpenDocument = ExportedDocument & { readonly organisationId: string; readonly id: string }

type Columns = {
  organisationId: string
  id: string
  kind: InvoiceKind
  number: string
  entityCode: string
  billTo: BillParts
  orderNumber: string
  request: number
  engagement: number
  issuedOn: string
  dueOn: string
  paymentDays: number
  taxCode: TaxCode
  currency: string
  net: string
  tax: string
  lines: { role: RateRole | null; description: string; minutes: number | null; rate: string | null; amount: string }[]
}

/**
 * The documents of one kind and entity that are in no file for this system, issued up to a day, by number: as many as one file takes. They
 * say what was kept when they were issued, whatever their customer has changed since.
 */
export async function openDocuments(
  ctx: TxCtx,
  of: { target: ExportTarget; kind: InvoiceKind; entityCode: string; upTo: string },
): Promise<OpenDocument[]> {
  const rows = await ctx.sql<Columns[]>`
    select i.organisation_id as "organisationId", i.id, i.kind, i.number, i.entity_code as "entityCode", i.bill_parts as "billTo", i.order_number as "orderNumber",
      r.number::int as request, e.number::int as engagement, i.issued_on::text as "issuedOn", i.due_on::text as "dueOn", i.payment_days as "paymentDays",
      i.tax_code as "taxCode", i.currency, i.net_minor::text as net, i.tax_minor::text as tax,
      (select jsonb_agg(jsonb_build_object('role', l.role, 'description', l.description, 'minutes', l.minutes, 'rate', l.rate_minor::text,
        'amount', l.amount_minor::text) order by l.position) from invoice_lines l where l.organisation_id = i.organisation_id and l.invoice_id = i.id) as lines
    from invoices i join engagements e on e.organisation_id = i.organisation_id and e.id = i.engagement_id
      join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id
    where i.kind = ${of.kind} and i.entity_code = ${of.entityCode} and i.state <> 'draft' and i.issued_on <= ${of.upTo}
      and not exists (select from exported_documents x where x.target = ${of.target} and x.organisation_id = i.organisation_id and x.invoice_id = i.id)
    order by i.year, i.seq limit ${DOCUMENTS_IN_A_FILE}`
  return rows.map(({ request, engagement, currency, net, tax, lines, ...row }) => ({
    ...row,
    references: `${requestReference(request)}, ${engagementReference(engagement)}`,
    ...{ net: money(BigInt(net), currency), tax: money(BigInt(tax), currency) },
    lines: lines.map(({ rate, amount, ...line }) => ({
      ...line,
      rate: rate === null ? null : money(BigInt(rate), currency),
      amount: money(BigInt(amount), currency),
    })),
  }))
}
