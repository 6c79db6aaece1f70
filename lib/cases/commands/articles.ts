import 'server-only'
import type { TxCtx } from '@/db/context'
import type { Write } from '@/db/writes'
import { linkedSlugs } from '../article-making'

/** Remembers which articles an answer links to, to be written with it; nothing for an answer without a link. */
export function articleWrites(
  ctx: TxCtx,
  { organisationId, id }: { organisationId: string; id: string },
  { messageId, body }: { messageId: string; body: string },
): Write[] {
  const slugs = linkedSlugs(body)
  if (slugs.length === 0) return []
  return [
    ctx.sql`
      insert into case_articles (organisation_id, case_id, article_id, message_id, linked_at)
      select distinct ${organisationId}::uuid, ${id}::uuid, h.article_id, ${messageId}::uuid, ${ctx.now}::timestamptz
      from help_addresses h where h.slug = any (${slugs}::text[]) and h.article_id is not null
      on conflict do nothing`,
  ]
}
