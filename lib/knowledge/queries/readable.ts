import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import type { TxCtx } from '@/db/context'

/**
 * Which articles `a` the actor reads: of what is published, that which is for them. Row-level security says the same once more
 * for customers and visitors.
 */
export function readableArticles(ctx: TxCtx): PendingQuery<Row[]> {
  const { actor, sql } = ctx
  switch (actor.kind) {
    case 'staff':
    case 'system':
      return sql`a.published_number is not null`
    case 'customer':
      return sql`a.published_number is not null and (a.audience in ('everyone', 'customers') or (a.audience = 'organisations'
        and exists (select from article_organisations o where o.article_id = a.id and o.organisation_id = ${actor.organisationId})))`
    case 'anonymous':
      return sql`a.published_number is not null and a.audience = 'everyone'`
  }
}
