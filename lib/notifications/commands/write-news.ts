import 'server-only'
import type { TxCtx } from '@/db/context'
import { topicOf } from '@/lib/email/news'
import { placesOf, type NotificationChoices } from '@/lib/identity/choices'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import type { Told } from '../news'

export type NewsToWrite = Told & {
  readonly caseId: string
  readonly organisationId: string
  /** The same key is written once, whatever is repeated (INV-10). */
  readonly dedupeKey: string
  readonly happenedAt: Instant
  readonly tellAt: Instant
}

/**
 * Writes news for those who still belong where they are told of it and want to hear of its topic. What was withdrawn
 * stands again, and is told if it was not; all else is written once.
 */
export async function writeNews(ctx: TxCtx, news: readonly NewsToWrite[]): Promise<void> {
  if (news.length === 0) return
  const readers = await readersOf(ctx, [...new Set(news.map(({ personId }) => personId))])
  await Promise.all(
    news.map(({ personId, side, news: what, mailed, ...of }) => {
      const reader = readers.get(personId)
      if (!reader || (side === 'staff' ? !reader.isStaff : !reader.organisationIds.includes(of.organisationId))) return
      const places = placesOf(reader.choices, topicOf(what.kind, side))
      const byMail = places.mail && !mailed
      if (!places.page && !byMail) return
      const { kind, ...facts } = what
      return ctx.sql`
        insert into notifications as n (id, person_id, side, organisation_id, case_id, kind, facts, dedupe_key, on_page, by_mail, happened_at, tell_at)
        values (${newId(of.happenedAt)}, ${personId}, ${side}, ${of.organisationId}, ${of.caseId}, ${kind}, ${JSON.stringify(facts)}::jsonb, ${of.dedupeKey},
          ${places.page}, ${byMail}, ${of.happenedAt}, ${of.tellAt})
        on conflict (dedupe_key) do update set ended_at = null, tell_at = case when n.told_at is null then excluded.tell_at else n.tell_at end
          where n.ended_at is not null`
    }),
  )
}

type Reader = { choices: NotificationChoices; isStaff: boolean; organisationIds: readonly string[] }

async function readersOf(ctx: TxCtx, ids: readonly string[]): Promise<Map<string, Reader>> {
  const rows = await ctx.sql<(Reader & { id: string })[]>`
    select u.id, u.notifications as choices, exists (select from staff_members s where s.user_id = u.id and s.ended_at is null) as "isStaff",
      coalesce((select array_agg(m.organisation_id) from memberships m where m.user_id = u.id and m.ended_at is null), '{}') as "organisationIds"
    from users u where u.id = any(${[...ids]}::uuid[]) and u.disabled_at is null`
  return new Map(rows.map(({ id, ...reader }) => [id, reader]))
}
