import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { canIndexSearch } from '../policy'
import { documentOf } from '../queries/search-document'

/** Events, or older cases, taken in one transaction, so that none is long. */
const BATCH = 200
/** A longer word is found, but neither completed nor mended. */
const WORD_MAX = 64

/** `more`: another batch is ready. `pending`: something may be read as soon as an older transaction has ended. */
export type Indexed = { readonly more: boolean; readonly pending: boolean }

/**
 * Reads again the words of the cases on which something happened since last time, and of cases from before the search, newest
 * first. Follows the live events in the order of their transactions (ME-19) and moves its mark in the same transaction; no act
 * of a person waits for it. For the system alone.
 */
export async function indexSearch(ctx: Ctx): Promise<Indexed> {
  if (!canIndexSearch(ctx.actor)) throw new Forbidden('cases.index_search')
  return inTransaction(ctx, async (ctx) => {
    const { sql } = ctx
    const [mark] = await sql<{ xid: string; id: number; unreadBelow: number }[]>`
      select xid::text as xid, event_id as id, unread_below as "unreadBelow" from search_reader where id = 1 for update`
    const { xid, id, unreadBelow } = mark!
    const [[edge], events] = await Promise.all([
      sql<
        { pending: boolean }[]
      >`select exists (select from events e where e.xid >= pg_snapshot_xmin(pg_current_snapshot())) as pending`,
      sql<{ xid: string; id: number; caseId: string }[]>`
        select e.xid::text as xid, e.id, e.case_id as "caseId" from events e
        where (e.xid, e.id) > (${xid}::xid8, ${id}::bigint) and e.xid < pg_snapshot_xmin(pg_current_snapshot()) and e.case_id is not null
        order by e.xid, e.id limit ${BATCH}`,
    ])
    const older =
      events.length > 0 || unreadBelow === 0
        ? []
        : await sql<{ id: string; number: number }[]>`
            select id, number from cases where number < ${unreadBelow} order by number desc limit ${BATCH}`
    const caseIds = [...new Set([...events.map(({ caseId }) => caseId), ...older.map((each) => each.id)])]
    if (caseIds.length > 0) await writeDocuments(ctx, caseIds)
    const next = events.at(-1) ?? { xid, id }
    const below = events.length > 0 ? unreadBelow : (older.at(-1)?.number ?? 0)
    if (events.length > 0 || below !== unreadBelow)
      await sql`update search_reader set xid = ${next.xid}::xid8, event_id = ${next.id}, unread_below = ${below} where id = 1`
    return { more: events.length === BATCH || below > 0, pending: edge!.pending }
  })
}

/** Writes the documents of these cases and counts the words that came and went. */
async function writeDocuments({ sql }: TxCtx, caseIds: readonly string[]): Promise<void> {
  await sql`
    with fresh as materialized (
      select c.organisation_id, c.id, c.number, ${documentOf({ sql })} as words from cases c where c.id = any(${[...caseIds]}::uuid[])),
    before as materialized (select d.words from search_documents d join fresh f on f.number = d.case_number),
    written as (
      insert into search_documents (case_number, organisation_id, case_id, words) select number, organisation_id, id, words from fresh
      on conflict (case_number) do update set words = excluded.words where search_documents.words <> excluded.words),
    counted as (
      select word, sum(change) as cases from (
        select unnest(tsvector_to_array(words)) as word, 1 as change from fresh
        union all select unnest(tsvector_to_array(words)), -1 from before) each
      where length(word) <= ${WORD_MAX} and word not like '#%' group by word having sum(change) <> 0 order by word)
    insert into search_words (word, cases) select word, cases from counted
    on conflict (word) do update set cases = search_words.cases + excluded.cases`
}
