import 'server-only'
import type { TxCtx } from '@/db/context'
import { visibleBills } from '@/lib/billing/queries/invoice-rows'
import { visibleCases } from '@/lib/cases/queries/visible'
import { visibleRequests } from '@/lib/engagements/queries/visible'
import type { Customer, Staff } from '@/lib/kernel/actor'

/**
 * The news that are somebody's own on the side where they are, as a condition on `n`: what a member of staff who is also a
 * customer is told at the desk does not appear on the customer's pages. Row-level security says the same again.
 */
export function ownNews(ctx: TxCtx, person: Customer | Staff) {
  const own = ctx.sql`n.person_id = ${person.userId} and n.side = ${person.kind} and n.told_at is not null and n.on_page`
  return person.kind === 'customer' ? ctx.sql`${own} and n.organisation_id = ${person.organisationId}` : own
}

/** The news `n` with its case `c` or its request `r`. */
export function newsWithThings(ctx: TxCtx) {
  return ctx.sql`notifications n left join cases c on c.organisation_id = n.organisation_id and c.id = n.case_id
    left join service_requests r on r.organisation_id = n.organisation_id and r.id = n.request_id`
}

/**
 * The news of what their reader may see now, as a condition on `newsWithThings`. Who is sent the bills of an organisation may have no part in
 * what was ordered, and whoever ordered may see no bills: news of an invoice is for who sees the invoice.
 */
export function visibleNews(ctx: TxCtx) {
  return ctx.sql`((c.id is not null and ${visibleCases(ctx)}) or (r.id is not null and n.kind <> 'bill_sent' and ${visibleRequests(ctx)})
    or (n.kind = 'bill_sent' and exists (select from invoices i
      where i.organisation_id = n.organisation_id and i.id = (n.facts ->> 'invoiceId')::uuid and ${visibleBills(ctx)})))`
}
