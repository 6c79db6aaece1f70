import 'server-only'
import { z } from 'zod'
import type { Fragment } from '@/lib/cases/queries/visible'
import { CursorInstant, decodeCursor, encodeCursor } from '@/lib/kernel/paging'
import type { Instant } from '@/lib/kernel/time'
import { PAGE_SIZE, prefixQuery, typedNumber, type QueueInput } from '../filter'
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

/** So many of the newest cases are read one by one before the index of words is asked. */
const NEWEST = 2_000

/**
 * Newest first, among all cases in the view *all* and within the view elsewhere. Common words are found among the newest
 * cases; the index answers for the others, which then are few enough to be put in order.
 */
async function listFound(ctx: QueueCtx, input: QueueInput, { cases, where }: Cut): Promise<Flat> {
  const { sql } = ctx
  const cursor = input.cursor === undefined ? null : decodeCursor(input.cursor, NumberCursor)
  const state =
    input.view === 'all' ? sql`` : input.view === 'resolved' ? sql`and c.status = 'resolved'` : sql`and ${isOpen(ctx)}`
  const after = cursor === null ? sql`` : sql`and c.number < ${cursor[0]}`
  const number = typedNumber(input.q)
  if (number !== null)
    return toFlat(
      await sql<Found[]>`select c.id, c.number from ${cases} where c.number = ${number} ${state} and ${where} ${after}`,
    )
  const newest = await sql<Found[]>`
    select c.id, c.number from (select c.* from ${cases} where true ${after} order by c.number desc limit ${NEWEST}) c
    where ${matching(ctx, input.q)} ${state} and ${where} order by c.number desc ${take(ctx)}`
  if (newest.length === PAGE_SIZE + 1) return toFlat(newest)
  const planned = sql`select set_config('enable_seqscan', 'off', true)`.execute()
  const all = await sql<Found[]>`
    with found as materialized (select c.id, c.number from ${cases} where ${matching(ctx, input.q)} ${state} and ${where} ${after})
    select id, number from found order by number desc ${take(ctx)}`
  await planned
  return toFlat(all)
}

type Found = { id: string; number: number }

function toFlat(rows: readonly Found[]): Flat {
  const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined
  return { ids: rows.slice(0, PAGE_SIZE).map(({ id }) => id), nextCursor: last ? encodeCursor([last.number]) : null }
}

/** Subjects with all the words, the last one perhaps unfinished; `websearch_to_tsquery` takes whatever people type. */
export function matching(ctx: QueueCtx, q: string): Fragment {
  return ctx.sql`to_tsvector('simple', c.subject) @@ (websearch_to_tsquery('simple', ${q}) || to_tsquery('simple', ${prefixQuery(q)}))`
}
