import 'server-only'
import type { PendingQuery, Row as SqlRow } from 'postgres'
import { asActor, read, type Ctx, type TxCtx } from '@/db/context'
import { actorUserId } from '@/lib/kernel/actor'
import { NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { readUnsubscribeToken } from '../gateway'
import type { UnsubscribeInput, UpdatesQuery } from '../input'
import type { Following, UpdateKind } from '../update'
import type { FollowerOfLink, Update, UpdateEntry, UpdateNews, UpdatePage } from '../views'

const A_PAGE = 10
/** As many as the home page and the feed name. */
const NEWS_MAX = 3
const FEED_MAX = 50

/** What is published, the newest release first, in whole updates: with a kind those that bring something of it. */
export async function listUpdates(ctx: Ctx, { kind, page }: UpdatesQuery): Promise<UpdatePage> {
  return read(ctx, async (ctx) => {
    const ofKind = kind
      ? ctx.sql`exists (select from update_entries e where e.update_id = p.id and e.kind = ${kind})`
      : ctx.sql`true`
    const updates = await updatesWhere(ctx, ofKind, { limit: A_PAGE + 1, offset: (page - 1) * A_PAGE })
    return { updates: updates.slice(0, A_PAGE), hasOlder: updates.length > A_PAGE }
  })
}

/** What the feed holds: as anybody reads it, whoever asks. */
export async function listFeed(ctx: Ctx): Promise<Update[]> {
  return read(ctx, async (ctx) => updatesWhere(ctx, ctx.sql`true`, { limit: FEED_MAX, offset: 0 }))
}

/** One update. Throws NotFound, also for one that is not published. */
export async function getUpdate(ctx: Ctx, slug: string): Promise<Update> {
  return read(ctx, async (ctx) => {
    const [update] = await updatesWhere(ctx, ctx.sql`p.slug = ${slug}`, { limit: 1, offset: 0 })
    if (!update) throw new NotFound('update')
    return update
  })
}

/** What was published since a customer last looked at the updates, or joined: the newest first, and how many in all. Others have no home page. */
export async function listNewUpdates(ctx: Ctx): Promise<{ news: UpdateNews[]; total: number }> {
  if (ctx.actor.kind !== 'customer') return { news: [], total: 0 }
  const { userId } = ctx.actor
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<(UpdateNews & { total: number })[]>`
      select p.slug, p.version, p.title, p.released_on as "releasedOn", count(*) over ()::int as total,
        array(select e.kind from update_entries e where e.update_id = p.id order by e.position) as kinds
      from product_updates p
      where p.published_at > coalesce((select r.seen_at from update_readers r where r.user_id = ${userId}),
        (select min(m.created_at) from memberships m where m.user_id = ${userId}))
      order by p.published_at desc, p.id limit ${NEWS_MAX}`
    return { news: rows.map(({ total: _, ...news }) => news), total: rows[0]?.total ?? 0 }
  })
}

/** How whoever asks follows updates; null for not at all, and for visitors. */
export async function getFollowing(ctx: Ctx): Promise<Following | null> {
  const userId = actorUserId(ctx.actor)
  if (userId === null) return null
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<{ following: Following | null }[]>`select following from update_readers where user_id = ${userId}`
    return row?.following ?? null
  })
}

/** Whose mails a signed link ends. Throws NotFound for a link that we did not sign. */
export async function getFollowerOfLink(ctx: Ctx, { token }: UnsubscribeInput): Promise<FollowerOfLink> {
  const userId = readUnsubscribeToken(token)
  if (userId === undefined) throw new NotFound('link')
  return read(asActor(ctx, { kind: 'system', job: 'updates.unsubscribe' }), async (ctx) => {
    const [row] = await ctx.sql<FollowerOfLink[]>`
      select u.email, r.following from users u left join update_readers r on r.user_id = u.id where u.id = ${userId} and u.email is not null`
    if (!row) throw new NotFound('link')
    return row
  })
}

type Row = Omit<Update, 'entries' | 'isNew'> & { seenAt: Instant | null }
type EntryRow = { updateId: string; kind: UpdateKind; text: string; cases: string[] }

async function updatesWhere(
  ctx: TxCtx,
  condition: PendingQuery<SqlRow[]>,
  { limit, offset }: { limit: number; offset: number },
): Promise<Update[]> {
  const userId = actorUserId(ctx.actor)
  const rows = await ctx.sql<Row[]>`
    select p.id, p.slug, p.version, p.title, p.summary, p.released_on as "releasedOn", p.published_at as "publishedAt",
      (select r.seen_at from update_readers r where r.user_id = ${userId}) as "seenAt"
    from product_updates p where p.published_at is not null and ${condition}
    order by p.released_on desc, p.published_at desc, p.id limit ${limit} offset ${offset}`
  const entries = await entriesOf(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map(({ seenAt, ...update }) => ({
    ...update,
    entries: entries.get(update.id) ?? [],
    isNew: seenAt !== null && update.publishedAt > seenAt,
  }))
}

/** What updates bring. Cases are named to a customer who sees them, and to nobody else here. */
async function entriesOf(ctx: TxCtx, ids: readonly string[]): Promise<Map<string, UpdateEntry[]>> {
  const named = ctx.actor.kind === 'customer' ? ctx.sql`c.organisation_id = ${ctx.actor.organisationId}` : ctx.sql`false`
  const rows = await ctx.sql<EntryRow[]>`
    select e.update_id as "updateId", e.kind, e.text, array(
      select i.case_prefix || '-' || c.number from update_entry_cases l
        join cases c on c.organisation_id = l.organisation_id and c.id = l.case_id cross join installation i
      where l.update_id = e.update_id and l.position = e.position and ${named} order by c.number) as cases
    from update_entries e where e.update_id = any (${[...ids]}::uuid[]) order by e.update_id, e.position`
  const entries = new Map<string, UpdateEntry[]>()
  for (const { updateId, ...entry } of rows) entries.set(updateId, [...(entries.get(updateId) ?? []), entry])
  return entries
}
