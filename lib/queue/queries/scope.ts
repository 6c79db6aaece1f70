import 'server-only'
import type { TxCtx } from '@/db/context'
import { visibleCases, type Fragment } from '@/lib/cases/queries/visible'
import { Forbidden } from '@/lib/kernel/errors'
import type { Staff } from '@/lib/kernel/actor'
import { isOfParts, levelsOf, nobodysOf, PAGE_SIZE, type QueueFilter } from '../filter'
import { canSeeQueue } from '../policy'

/** A context whose actor may see the queue. */
export type QueueCtx = TxCtx & { readonly actor: Staff }

/**
 * What a list is made of: where its cases come from, as `c`, and what they must satisfy. `few`: they are one person's or some
 * organisations', which an index of their own finds; put in order afterwards. Else they are picked out of the order, and `within`
 * the organisations, where the list is that of many, they are counted.
 */
export type Cut = {
  readonly cases: Fragment
  readonly where: Fragment
  readonly few?: boolean
  readonly within?: Within
}

/** The open cases of these organisations that satisfy `where`: all that `filter` says, of `cases`. */
export type Within = {
  readonly cases: Fragment
  readonly ids: readonly string[]
  readonly filter: QueueFilter
  readonly where: Fragment
}

/** An organisation that the actor looks after. */
export type Account = { readonly id: string; readonly regionCode: string }

/** From here an account manager's own are dense enough in the order of the queue to be picked out of it, unless filters thin them. */
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
export async function ownAccounts(ctx: QueueCtx): Promise<readonly Account[]> {
  return ctx.sql<Account[]>`
    select id, region_code as "regionCode" from organisations where csm_id = ${ctx.actor.userId} or backup_csm_id = ${ctx.actor.userId}`
}

/** Unresolved cases, as the partial indexes of `cases` know them. */
export function isOpen(ctx: QueueCtx): Fragment {
  return ctx.sql`c.status in ('new','open','waiting','with_account_manager')`
}

/** The tag of a filter, or the one that it became part of; one that was taken away finds nothing. */
export async function tagOf(ctx: QueueCtx, { tag }: QueueFilter): Promise<string | null> {
  if (tag === undefined) return null
  const [found] = await ctx.sql<{ id: string }[]>`
    select l.id from tags t join tags l on l.id = coalesce(t.merged_into_id, t.id) where t.id = ${tag} and l.removed_at is null`
  return found?.id ?? NO_TAG
}

const NO_TAG = '00000000-0000-0000-0000-000000000000'

/** The cut that view and filters make; `accounts` are `ownAccounts` in that view, `tag` is `tagOf` the filter. */
export function cutOf(ctx: QueueCtx, filter: QueueFilter, accounts: readonly Account[], tag: string | null): Cut {
  const { sql, actor } = ctx
  const none = sql``
  const byView = {
    all: none,
    resolved: none,
    mine: sql`and c.assignee_id = ${actor.userId}`,
    unassigned: sql`and c.assignee_id is null`,
    waiting: sql`and c.status = 'waiting'`,
    accounts: none,
  }[filter.view]
  const person =
    filter.assignee === undefined
      ? none
      : filter.assignee === 'nobody'
        ? sql`and c.assignee_id is null`
        : sql`and c.assignee_id = ${filter.assignee}`
  const few = filter.view === 'mine' || isSomebody(filter.assignee) || filter.organisation !== undefined
  const searches = filter.q !== ''
  const where = sql`${visibleCases(ctx)} ${byView} ${person}
    ${filter.region === undefined ? none : sql`and c.region_code = ${filter.region}`}
    ${filter.severity === undefined ? none : sql`and c.severity = ${filter.severity}`}
    ${filter.category === undefined ? none : sql`and c.category = ${filter.category}`}
    ${filter.organisation === undefined ? none : sql`and c.organisation_id = ${filter.organisation}`}
    ${tag !== null && searches ? hasTag(ctx, tag) : none}`
  // A search looks among closed cases too, which the tags of the queue do not hold.
  const cases = tag === null || searches ? sql`cases c` : casesTagged(ctx, tag)
  if (filter.view !== 'accounts') return { cases, where, few }
  const within = accounts.map(({ id }) => id)
  if (searches) return { cases, where: sql`${where} and c.organisation_id = any(${within}::uuid[])`, few }
  // "Is true" keeps the index of organisations out of it, and the list is hashed once.
  const ofOwn = sql`${where} and (c.organisation_id in (select unnest(${within}::uuid[]))) is true`
  if (few) return { cases, where: ofOwn, few: true }
  const own: Within = { cases, ids: within, filter, where }
  if (areDense(filter, accounts)) return { cases, where: ofOwn, within: own }
  return { cases: casesWithin(ctx, own, sql`true`), where: sql`true`, few: true, within: own }
}

/**
 * What stands so within these organisations, one after the other, each by its index: `offset 0` keeps other conditions out of it, and
 * no other index says "open" in these words. Its parts are named where a filter leaves one out.
 */
export function casesWithin(ctx: QueueCtx, { cases, ids, filter, where }: Within, stand: Fragment): Fragment {
  const { sql } = ctx
  const parts = sql`and (c.assignee_id is null) = any(${nobodysOf(filter)}::int[]::boolean[]) and c.severity = any(${levelsOf(filter)}::smallint[])`
  return sql`(select c.* from ${cases} where c.organisation_id = any(${[...ids]}::uuid[]) ${isOfParts(filter) ? parts : sql``}
    and c.status not in ('resolved','closed') and ${stand} and (${where}) is true offset 0) c`
}

/** What the queue knows of the cases of a tag that are not closed, in the same orders (`queueTags`). */
function casesTagged(ctx: QueueCtx, tag: string): Fragment {
  return ctx.sql`(select q.case_id as id, q.* from queue_tags q where q.tag_id = ${tag}) c`
}

function hasTag(ctx: QueueCtx, tag: string): Fragment {
  return ctx.sql`and exists (select from case_tags x where x.case_id = c.id and x.tag_id = ${tag})`
}

function isSomebody(assignee: QueueFilter['assignee']): boolean {
  return assignee !== undefined && assignee !== 'nobody'
}

function areDense({ region, severity, category, assignee, tag }: QueueFilter, accounts: readonly Account[]): boolean {
  const thinned = severity !== undefined || category !== undefined || assignee !== undefined || tag !== undefined
  return !thinned && accounts.filter(({ regionCode }) => region === undefined || regionCode === region).length > FEW_ACCOUNTS
}
