import 'server-only'
import { read, type Ctx } from '@/db/context'
import { engagementReference, isOver } from '@/lib/engagements/engagement'
import { workByIds, type WorkRow } from '@/lib/engagements/queries/work-rows'
import type { TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import { belongsToRun } from '../in-the-way'
import { canReadBills, seesAllAccounts } from '../policy'
import { planInvoice } from '../run'
import type { BillingRun, BooksCheck, RunRow } from '../views'
import { visibleAccounts } from './invoice-rows'
import { ordersOf, runFactsOf } from './run-rows'

/**
 * What can be billed up to a day (today of the reader unless said otherwise), by engagement, and what stands in the way of the rest; work
 * that has neither is counted. A CSM sees their own accounts. Throws Forbidden for who has nothing to do with bills.
 */
export async function getBillingRun(ctx: Ctx, day: string | undefined): Promise<BillingRun> {
  const { actor, now } = ctx
  if (!canReadBills(actor)) throw new Forbidden('billing.read')
  const upTo = day ?? dayOf(now, actor.timeZone)
  return read(ctx, async (ctx) => {
    const found = await ctx.sql<{ id: string }[]>`
      select e.id from engagements e join organisations o on o.id = e.organisation_id
      where e.state in ('planned', 'active', 'on_hold', 'delivered', 'closed') and ${visibleAccounts(ctx)}`
    const works = await workByIds(
      ctx,
      found.map(({ id }) => id),
    )
    const orders = await ordersOf(ctx, works)
    const rowFor = (work: WorkRow) => rowOf(ctx, work, { upTo, orderMissing: orders.get(work.id)!.isMissing })
    const over = new Set(works.filter(({ state }) => isOver(state)).map(({ id }) => id))
    const all = await Promise.all(works.map(rowFor))
    const rows = all.filter((row) => belongsToRun(row, over.has(row.engagementId)))
    const without = await ctx.sql<{ code: string }[]>`
      select r.code from regions r where not exists (select from billing_entities b where b.region_code = r.code) order by r.code`
    return {
      upTo,
      rows: rows.sort((a, b) =>
        a.organisationName === b.organisationName ? 0 : a.organisationName < b.organisationName ? -1 : 1,
      ),
      nothingToBill: all.length - rows.length,
      withoutEntity: without.map(({ code }) => code),
      check: await lastCheck(ctx),
    }
  })
}

async function rowOf(
  ctx: TxCtx,
  work: WorkRow,
  { upTo, orderMissing }: { upTo: string; orderMissing: boolean },
): Promise<RunRow> {
  const facts = await runFactsOf(ctx, work, upTo)
  const { net, leftOut } = planInvoice(facts)
  const live = [...facts.entries, ...facts.milestones, ...facts.retainers].reduce((sum, each) => sum + (each.live ?? 0n), 0n)
  const { id: engagementId, number, requestReference, title, organisationName } = work
  return {
    ...{
      engagementId,
      reference: engagementReference(number),
      requestReference,
      title,
      organisationName,
      net,
      leftOut,
      orderMissing,
    },
    left: money(facts.budget.minor - live, work.currency),
  }
}

/** What the last nightly check found; null before the first, and for who sees only some of the accounts that it names. */
async function lastCheck(ctx: TxCtx): Promise<BooksCheck | null> {
  if (!seesAllAccounts(ctx.actor)) return null
  const [row] = await ctx.sql<
    BooksCheck[]
  >`select at, documents, engagements, findings from billing_checks order by at desc limit 1`
  return row ?? null
}
