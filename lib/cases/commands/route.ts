import 'server-only'
import type { TxCtx } from '@/db/context'
import type { Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { accountManagerId } from '@/lib/identity/queries/account-manager'
import { NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import type { Metric } from '@/lib/sla/support-policy'
import { afterCategoryChange, type Rerouting } from '../category'
import type { CaseCategory } from '../case'
import { assignmentWrites } from './claim'
import type { CaseChange, LockedCase } from './lock'

/** Who has a case once it is about something else; `holder` is absent where nobody else gets it. */
export type Routed = Rerouting & {
  readonly category: CaseCategory
  readonly holder?: { userId: string; name: string } | null
  /** What that changes on the case itself. */
  readonly change: CaseChange
}

/** Where a case goes that is about this from now on, and to whom. Runs inside a command's transaction. */
export async function routeTo(ctx: TxCtx, supportCase: LockedCase, category: CaseCategory): Promise<Routed> {
  const rerouting = afterCategoryChange(supportCase, category)
  const { goes, status, beforeWaiting } = rerouting
  const change = { category, status: { status, beforeWaiting } }
  if (goes === 'stays') return { ...rerouting, category, change }
  if (goes === 'to_support') return { ...rerouting, category, holder: null, change: { ...change, assigneeId: null } }
  const [holder] = await ctx.sql<{ userId: string; name: string }[]>`
    select u.id as "userId", u.name from organisations o join users u on u.id = ${accountManagerId(ctx)} where o.id = ${supportCase.organisationId}`
  if (!holder) throw new NotFound('organisation')
  return { ...rerouting, category, holder, change: { ...change, assigneeId: holder.userId } }
}

/** The audit rows of a routing; without a `reason` the answer that it came with says why. */
export function routeHistory(
  ctx: TxCtx,
  supportCase: LockedCase,
  { category, goes, status, holder }: Routed,
  told: { reason: string | null; metric: Metric | null; dueAt: Instant | null },
): Write[] {
  const moved = supportCase.status === status ? {} : { status }
  const changed = historyWrites(
    ctx,
    {
      action: 'case.category_changed',
      audience: 'customer',
      organisationId: supportCase.organisationId,
      caseId: supportCase.id,
      before: { category: supportCase.category, ...(supportCase.status === status ? {} : { status: supportCase.status }) },
      after: { category, goes, ...moved, ...told },
    },
    { type: 'case.changed', audience: 'customer', facts: { number: supportCase.number } },
  )
  return [...changed, ...givenWrites(ctx, supportCase, { holder })]
}

/** The audit row of who has the case from now on; nothing where nobody else gets it. */
export function givenWrites(ctx: TxCtx, supportCase: LockedCase, { holder }: Pick<Routed, 'holder'>): Write[] {
  const isGiven = holder !== undefined && (holder?.userId ?? null) !== supportCase.assigneeId
  return isGiven ? assignmentWrites(ctx, supportCase, { from: supportCase.assigneeId, to: holder }) : []
}
