import 'server-only'
import type { TxCtx } from '@/db/context'
import { visibleCases, type Fragment } from '@/lib/cases/queries/visible'
import { Forbidden } from '@/lib/kernel/errors'
import type { Staff } from '@/lib/kernel/actor'
import { PAGE_SIZE, type QueueFilter } from '../filter'
import { canSeeQueue } from '../policy'

/** A context whose actor may see the queue. */
export type QueueCtx = TxCtx & { readonly actor: Staff }

/** What a list is made of: where its cases come from, and what they must satisfy. */
export type Cut = { readonly cases: Fragment; readonly where: Fragment }

/** From here an account manager has many: the order comes first and the accounts are picked out of it. */
const FEW_ACCOUNTS = 20

/** One more than a page, to know whether another follows. */
export const TAKE = PAGE_SIZE + 1

/** `limit` in the text of the statement, because the plan depends on it. */
export function take(ctx: QueueCtx): Fragment {
  return ctx.sql`limit 51`
}

/** The same for counts: one more than `COUNT_LIMIT`, which stands for "and more". */
export function most(ctx: QueueCtx): Fragment {
  return ctx.sql`limit 1001`
}

/**
 * One plan for all values: the statements of the queue name the order that an index has, so their plans need not be made
 * again for each page. Travels with the next statement; await it at the end.
 */
export function withOnePlan(ctx: QueueCtx): Promise<unknown> {
  return ctx.sql`select set_config('plan_cache_mode', 'force_generic_plan', true)`.execute()
}

/** The same context, known to be staff's. Throws Forbidden. */
export function queueCtx(ctx: TxCtx): QueueCtx {
  if (!canSeeQueue(ctx.actor)) throw new Forbidden('queue.see')
  return ctx as QueueCtx
}

/** Organisations that the actor looks after, as account manager or in their place. */
export async function ownAccounts(ctx: QueueCtx): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }[]>`
    select id from organisations where csm_id = ${ctx.actor.userId} or backup_csm_id = ${ctx.actor.userId}`
  return rows.map((row) => row.id)
}

/** Unresolved cases, as the partial indexes of `cases` know them. */
export function isOpen(ctx: QueueCtx): Fragment {
  return ctx.sql`c.status in ('new','open','waiting','with_account_manager')`
}

/** The cut that view and filters make of `casesOf`, as a condition on `c`; `accounts` are the ids of `ownAccounts` in that view. */
export function cutOf(ctx: QueueCtx, filter: QueueFilter, accounts: readonly string[]): Cut {
  const { sql, actor } = ctx
  const none = sql``
  const byView = {
    all: none,
    resolved: none,
    mine: sql`and c.assignee_id = ${actor.userId}`,
    unassigned: sql`and c.assignee_id is null`,
    waiting: sql`and c.status = 'waiting'`,
    accounts: ofAccounts(ctx, accounts),
  }[filter.view]
  const person =
    filter.assignee === undefined
      ? none
      : filter.assignee === 'nobody'
        ? sql`and c.assignee_id is null`
        : sql`and c.assignee_id = ${filter.assignee}`
  const where = sql`${visibleCases(ctx)} ${byView} ${person}
    ${filter.region === undefined ? none : sql`and c.region_code = ${filter.region}`}
    ${filter.severity === undefined ? none : sql`and c.severity = ${filter.severity}`}
    ${filter.category === undefined ? none : sql`and c.category = ${filter.category}`}`
  return { cases: casesOf(ctx, filter, accounts), where }
}

// With many accounts the order of the queue finds a page sooner: "is true" keeps the index of organisations out of it, and the
// list is hashed once.
function ofAccounts(ctx: QueueCtx, accounts: readonly string[]): Fragment {
  return accounts.length <= FEW_ACCOUNTS
    ? ctx.sql``
    : ctx.sql`and (c.organisation_id in (select unnest(${[...accounts]}::uuid[]))) is true`
}

/**
 * Where the cases come from, as `c`: all of them, or those of one or a few organisations, which are few enough to be taken
 * by their own index and put in order afterwards. `offset 0` keeps the two apart.
 */
function casesOf(ctx: QueueCtx, filter: QueueFilter, accounts: readonly string[]): Fragment {
  const few = filter.view === 'accounts' && accounts.length <= FEW_ACCOUNTS
  if (filter.organisation === undefined && !few) return ctx.sql`cases c`
  const one = filter.organisation === undefined ? ctx.sql`` : ctx.sql`and c.organisation_id = ${filter.organisation}`
  const some = few ? ctx.sql`and c.organisation_id = any(${[...accounts]}::uuid[])` : ctx.sql``
  const state = filter.view === 'resolved' ? ctx.sql`c.status = 'resolved'` : filter.q === '' ? isOpen(ctx) : ctx.sql`true`
  return ctx.sql`(select ${columns(ctx)} from cases c where ${state} ${one} ${some} offset 0) c`
}

function columns(ctx: QueueCtx): Fragment {
  return ctx.sql`c.id, c.number, c.subject, c.organisation_id, c.category, c.severity, c.status, c.region_code, c.calendar_id, c.assignee_id,
    c.opened_at, c.last_activity_at, c.customer_waiting_since, c.resolved_at, c.next_due_at, c.next_at_risk_at, c.next_calendar_id`
}
