import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import type { TxCtx } from '@/db/context'
import { NotFound } from '@/lib/kernel/errors'
import { requestNumber } from '../request'

/**
 * The requests this actor may see, as a condition on `r` (service_requests): of members whoever asked, and their approvers once it
 * was quoted. Every read and lock of one starts from it.
 */
export function visibleRequests(ctx: TxCtx): PendingQuery<Row[]> {
  const { actor } = ctx
  switch (actor.kind) {
    case 'customer':
      return actor.isAdministrator
        ? ctx.sql`r.organisation_id = ${actor.organisationId}`
        : ctx.sql`r.organisation_id = ${actor.organisationId} and (r.requester_id = ${actor.userId} or (r.quoted_at is not null
            and exists (select from approval_grants g where g.organisation_id = r.organisation_id and g.user_id = ${actor.userId} and g.ended_at is null)))`
    case 'staff':
    case 'system':
      return ctx.sql`true`
    case 'anonymous':
      return ctx.sql`false`
  }
}

/** The request that a reference names, as a condition on `r`. Throws NotFound for what is no reference at all. */
export function namedRequest(ctx: TxCtx, reference: string): PendingQuery<Row[]> {
  const number = requestNumber(reference)
  if (number === null) throw new NotFound('request')
  return ctx.sql`r.number = ${number}`
}

/** Whether the acting member approves quotes for their organisation, as an expression. */
export function isApprover(ctx: TxCtx): PendingQuery<Row[]> {
  const { actor } = ctx
  return actor.kind === 'customer'
    ? ctx.sql`exists (select from approval_grants g
        where g.organisation_id = ${actor.organisationId} and g.user_id = ${actor.userId} and g.ended_at is null)`
    : ctx.sql`false`
}
