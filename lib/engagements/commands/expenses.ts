import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { keepAsReceipts } from '@/lib/files/commands/receipt-files'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { formatMoney, money, parseMoney, sumMoney, type Money } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import { engagementReference, isOver, takesTime } from '../engagement'
import {
  converted,
  EXPENSE_TRANSITIONS,
  expenseName,
  expensesLeft,
  partiesOnExpense,
  parseRate,
  type ExpenseState,
} from '../expense'
import { canWriteTime } from '../policy'
import { expensesOf } from '../queries/expenses'
import { revisionsOf, workByIds, workOfRequest, type WorkRow } from '../queries/work-rows'
import type { EnterExpenseInput, TakeExpenseInput } from '../work-input'
import { refuseStep } from '../work-step'
import { servicesLeads, workMailWrites } from './work-writes'

type Paid = { receipt: Money; rateMicro: bigint | null; rateOn: string | null; amount: Money }

/**
 * Enters what the actor spent for an engagement that they are assigned to, with its receipt; somebody else is asked to approve it. A receipt
 * in another currency is converted at the rate that was typed. The same `key` again enters nothing. Throws NotFound, Forbidden, Conflict
 * while the work takes none or nothing was signed for expenses, Invalid beside the field.
 */
export async function enterExpense(ctx: Ctx, input: EnterExpenseInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.expenses')
  await inTransaction(ctx, async (ctx) => {
    const work = await workOfRequest(ctx, input.reference)
    await assertAssigned(ctx, actor, work)
    const reference = engagementReference(work.number)
    if (!takesTime(work.state)) throw new Conflict(`${reference} takes no expenses now. Ask its lead.`)
    if ((await signedFor(ctx, work)).minor === 0n)
      throw new Conflict(`No expenses were signed for ${reference}. Agree on a change with the customer first.`)
    if (input.spentOn > dayOf(ctx.now, actor.timeZone))
      throw new Invalid({ spentOn: ['This day has not come yet. Please give the day of the receipt.'] })
    const paid = readPaid(input, work.currency)
    const { organisationId, id: workId } = work
    const expenseId = newId(ctx.now)
    const made = await ctx.sql`
      insert into expenses (organisation_id, id, engagement_id, spender_id, form_key, category, spent_on, receipt_minor, receipt_currency, rate_micro, rate_on,
        amount_minor, currency, note, state, submitted_at, changed_at)
      values (${organisationId}, ${expenseId}, ${workId}, ${actor.userId}, ${input.key}, ${input.category}, ${input.spentOn}, ${String(paid.receipt.minor)},
        ${paid.receipt.currency}, ${paid.rateMicro === null ? null : String(paid.rateMicro)}, ${paid.rateOn}, ${String(paid.amount.minor)}, ${work.currency},
        ${input.note}, 'submitted', ${ctx.now}, ${ctx.now})
      on conflict (engagement_id, spender_id, form_key) do nothing returning id`
    if (made.length === 0) return
    await keepAsReceipts(ctx, { organisationId, expenseId }, input.files)
    const approvers = work.leadId !== null && work.leadId !== actor.userId ? [work.leadId] : await servicesLeads(ctx)
    await writeTogether(ctx, [
      ...stepWrites(ctx, work, { expenseId, from: null, to: 'submitted', reason: '', amount: paid.amount }),
      ...workMailWrites(ctx, work, {
        ...{ news: 'expense_submitted', to: approvers.filter((id) => id !== actor.userId), key: expenseId },
        detail: `${formatMoney(paid.amount)}, ${expenseName(input)}`,
      }),
    ])
  })
}

async function assertAssigned(ctx: TxCtx, { userId }: Staff, { id }: WorkRow): Promise<void> {
  const [assigned] = await ctx.sql`
    select from engagement_assignments a where a.engagement_id = ${id} and a.user_id = ${userId} and a.ended_at is null limit 1`
  if (!assigned) throw new Forbidden('services.expenses')
}

async function signedFor(ctx: TxCtx, work: WorkRow): Promise<Money> {
  const revisions = await revisionsOf(ctx, work)
  return sumMoney(
    work.currency,
    revisions.map(({ expenses }) => expenses),
  )
}

