import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import type { TxCtx } from '@/db/context'
import { NotFound } from '@/lib/kernel/errors'
import { requestNumber } from '../request'

/** The requests this actor may see, as a condition on `r` (service_requests). Every read and lock of one starts from it. */
export function visibleRequests(ctx: TxCtx): PendingQuery<Row[]> {
  const { actor } = ctx
  switch (actor.kind) {
    case 'customer':
      return actor.isAdministrator
        ? ctx.sql`r.organisation_id = ${actor.organisationId}`
        : ctx.sql`r.organisation_id = ${actor.organisationId} and r.requester_id = ${actor.userId}`
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
