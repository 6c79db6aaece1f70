import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import type { TxCtx } from '@/db/context'
import { NotFound } from '@/lib/kernel/errors'

const REFERENCE = /^([A-Z][A-Z0-9]{0,7})-([1-9][0-9]{0,14})$/

/** A piece of SQL to stand inside a query. */
export type Fragment = PendingQuery<Row[]>

/** The cases this actor may see, as a condition on `c` (cases). Every read and lock of a case starts from it. */
export function visibleCases(ctx: TxCtx) {
  const { actor } = ctx
  switch (actor.kind) {
    case 'customer':
      return actor.isAdministrator
        ? ctx.sql`c.organisation_id = ${actor.organisationId}`
        : ctx.sql`c.organisation_id = ${actor.organisationId} and (c.requester_id = ${actor.userId}
            or exists (select from case_participants p where p.case_id = c.id and p.user_id = ${actor.userId}))`
    case 'staff':
    case 'system':
      return ctx.sql`true`
    case 'anonymous':
      return ctx.sql`false`
  }
}

/** The case that a reference names, as a condition on `c` and `i` (installation). Throws NotFound for what is no reference at all. */
export function named(ctx: TxCtx, reference: string) {
  const match = REFERENCE.exec(reference)
  if (!match) throw new NotFound('case')
  return ctx.sql`c.number = ${Number(match[2])} and i.case_prefix = ${match[1]!}`
}
