import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import type { BillAddressInput, GiveBillAddressInput } from '../input'
import { billPartsOf, billToOf, type BillAddress } from '../bill-to'
import { canIssueBills, canKeepContacts } from '../policy'
import { billToOfOrganisation, keptAddressOf } from '../queries/bill-to'
import { invoiceById } from '../queries/invoice-rows'

/**
 * Says to whom the organisation's bills are addressed from the next one that is issued on; what was issued keeps what it says. For its own
 * administrators; throws Forbidden.
 */
export async function keepBillAddress(ctx: Ctx, words: BillAddressInput): Promise<void> {
  const { actor } = ctx
  if (!canKeepContacts(actor)) throw new Forbidden('billing.address')
  const { organisationId, userId } = actor
  await inTransaction(ctx, (ctx) => keep(ctx, { organisationId, userId }, words))
}

/**
 * Says the same for the customer of a draft, who told us: the draft and those beside it are addressed so at once. For finance; throws
 * Forbidden, NotFound, Conflict for what was issued and when the address was changed since the page that was read (`changedAt`).
 */
export async function giveBillAddress(ctx: Ctx, { invoiceId, changedAt, ...words }: GiveBillAddressInput): Promise<void> {
  const { actor } = ctx
  if (!canIssueBills(actor)) throw new Forbidden('billing.address')
  await inTransaction(ctx, async (ctx) => {
    const { organisationId } = await invoiceById(ctx, invoiceId)
    // In one order: two who do this from different drafts of one customer wait for each other.
    await ctx.sql`
      select from engagements e where e.organisation_id = ${organisationId} and exists (select from invoices i
        where i.organisation_id = e.organisation_id and i.engagement_id = e.id and i.state = 'draft') order by e.id for update`
    await ctx.sql`select from invoices where organisation_id = ${organisationId} and state = 'draft' order by id for update`
    const { state } = await invoiceById(ctx, invoiceId, { lock: true })
    if (state !== 'draft') throw new Conflict('What was issued keeps its address. It changes with the next draft.')
    await keep(ctx, { organisationId, userId: actor.userId }, words, changedAt)
    const billTo = await billToOfOrganisation(ctx, organisationId)
    await ctx.sql`
      update invoices set bill_to = ${billTo.words}, bill_parts = ${billTo.parts}::text::jsonb where organisation_id = ${organisationId} and state = 'draft'`
  })
}

async function keep(
  ctx: TxCtx,
  { organisationId, userId }: { organisationId: string; userId: string },
  { name, address, city, region, postalCode, country, taxNumber }: BillAddressInput,
  shown?: Instant | null,
): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`billing_addresses:${organisationId}`}, 0))`
  const before = await keptAddressOf(ctx, organisationId)
  if (shown !== undefined && (before?.changedAt ?? null) !== shown)
    throw new Conflict(
      before
        ? `The address was changed meanwhile. It is now: ${billToOf(
            billPartsOf({ organisationName: '', email: '', address: before }),
          )
            .split('\n')
            .join(', ')}. Close this and reload the page to change it.`
        : 'The address was changed meanwhile. Close this and reload the page to change it.',
    )
  await ctx.sql`
    insert into billing_addresses as a (organisation_id, name, address, city, region, postal_code, country, tax_number, changed_by, changed_at)
    values (${organisationId}, ${name}, ${address}, ${city}, ${region}, ${postalCode}, ${country}, ${taxNumber}, ${userId}, ${ctx.now})
    on conflict (organisation_id) do update set name = excluded.name, address = excluded.address, city = excluded.city, region = excluded.region,
      postal_code = excluded.postal_code, country = excluded.country, tax_number = excluded.tax_number, changed_by = excluded.changed_by, changed_at = excluded.changed_at`
  await record(ctx, {
    ...{ action: 'billing_address.changed', audience: 'customer', organisationId, subjectId: organisationId },
    ...(before && { before: saidOf(before) }),
    after: saidOf({ name, address, city, region, postalCode, country, taxNumber }),
  })
}

/** An address as the audit tells it: without what is empty. */
function saidOf({ name, address, city, region, postalCode, country, taxNumber }: BillAddress): Record<string, string> {
  const parts = Object.entries({ city, region, postalCode, country }).filter(([, part]) => part !== '')
  return { name, address, ...Object.fromEntries(parts), taxNumber }
}
