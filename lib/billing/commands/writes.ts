import 'server-only'
import type { TxCtx } from '@/db/context'
import { historyWrites } from '@/lib/events/commands'
import { writeTogether } from '@/db/writes'
import type { AuditAction } from '@/lib/events/event'
import { enqueue } from '@/lib/jobs/commands'
import { dayOf } from '@/lib/kernel/time'
import { actorUserId } from '@/lib/kernel/actor'
import { NotFound } from '@/lib/kernel/errors'
import { dueOn } from '../invoice'

/** What happened to a document, for the history of its customer once it is issued, and for open pages of ours. */
export async function recordBill(
  ctx: TxCtx,
  of: { action: AuditAction; organisationId: string; invoiceId: string; isTheirs: boolean; after: Record<string, unknown> },
): Promise<void> {
  const { action, organisationId, invoiceId, isTheirs, after } = of
  await writeTogether(
    ctx,
    historyWrites(
      ctx,
      { action, audience: isTheirs ? 'customer' : 'staff', organisationId, subjectId: invoiceId, after },
      { type: 'request.changed', audience: 'staff' },
    ),
  )
}

/** Who bills, as it stands on a document that is issued today; written on it as JSON. */
type Seller = { zone: string; words: string }

async function sellerOf(ctx: TxCtx, entityCode: string): Promise<Seller> {
  const [row] = await ctx.sql<{ zone: string; legalName: string; taxNumber: string; address: string; bankDetails: string }[]>`
    select time_zone as zone, legal_name as "legalName", tax_number as "taxNumber", address, bank_details as "bankDetails" from billing_entities where code = ${entityCode}`
  if (!row) throw new NotFound('billing entity')
  const { zone, ...words } = row
  return { zone, words: JSON.stringify(words) }
}

/** Gives a draft its number, today in the zone of whoever bills; returns it, and orders that it is sent. The database checks all that it says (services.md I5-I8). */
export async function issueDocument(
  ctx: TxCtx,
  doc: { organisationId: string; id: string; entityCode: string; paymentDays: number },
): Promise<{ number: string; issuedOn: string }> {
  const { zone, words } = await sellerOf(ctx, doc.entityCode)
  const issuedOn = dayOf(ctx.now, zone)
  const due = dueOn(issuedOn, doc.paymentDays)
  const [row] = await ctx.sql<{ number: string }[]>`
    select issue_invoice(${doc.organisationId}, ${doc.id}, ${actorUserId(ctx.actor)}, ${ctx.now}, ${issuedOn}, ${due}, ${words}) as number`
  await enqueue(ctx, 'billing.send', { invoiceId: doc.id })
  return { number: row!.number, issuedOn }
}
