import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { formatMoney, money, parseMoney } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import type { RecordPaymentInput } from '../input'
import { openOf } from '../invoice'
import { canIssueBills } from '../policy'
import { invoiceById } from '../queries/invoice-rows'
import { recordBill } from './writes'

/**
 * Records money that came for an invoice, or takes back what was recorded in error; the same `key` again does nothing. Throws Forbidden,
 * NotFound, Conflict for what is not issued, Invalid for a day to come, or an amount that is none or more than is owed or was paid.
 */
export async function recordPayment(ctx: Ctx, input: RecordPaymentInput): Promise<void> {
  const { actor } = ctx
  if (!canIssueBills(actor)) throw new Forbidden('billing.pay')
  await inTransaction(ctx, async (ctx) => {
    const invoice = await invoiceById(ctx, input.invoiceId, { lock: true })
    const { organisationId, id, currency, paid } = invoice
    const [again] = await ctx.sql`select from invoice_payments where invoice_id = ${id} and form_key = ${input.key}`
    if (again) return
    if (invoice.kind !== 'invoice' || invoice.state !== 'issued') throw new Conflict('Only an issued invoice is paid.')
    if (input.paidOn > dayOf(ctx.now, invoice.zone)) throw new Invalid({ paidOn: ['This day has not come yet.'] })
    const amount = parseMoney(input.amount, currency)
    if (amount === null || amount.minor === 0n)
      throw new Invalid({ amount: [`Please give an amount in ${currency} such as 1,200, above zero.`] })
    const most = input.isReversal ? paid : openOf(invoice)
    if (amount.minor > most.minor)
      throw new Invalid({
        amount: [input.isReversal ? `Only ${formatMoney(most)} was paid.` : `No more than ${formatMoney(most)} is owed.`],
      })
    const signed = money(input.isReversal ? -amount.minor : amount.minor, currency)
    await ctx.sql`
      insert into invoice_payments (organisation_id, id, invoice_id, form_key, paid_on, amount_minor, reference, recorded_by, recorded_at)
      values (${organisationId}, ${newId(ctx.now)}, ${id}, ${input.key}, ${input.paidOn}, ${String(signed.minor)}, ${input.reference}, ${actor.userId}, ${ctx.now})`
    await recordBill(ctx, {
      ...{ action: 'invoice.paid', organisationId, invoiceId: id, isTheirs: true },
      after: { number: invoice.number, paidOn: input.paidOn, amount: formatMoney(signed) },
    })
  })
}
