import 'server-only'
import { newId } from '@/lib/kernel/ids'
import { fromDatabase } from '@/lib/kernel/errors'
import type { Actor } from '@/lib/kernel/actor'
import type { Instant } from '@/lib/kernel/time'
import { defaultClient, type DbClient, type Tx } from './client'
import { wakeListeners, type Wake } from './wake'

/**
 * What every query and command receives: who acts, at what instant, in which request. `tx` is present inside `read` and
 * `inTransaction`; doors never touch it.
 */
export type Ctx = {
  readonly actor: Actor
  readonly now: Instant
  readonly requestId: string
  readonly client?: DbClient
  readonly tx?: OpenTx
}

/** `wakes`: whom to wake once it is committed. */
type OpenTx = Tx & { readonly readOnly: boolean; readonly wakes: Set<Wake> }

/** A context with a running transaction: `ctx.db` is drizzle and `ctx.sql` is postgres.js, both on that transaction. */
export type TxCtx = Ctx & { readonly tx: OpenTx; readonly db: Tx['db']; readonly sql: Tx['sql'] }

/** Makes a context; doors and jobs call this once. */
export function createContext(actor: Actor, now: Instant, options: { requestId?: string; client?: DbClient } = {}): Ctx {
  return { actor, now, requestId: options.requestId ?? newId(now), client: options.client }
}

/** The same request, instant and transaction, seen as another actor; outside a transaction only. */
export function asActor(ctx: Ctx, actor: Actor): Ctx {
  if (ctx.tx) throw new Error('the actor cannot change inside a transaction')
  return { actor, now: ctx.now, requestId: ctx.requestId, client: ctx.client }
}

/** Runs reads in one read-only transaction under the actor's database role, or joins the running one. */
export function read<T>(ctx: Ctx, run: (ctx: TxCtx) => Promise<T>): Promise<T> {
  return within(ctx, true, run)
}

/** Runs reads and writes in one transaction under the actor's database role, or joins the running one. */
export function inTransaction<T>(ctx: Ctx, run: (ctx: TxCtx) => Promise<T>): Promise<T> {
  if (ctx.tx?.readOnly) throw new Error('a command cannot run inside a read-only transaction')
  return within(ctx, false, run)
}

async function within<T>(ctx: Ctx, readOnly: boolean, run: (ctx: TxCtx) => Promise<T>): Promise<T> {
  if (ctx.tx) return run(ctx as TxCtx)
  const client = ctx.client ?? defaultClient()
  const wakes = new Set<Wake>()
  try {
    const committed = await client.begin(
      async (tx) => {
        // Sent but not awaited: it travels ahead of the first query in the same breath; its failure fails the transaction.
        const identified = identify(tx, ctx.actor).execute()
        wakes.clear()
        const opened: OpenTx = { sql: tx.sql, db: tx.db, readOnly, wakes }
        const result = await Promise.all([run({ ...ctx, tx: opened, db: tx.db, sql: tx.sql }), identified])
        return result[0]
      },
      { readOnly },
    )
    if (wakes.size > 0) wakeListeners(client, wakes)
    return committed
  } catch (error) {
    throw fromDatabase(error)
  }
}

/**
 * Puts the transaction under one of the two database roles and says for whom (security ME-02). An anonymous actor gets
 * the customer's role with no organisation, and so sees no tenant's row.
 */
function identify(tx: Tx, actor: Actor) {
  const role = actor.kind === 'staff' || actor.kind === 'system' ? 'concord_staff' : 'concord_customer'
  const user = actor.kind === 'customer' || actor.kind === 'staff' ? actor.userId : ''
  const organisation = actor.kind === 'customer' ? actor.organisationId : ''
  const administrator = actor.kind === 'customer' && actor.isAdministrator ? 'true' : ''
  return tx.sql`select set_config('role', ${role}, true), set_config('app.user', ${user}, true),
    set_config('app.org', ${organisation}, true), set_config('app.is_org_admin', ${administrator}, true)`
}