function readPaid({ amount, currency: typed, rate, rateOn, spentOn }: EnterExpenseInput, currency: string): Paid {
  const receipt = parseMoney(amount, typed)
  if (receipt === null || receipt.minor <= 0n)
    throw new Invalid({ amount: [`Please give an amount in ${typed} such as 120.50, as the receipt says.`] })
  if (typed === currency) return { receipt, rateMicro: null, rateOn: null, amount: receipt }
  const rateMicro = parseRate(rate)
  if (rateMicro === null) throw new Invalid({ rate: [`Please say what one ${typed} was worth in ${currency}, such as 1.0832.`] })
  const inCurrency = converted(receipt, rateMicro, currency)
  if (inCurrency.minor <= 0n) throw new Invalid({ rate: ['At this rate the receipt is worth nothing. Please check it.'] })
  return { receipt, rateMicro, rateOn: rateOn ?? spentOn, amount: inCurrency }
}

/**
 * Approves or returns an expense that waits, takes one's own back, or writes an approved one off, by the table of expense.ts. Approved
 * expenses never pass what was signed for them. Throws NotFound, Forbidden and Conflict as the table says, Invalid without a reason.
 */
export async function takeExpense(ctx: Ctx, { expenseId, to, reason }: TakeExpenseInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.expenses')
  await inTransaction(ctx, async (ctx) => {
    const [found] = await ctx.sql<{ workId: string }[]>`select engagement_id as "workId" from expenses where id = ${expenseId}`
    if (!found) throw new NotFound('expense')
    const [work] = await workByIds(ctx, [found.workId], { lock: true })
    const expenses = await expensesOf(ctx, [found.workId])
    const expense = expenses.find(({ id }) => id === expenseId)!
    const { state: from, spenderId } = expense
    const amount = money(expense.amountMinor, work!.currency)
    refuseStep(
      EXPENSE_TRANSITIONS,
      { from, to, parties: partiesOnExpense(actor, { spenderId, leadId: work!.leadId }), reason },
      expense.note,
    )
    if (isOver(work!.state))
      throw new Conflict(`${engagementReference(work!.number)} is over. Nothing of it is changed any more.`)
    if (to === 'approved') {
      const approved = expenses
        .filter(({ state }) => state === 'approved')
        .map(({ amountMinor }) => money(amountMinor, work!.currency))
      const left = expensesLeft(await signedFor(ctx, work!), approved)
      if (amount.minor > left.minor)
        throw new Conflict(
          `${formatMoney(left)} are left of the expenses that were signed. Agree on a change with the customer first.`,
        )
    }
    if (from === 'approved') await assertNotBilled(ctx, expenseId)
    const isDecided = to === 'approved' || to === 'rejected' || to === 'written_off'
    await ctx.sql`
      update expenses set state = ${to}, decided_by = ${isDecided ? actor.userId : null}, decided_at = ${isDecided ? ctx.now : null}, changed_at = ${ctx.now}
      where organisation_id = ${work!.organisationId} and id = ${expenseId}`
    await writeTogether(ctx, [
      ...stepWrites(ctx, work!, { expenseId, from, to, reason, amount }),
      ...(to === 'rejected'
        ? workMailWrites(ctx, work!, {
            ...{ news: 'expense_rejected', to: [spenderId], key: `${expenseId}:${ctx.now}`, reason },
            detail: `${formatMoney(amount)}, ${expenseName(expense)}`,
          })
        : []),
    ])
  })
}

async function assertNotBilled(ctx: TxCtx, expenseId: string): Promise<void> {
  const [billed] = await ctx.sql`select from billing_allocations where expense_id = ${expenseId} and released_at is null`
  if (billed) throw new Conflict('This expense is on an invoice. Delete its draft or credit it first.')
}

function stepWrites(
  ctx: TxCtx,
  { organisationId, number }: WorkRow,
  of: { expenseId: string; from: ExpenseState | null; to: ExpenseState; reason: string; amount: Money },
): Write[] {
  const { expenseId, from, to, reason, amount } = of
  return [
    ctx.sql`
      insert into expense_steps (organisation_id, id, expense_id, from_state, to_state, actor_id, reason, at)
      values (${organisationId}::uuid, ${newId(ctx.now)}::uuid, ${expenseId}::uuid, ${from}, ${to}, ${'userId' in ctx.actor ? ctx.actor.userId : null}::uuid, ${reason}, ${ctx.now}::timestamptz)`,
    ...historyWrites(
      ctx,
      {
        ...{ action: 'expense.state_changed', audience: 'staff', organisationId, subjectId: expenseId },
        before: { state: from },
        after: {
          engagement: engagementReference(number),
          amount: formatMoney(amount),
          state: to,
          ...(reason !== '' && { reason }),
        },
      },
      { type: 'request.changed', audience: 'staff' },
    ),
  ]
}
