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
      return sql`a.published_number is not null and ${readableIn(ctx, actor.organisationId)}`
    case 'anonymous':
      return sql`a.published_number is not null and a.audience = 'everyone'`
  }
}

/** Which published articles `a` somebody of an organisation reads: by what it is, not by who asks. */
export function readableIn(ctx: TxCtx, organisationId: string): PendingQuery<Row[]> {
  return ctx.sql`(a.audience in ('everyone', 'customers')
    or (a.audience = 'plans' and exists (
      select from article_plans p join organisations o on o.plan_id = p.plan_id where p.article_id = a.id and o.id = ${organisationId}))
    or (a.audience = 'organisations' and exists (
      select from article_organisations o where o.article_id = a.id and o.organisation_id = ${organisationId})))`
}
