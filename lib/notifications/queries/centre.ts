import 'server-only'
import { z } from 'zod'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { News, compareWorst } from '@/lib/email/news'
import { serviceNews, type ServiceNewsKind } from '@/lib/email/service-news'
import { named, visibleCases } from '@/lib/cases/queries/visible'
import { Forbidden } from '@/lib/kernel/errors'
import { CursorInstant, decodeCursor, encodeCursor } from '@/lib/kernel/paging'
import type { ListNewsInput } from '../input'
import { canReadNews } from '../policy'
import type { CaseNewsView, NewsPage, NewsView } from '../views'
import { newsWithThings, ownNews, visibleNews } from './own'

const PAGE_SIZE = 30
/** As many promises as somebody can mend in a day. */
const PROMISES = 50
/** The bell says "99+" beyond. */
const UNREAD_COUNTED = 100

const Cursor = z.tuple([CursorInstant, z.uuid()])

type Row = Omit<CaseNewsView, 'about' | 'news' | 'reference' | 'subject'> & {
  kind: string
  facts: Record<string, unknown>
  /** Null for news of a service. */
  reference: string | null
  subject: string | null
}

/** One's own news: promises that still need somebody, worst first, then a page of the rest, newest first. Throws Forbidden. */
export async function listNews(ctx: Ctx, { show, cursor }: ListNewsInput): Promise<NewsPage> {
  return read(ctx, async (ctx) => {
    const { sql } = ctx
    const after = cursor === undefined ? null : decodeCursor(cursor, Cursor)
    const unread = show === 'unread' ? sql`and n.read_at is null and n.ended_at is null` : sql``
    const from = after === null ? sql`` : sql`and (n.told_at, n.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
    const [promises, news, count] = await Promise.all([
      after === null
        ? select(ctx, sql`and n.kind in ('at_risk', 'breached') and n.ended_at is null ${unread}`, PROMISES)
        : Promise.resolve([]),
      select(ctx, sql`and not (n.kind in ('at_risk', 'breached') and n.ended_at is null) ${unread} ${from}`, PAGE_SIZE + 1),
      unreadOf(ctx),
    ])
    const last = news.length > PAGE_SIZE ? news[PAGE_SIZE - 1] : undefined
    return {
      promises: promises
        .filter((each): each is CaseNewsView => each.about === 'case')
        .sort((a, b) => compareWorst(a.news, b.news)),
      news: news.slice(0, PAGE_SIZE),
      nextCursor: last ? encodeCursor([last.toldAt, last.id]) : null,
      unread: count,
    }
  })
}

/** How much of one's own news is unread, exact up to 100. Throws Forbidden. */
export async function countUnread(ctx: Ctx): Promise<number> {
  return read(ctx, unreadOf)
}

/** Whether a case has news that its reader has not read. Throws Forbidden, NotFound for what is no reference. */
export async function hasUnreadOfCase(ctx: Ctx, reference: string): Promise<boolean> {
  const person = reader(ctx)
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<{ has: boolean }[]>`
      select exists (
        select from notifications n
        where n.case_id = (select c.id from cases c cross join installation i where ${named(ctx, reference)} and ${visibleCases(ctx)})
          and ${ownNews(ctx, person)} and n.read_at is null) as has`
    return row!.has
  })
}

async function unreadOf(ctx: TxCtx): Promise<number> {
  const [row] = await ctx.sql<{ n: number }[]>`
    select count(*)::int as n from (
      select from ${newsWithThings(ctx)}
      where ${ownNews(ctx, reader(ctx))} and n.read_at is null and n.ended_at is null and ${visibleNews(ctx)} limit ${UNREAD_COUNTED}) unread`
  return row!.n
}

async function select(ctx: TxCtx, which: ReturnType<TxCtx['sql']>, limit: number): Promise<NewsView[]> {
  const isStaff = ctx.actor.kind === 'staff'
  const rows = await ctx.sql<Row[]>`
    select n.id, s.case_prefix || '-' || c.number as reference, c.subject, n.kind, n.facts, n.told_at as "toldAt", n.read_at is not null as "isRead",
      n.ended_at is not null as "isOver"
    from ${newsWithThings(ctx)} cross join installation s
    where ${ownNews(ctx, reader(ctx))} and ${visibleNews(ctx)} ${which} order by n.told_at desc, n.id desc limit ${limit}`
  return rows.map(({ kind, facts, reference, subject, isOver, ...told }): NewsView => {
    if (reference !== null && subject !== null)
      return { ...told, about: 'case', reference, subject, isOver, news: News.parse({ kind, ...facts }) }
    const news = serviceNews(kind as ServiceNewsKind, facts, isStaff)
    return { ...told, about: 'service', reference: news.reference, news }
  })
}

function reader(ctx: Ctx) {
  if (!canReadNews(ctx.actor)) throw new Forbidden('notifications.read')
  return ctx.actor
}
