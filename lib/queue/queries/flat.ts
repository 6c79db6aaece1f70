import 'server-only'
import { z } from 'zod'
import type { Fragment } from '@/lib/cases/queries/visible'
import { CursorInstant, decodeCursor, encodeCursor } from '@/lib/kernel/paging'
import type { Instant } from '@/lib/kernel/time'
import { areWords, PAGE_SIZE, prefixQuery, typedNumber, type QueueInput } from '../filter'
import { cutOf, isOpen, take, type Cut, type QueueCtx } from './scope'

const TimeCursor = z.tuple([CursorInstant, z.uuid()])
const NumberCursor = z.tuple([z.int().min(1)])

type Flat = { ids: string[]; nextCursor: string | null }

/** The newest ids in whose subject the words stand, at most a page of them. */
export async function listMatching(ctx: QueueCtx, q: string): Promise<string[]> {
  const input = { view: 'all', sort: 'risk', q } as const
  return (await listFound(ctx, input, cutOf(ctx, input, [], null))).ids
}

/** The ids of a page without bands: sorted by a time, the resolved ones, or found by words. */
export async function listFlat(ctx: QueueCtx, input: QueueInput, cut: Cut): Promise<Flat> {
  return input.q === '' ? listByTime(ctx, input, cut) : listFound(ctx, input, cut)
}

async function listByTime(ctx: QueueCtx, input: QueueInput, { cases, where, few }: Cut): Promise<Flat> {
  const { sql } = ctx
  const resolved = input.view === 'resolved'
  const at = resolved ? sql`c.resolved_at` : input.sort === 'activity' ? sql`c.last_activity_at` : sql`c.opened_at`
  const ascending = input.sort === 'oldest'
  const cursor = input.cursor === undefined ? null : decodeCursor(input.cursor, TimeCursor)
  const key = cursor && sql`(${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`
  const after = key === null ? sql`` : ascending ? sql`and (${at}, c.id) > ${key}` : sql`and (${at}, c.id) < ${key}`
  // Few cases are found by their own index and then sorted: `offset 0` keeps the two apart.
  const from =
    few && !resolved
      ? sql`(select c.id, ${at} from ${cases} where ${isOpen(ctx)} and ${where} offset 0) c where true`
      : sql`${cases} where ${resolved ? sql`c.status = 'resolved'` : isOpen(ctx)} and ${where}`
  const rows = await sql<{ id: string; at: Instant }[]>`
    select c.id, ${at} as at from ${from} ${after}
    order by ${ascending ? sql`${at}, c.id` : sql`${at} desc, c.id desc`} ${take(ctx)}`
  const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined
  return { ids: rows.slice(0, PAGE_SIZE).map(({ id }) => id), nextCursor: last ? encodeCursor([last.at, last.id]) : null }
}

/** So many of the newest cases are read one by one first, and so many where these held enough to hope for a page. */
const NEWEST = [2_000, 10_000] as const

/**
 * Newest first, among all cases in the view *all* and within the view elsewhere. One person's cases and one organisation's are
 * read. Elsewhere common words are found among the newest cases; the index answers for the others, which then are few enough to be
 * put in order.
 */
async function listFound(ctx: QueueCtx, input: QueueInput, { cases, where, few }: Cut): Promise<Flat> {
  const { sql } = ctx
  const { view, organisation } = input
  const cursor = input.cursor === undefined ? null : decodeCursor(input.cursor, NumberCursor)
  const state = view === 'all' ? sql`` : view === 'resolved' ? sql`and c.status = 'resolved'` : sql`and ${isOpen(ctx)}`
  const after = cursor === null ? sql`` : sql`and c.number < ${cursor[0]}`
  const number = typedNumber(input.q)
  if (number !== null)
    return toFlat(
      await sql<Found[]>`select c.id, c.number from ${cases} where c.number = ${number} ${state} and ${where} ${after}`,
    )
  const matches = matching(ctx, input.q)
  const isRead = few === true && (view === 'all' ? organisation !== undefined : view !== 'resolved')
  for (const count of isRead ? [] : NEWEST) {
    const newest = await sql<Found[]>`
      select c.id, c.number from (select c.* from ${cases} where true ${after} order by c.number desc limit ${count}) c
      where ${matches} ${state} and ${where} order by c.number desc ${take(ctx)}`
    if (newest.length > PAGE_SIZE) return toFlat(newest)
    if (newest.length * NEWEST[1] <= PAGE_SIZE * NEWEST[0]) break
  }
  const planned = sql`select set_config('enable_seqscan', 'off', true)`.execute()
  // Where all are read, `offset 0` keeps the index of words out of it. Closed cases have one of their own.
  const inState = (of: Fragment) => sql`select c.id, c.number from ${cases} where ${matches} ${of} and ${where} ${after}`
  const from = isRead
    ? sql`select c.id, c.number from (select c.id, c.number, c.subject from ${cases} where true ${state} and ${where} ${after} offset 0) c where ${matches}`
    : view === 'all'
      ? sql`${inState(sql`and (${isOpen(ctx)} or c.status = 'resolved')`)} union all ${inState(sql`and c.status = 'closed'`)}`
      : inState(state)
  const all = await sql<Found[]>`
    with found as materialized (${from})
    select id, number from found order by number desc ${take(ctx)}`
  await planned
  return toFlat(all)
}

type Found = { id: string; number: number }

function toFlat(rows: readonly Found[]): Flat {
  const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined
  return { ids: rows.slice(0, PAGE_SIZE).map(({ id }) => id), nextCursor: last ? encodeCursor([last.number]) : null }
}

/** Subjects with all the words, the last one perhaps unfinished; `websearch_to_tsquery` takes whatever people type, where it is more than words. */
export function matching(ctx: QueueCtx, q: string): Fragment {
  const words = ctx.sql`to_tsquery('simple', ${prefixQuery(q)})`
  const asked = areWords(q) ? words : ctx.sql`(websearch_to_tsquery('simple', ${q}) || ${words})`
  return ctx.sql`to_tsvector('simple', c.subject) @@ ${asked}`
}
