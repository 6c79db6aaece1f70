import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import type { StoredFile } from '@/lib/files/views'
import { NotFound } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import { isOver } from '../engagement'
import { nextExpenseStates, type ExpenseCategory, type ExpenseState } from '../expense'
import type { ExpenseView } from '../work-views'
import { visibleRequests } from './visible'
import type { WorkRow } from './work-rows'

/** An expense as it stands. */
export type ExpenseRow = {
  readonly id: string
  readonly workId: string
  readonly spenderId: string
  readonly category: ExpenseCategory
  readonly spentOn: string
  readonly amountMinor: bigint
  readonly note: string
  readonly state: ExpenseState
}

/** What was spent for this work and the actor may see, by day; a customer sees what was submitted and not returned. */
export async function expensesOf(ctx: TxCtx, workIds: readonly string[]): Promise<ExpenseRow[]> {
  const rows = await ctx.sql<(Omit<ExpenseRow, 'amountMinor'> & { amount: string })[]>`
    select x.id, x.engagement_id as "workId", x.spender_id as "spenderId", x.category, x.spent_on::text as "spentOn", x.amount_minor::text as amount, x.note, x.state
    from expenses x where x.engagement_id = any(${[...workIds]}) order by x.spent_on, x.id`
  return rows.map(({ amount, ...row }) => ({ ...row, amountMinor: BigInt(amount) }))
}

type Row = {
  id: string
  spenderId: string
  spenderName: string
  category: ExpenseCategory
  spentOn: string
  receipt: string
  receiptCurrency: string
  rate: string | null
  rateOn: string | null
  amount: string
  note: string
  state: ExpenseState
  receipts: { id: string; name: string; size: number }[]
}

/** The same as pages show it, the newest day first, with what this reader may do about each. */
export async function expenseViews(ctx: TxCtx, work: WorkRow): Promise<ExpenseView[]> {
  const rows = await ctx.sql<Row[]>`
    select x.id, x.spender_id as "spenderId", u.name as "spenderName", x.category, x.spent_on::text as "spentOn", x.receipt_minor::text as receipt,
      x.receipt_currency as "receiptCurrency", x.rate_micro::text as rate, x.rate_on::text as "rateOn", x.amount_minor::text as amount, x.note, x.state,
      coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size) order by f.created_at, f.name, f.id) from receipt_files f
        where f.organisation_id = x.organisation_id and f.expense_id = x.id), '[]') as receipts
    from expenses x join users u on u.id = x.spender_id where x.engagement_id = ${work.id} order by x.spent_on desc, x.id desc`
  const reasons =
    ctx.actor.kind === 'customer'
      ? []
      : await ctx.sql<{ id: string; reason: string; by: string }[]>`
          select distinct on (s.expense_id) s.expense_id as id, s.reason, u.name as by from expense_steps s join users u on u.id = s.actor_id
          where s.expense_id = any(${rows.map(({ id }) => id)}) and s.reason <> '' order by s.expense_id, s.at desc, s.id desc`
  return rows.map(({ receipt, receiptCurrency, rate, rateOn, amount, ...row }) => ({
    ...row,
    amount: money(BigInt(amount), work.currency),
    paid:
      rate === null || rateOn === null
        ? null
        : { amount: money(BigInt(receipt), receiptCurrency), rateMicro: BigInt(rate), on: rateOn },
    decision: reasons.find(({ id }) => id === row.id) ?? null,
    mayBecome: isOver(work.state) ? [] : nextExpenseStates(ctx.actor, { ...row, leadId: work.leadId }),
  }))
}

/** A receipt, for our people and for whoever of the customer sees the engagement. Throws NotFound, whatever the reason. */
export async function getReceipt(ctx: Ctx, id: string): Promise<StoredFile> {
  return read(ctx, async (ctx) => {
    const [file] = await ctx.sql<StoredFile[]>`
      select f.id, f.name, f.media_type as "mediaType", f.size, f.sha256, f.storage_key as "storageKey", f.preview, f.is_missing as "isMissing"
      from receipt_files f join expenses x on x.organisation_id = f.organisation_id and x.id = f.expense_id
        join engagements e on e.organisation_id = x.organisation_id and e.id = x.engagement_id
        join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id
      where f.id = ${id} and ${visibleRequests(ctx)} ${ctx.actor.kind === 'customer' ? ctx.sql`and x.state not in ('rejected', 'withdrawn')` : ctx.sql``}`
    if (!file) throw new NotFound('file')
    return file
  })
}
