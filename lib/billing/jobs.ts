import 'server-only'
import { inTransaction, read, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import type { JobPayload } from '@/lib/jobs/payloads'
import { formatMoney } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import { checkBooks } from './check'
import { drawPaper } from './gateway/press'
import { openOf, standingOf } from './invoice'
import { paperOf } from './paper'
import { checkedBooks } from './queries/check-rows'
import { relatedOf, workOf } from './queries/invoice-parts'
import { invoiceById, type InvoiceRow } from './queries/invoice-rows'
import { paperFactsOf } from './queries/paper'
import { REMINDER_STAGES, stageOf } from './reminder'

type BillNews = 'issued' | 'credited' | 'overdue'

/**
 * `billing.send`: draws the paper of a document that was issued, keeps it, and mails it to whom its customer's bills are sent to. Drawn
 * again by a second run, which keeps the first; no mail goes twice, and none asks to pay an invoice that is void by now.
 */
export async function sendBillJob(ctx: Ctx, { invoiceId }: JobPayload<'billing.send'>): Promise<void> {
  const facts = await read(ctx, async (ctx) => paperFactsOf(ctx, await invoiceById(ctx, invoiceId)))
  const drawn = await drawPaper(paperOf(facts))
  await inTransaction(ctx, async (ctx) => {
    const document = await invoiceById(ctx, invoiceId)
    await ctx.sql`
      insert into invoice_papers (organisation_id, invoice_id, pdf, sha256, drawn_at)
      values (${document.organisationId}, ${invoiceId}, ${drawn.pdf}, ${drawn.sha256}, ${ctx.now}) on conflict do nothing`
    const news = document.kind === 'invoice' ? 'issued' : 'credited'
    if (news === 'issued' && document.state !== 'issued') return
    await mailBill(ctx, document, { news, key: news, to: await contactsOf(ctx, document) })
  })
}

/**
 * `billing.remind`: mails each invoice that is overdue to whom bills are sent to and to whoever looks after the account, once for each
 * stage (reminder.ts); of stages that passed at once, the last.
 */
export async function remindJob(ctx: Ctx): Promise<void> {
  const late = await read(
    ctx,
    (ctx) => ctx.sql<{ id: string }[]>`
      select i.id from invoices i where i.kind = 'invoice' and i.state = 'issued' and i.due_on < ${dayOf(ctx.now, 'Pacific/Kiritimati')}
        and not exists (select from invoice_reminders r where r.organisation_id = i.organisation_id and r.invoice_id = i.id and r.stage = ${REMINDER_STAGES.at(-1)!})
        and i.net_minor + i.tax_minor > coalesce((select sum(p.amount_minor) from invoice_payments p where p.organisation_id = i.organisation_id and p.invoice_id = i.id), 0)
          + coalesce((select sum(n.net_minor + n.tax_minor) from invoices n where n.organisation_id = i.organisation_id and n.credits_id = i.id and n.state = 'issued'), 0)
      order by i.due_on, i.id`,
  )
  const failures: unknown[] = []
  for (const { id } of late) await inTransaction(ctx, (ctx) => remind(ctx, id)).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${late.length} reminders failed`)
}

async function remind(ctx: TxCtx, invoiceId: string): Promise<void> {
  const invoice = await invoiceById(ctx, invoiceId, { lock: true })
  const { organisationId, dueOn, number } = invoice
  const today = dayOf(ctx.now, invoice.zone)
  const stage = dueOn === null || standingOf(invoice, today) !== 'overdue' ? null : stageOf(dueOn, today)
  if (stage === null) return
  const first = await ctx.sql`
    insert into invoice_reminders (organisation_id, invoice_id, stage, at)
    select ${organisationId}::uuid, ${invoiceId}::uuid, ${stage}::smallint, ${ctx.now}::timestamptz
    where not exists (select from invoice_reminders r where r.organisation_id = ${organisationId} and r.invoice_id = ${invoiceId} and r.stage >= ${stage})
      and exists (select from invoice_papers p where p.organisation_id = ${organisationId} and p.invoice_id = ${invoiceId})
    returning stage`
  if (first.length === 0) return
  const [account] = await ctx.sql<{ csmId: string }[]>`select csm_id as "csmId" from organisations where id = ${organisationId}`
  const to = [...(await contactsOf(ctx, invoice)), account!.csmId]
  await mailBill(ctx, invoice, { news: 'overdue', key: `overdue:${stage}`, to })
  await writeTogether(
    ctx,
    historyWrites(ctx, {
      ...{ action: 'invoice.reminded', audience: 'customer', organisationId, subjectId: invoiceId },
      after: { number, days: stage, open: formatMoney(openOf(invoice)) },
    }),
  )
}

/** Whom the bills of an organisation are sent to: who was named for it; its administrators while nobody is. */
async function contactsOf(ctx: TxCtx, { organisationId }: InvoiceRow): Promise<string[]> {
  const rows = await ctx.sql<{ id: string; isNamed: boolean }[]>`
    select m.user_id as id, b.user_id is not null as "isNamed" from memberships m join users u on u.id = m.user_id and u.disabled_at is null
      left join billing_contacts b on b.organisation_id = m.organisation_id and b.user_id = m.user_id
    where m.organisation_id = ${organisationId} and m.ended_at is null and (b.user_id is not null or m.role = 'administrator')`
  const named = rows.filter(({ isNamed }) => isNamed)
  return (named.length > 0 ? named : rows).map(({ id }) => id)
}

async function mailBill(
  ctx: TxCtx,
  document: InvoiceRow,
  { news, key, to }: { news: BillNews; key: string; to: readonly string[] },
): Promise<void> {
  const { organisationId, id, number, total, dueOn } = document
  const [{ title, references, requestId }, related, [row]] = await Promise.all([
    workOf(ctx, document),
    relatedOf(ctx, document),
    ctx.sql<{ reason: string }[]>`select reason from invoices where organisation_id = ${organisationId} and id = ${id}`,
  ])
  const facts = {
    ...{
      reference: references[0],
      title,
      invoiceId: id,
      news,
      number,
      total: formatMoney(total),
      open: formatMoney(openOf(document)),
    },
    ...{ dueOn, credits: news === 'credited' ? (related[0]?.number ?? '') : '', reason: row!.reason },
  }
  for (const recipientId of new Set(to))
    await writeTogether(
      ctx,
      mailWrites(ctx, {
        kind: 'bill_sent',
        recipientId,
        organisationId,
        requestId,
        dedupeKey: `bill:${id}:${key}:${recipientId}`,
        facts,
      }),
    )
}

/**
 * `billing.check`: recomputes the books and keeps what does not hold, where whoever reads bills sees it (services.md I13). A finding fails
 * the job too, so that it is logged.
 */
export async function checkJob(ctx: Ctx): Promise<void> {
  const books = await checkedBooks(ctx)
  const findings = checkBooks(books)
  await inTransaction(
    ctx,
    (ctx) => ctx.sql`
      insert into billing_checks (at, documents, engagements, findings)
      values (${ctx.now}, ${books.documents.length}, ${books.works.length}, ${JSON.stringify(findings)}::text::jsonb) on conflict do nothing`,
  )
  if (findings.length > 0)
    throw new Error(`the books do not hold: ${findings.map(({ what, of }) => `${what} of ${of}`).join(', ')}`)
}
