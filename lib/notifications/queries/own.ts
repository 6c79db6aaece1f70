import 'server-only'
import type { TxCtx } from '@/db/context'
import type { Customer, Staff } from '@/lib/kernel/actor'

/**
 * The news that are somebody's own on the side where they are, as a condition on `n`: what a member of staff who is also a
 * customer is told at the desk does not appear on the customer's pages. Row-level security says the same again.
 */
export function ownNews(ctx: TxCtx, person: Customer | Staff) {
  const own = ctx.sql`n.person_id = ${person.userId} and n.side = ${person.kind} and n.told_at is not null and n.on_page`
  return person.kind === 'customer' ? ctx.sql`${own} and n.organisation_id = ${person.organisationId}` : own
}
