import 'server-only'
import type { TxCtx } from '@/db/context'
import { actorUserId } from '@/lib/kernel/actor'
import type { Instant } from '@/lib/kernel/time'
import { NO_DRAFT, type DraftKind, type DraftsView } from '../drafts'

type Row = {
  id: string
  kind: DraftKind
  body: string
  version: number
  saved_at: Instant
  author_id: string
  author: string
  offered_to: string | null
  offered_at: Instant | null
  colleague: string | null
  sends_at: Instant | null
}

/** The actor's own drafts on a case they see, what was offered to or by them, and what they have just sent. */
export async function draftsOn(ctx: TxCtx, caseId: string): Promise<DraftsView> {
  const userId = actorUserId(ctx.actor)
  const rows = await ctx.sql<Row[]>`
    select d.id, d.kind, d.body, d.version, d.saved_at, d.author_id, a.name as author, d.offered_to, d.offered_at, t.name as colleague, d.sends_at
    from case_drafts d join users a on a.id = d.author_id left join users t on t.id = d.offered_to
    where d.case_id = ${caseId} and ${userId} in (d.author_id, d.offered_to) order by d.saved_at, d.id`
  const own = (kind: DraftKind) => {
    const kept = rows.find((row) => row.kind === kind && row.offered_to === null && row.sends_at === null)
    return kept ? { body: kept.body, version: kept.version, savedAt: kept.saved_at } : NO_DRAFT
  }
  return {
    reply: own('reply'),
    note: own('note'),
    offered: rows.flatMap(({ id, body, author_id, author, offered_to, offered_at, colleague }) =>
      offered_to === null
        ? []
        : [
            {
              id,
              body,
              offeredAt: offered_at!,
              by: { id: author_id, name: author },
              to: { id: offered_to, name: colleague ?? '' },
            },
          ],
    ),
    waiting: rows.flatMap(({ id, body, sends_at }) => (sends_at === null ? [] : [{ id, body, sendsAt: sends_at }])),
  }
}
