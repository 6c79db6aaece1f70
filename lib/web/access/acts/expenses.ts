// The acts of the access matrix that are about expenses. Used by tests only.
import type { Ctx } from '@/db/context'
import type { QuoteDraft } from '@/lib/engagements/quote-input'
import { hasRole } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { dayOf } from '@/lib/kernel/time'
import type { Act, Acts, Asked } from './act'
import { workOf } from './work-seen'

const expenses = () => import('@/lib/engagements/commands/expenses')

/** The line of a quote that lets travel be billed. */
export const travel: QuoteDraft['lines'][number] = {
  ...{ kind: 'expense', unit: 'piece', name: 'Travel', detail: '', qty: '1', rate: '900', discount: '', isOptional: false },
}

/** An expense of whoever acts, with a receipt that they send first. */
export async function spend(ctx: Ctx, reference: string): Promise<void> {
  const fileId = newId(ctx.now)
  const { receiveUpload } = await import('@/lib/files/commands/receive')
  // Whoever is refused leaves nothing behind, not even what they would have sent first.
  if (hasRole(ctx.actor, 'agent', 'csm'))
    await receiveUpload(ctx, { id: fileId, name: 'receipt.pdf', size: 1, body: new Response('x').body! })
  await (
    await expenses()
  ).enterExpense(ctx, {
    ...{ reference, key: newId(ctx.now), category: 'travel', spentOn: dayOf(ctx.now, 'UTC'), amount: '120', currency: 'NZD' },
    ...{ rate: '', rateOn: undefined, note: 'Christchurch to Auckland', files: [fileId] },
  })
}

const spentOf = async (asked: Asked) => (await workOf(asked))?.spending[0]

export const takeSpent = async (
  ctx: Ctx,
  asked: Asked,
  to: 'approved' | 'rejected' | 'withdrawn' | 'written_off',
): Promise<void> =>
  (await expenses()).takeExpense(ctx, {
    ...{ expenseId: (await spentOf(asked))?.id ?? newId(asked.at), to, reason: 'Because it is so.' },
  })

const take =
  (to: Parameters<typeof takeSpent>[2]): Act =>
  (ctx, target) =>
    takeSpent(ctx, target, to)

export const EXPENSE_ACTS: Acts = {
  'engagements/commands/expenses.enterExpense': (ctx, { requestReference }) => spend(ctx, requestReference),
  'engagements/commands/expenses.takeExpense': take('approved'),
  'engagements/commands/expenses.takeExpense#submitted→rejected': take('rejected'),
  'engagements/commands/expenses.takeExpense#submitted→withdrawn': take('withdrawn'),
  'engagements/commands/expenses.takeExpense#approved→written_off': take('written_off'),
  'engagements/queries/expenses.getReceipt': async (ctx, target) =>
    (await import('@/lib/engagements/queries/expenses')).getReceipt(
      ctx,
      (await spentOf(target))?.receipts[0]?.id ?? newId(target.at),
    ),
}
