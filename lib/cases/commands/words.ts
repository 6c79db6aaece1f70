import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import type { EventCursor } from '@/lib/events/event'
import { Forbidden } from '@/lib/kernel/errors'
import { canIndexWords } from '../policy'

/** Events taken in one transaction, so that none is long. */
const BATCH = 500

/**
 * Puts the words of cases on which something happened into the index that customers search, in the order of the events'
 * transactions (ME-19). Whoever searches before reads those cases themselves (find_own_cases). For the system alone.
 */
export async function indexWords(ctx: Ctx): Promise<{ more: boolean }> {
  if (!canIndexWords(ctx.actor)) throw new Forbidden('cases.index_words')
  return inTransaction(ctx, async ({ sql }) => {
    const [mark] = await sql<EventCursor[]>`select xid::text as xid, event_id as id from words_reader where id = 1 for update`
    const events = await sql<(EventCursor & { caseId: string })[]>`
      select e.xid::text as xid, e.id, e.case_id as "caseId" from events e
      where (e.xid, e.id) > (${mark!.xid}::xid8, ${mark!.id}::bigint) and e.xid < pg_snapshot_xmin(pg_current_snapshot()) and e.case_id is not null
      order by e.xid, e.id limit ${BATCH}`
    const last = events.at(-1)
    if (last === undefined) return { more: false }
    await sql`
      insert into case_words (organisation_id, case_id, words)
      select c.organisation_id, c.id, words_of_case(c) from cases c where c.id = any(${events.map(({ caseId }) => caseId)}::uuid[])
      on conflict (case_id) do update set words = excluded.words where case_words.words <> excluded.words`
    await sql`update words_reader set xid = ${last.xid}::xid8, event_id = ${last.id} where id = 1`
    return { more: events.length === BATCH }
  })
}
