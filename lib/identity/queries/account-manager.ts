import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import type { TxCtx } from '@/db/context'

/**
 * Who looks after the organisation `o` of a query now: its CSM; whoever covers while the CSM is away; whoever stands in while the
 * CSM's account is closed. The rule itself is the database's function, because a customer may hear its answer and read no leave.
 * An expression of SQL, to be selected, joined or written.
 */
export function accountManagerId(ctx: TxCtx): PendingQuery<Row[]> {
  return ctx.sql`(select m.person_id from account_manager_at(o.id, ${ctx.now}) m)`
}

/** The same as a join: `m` is that person, and `w` what the rule answered, for `coveredManager`. */
export function withAccountManager(ctx: TxCtx): PendingQuery<Row[]> {
  return ctx.sql`cross join account_manager_at(o.id, ${ctx.now}) w join users m on m.id = w.person_id`
}

/** For whom the person of `withAccountManager` covers, and until when, as JSON of `Covered`; null when nobody is away. */
export function coveredManager(ctx: TxCtx): PendingQuery<Row[]> {
  return ctx.sql`case when w.back_on is not null and w.person_id <> w.manager_id then
    (select json_build_object('id', u.id, 'name', u.name, 'backOn', w.back_on) from users u where u.id = w.manager_id) end`
}
