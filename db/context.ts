import 'server-only'
import { newId } from '@/lib/kernel/ids'
import { fromDatabase } from '@/lib/kernel/errors'
import type { Actor } from '@/lib/kernel/actor'
import type { Instant } from '@/lib/kernel/time'
import { defaultClient, type DbClient, type Tx } from './client'
import { readInRound, type ReadRounds } from './read-round'
import { wakeListeners, type Wake } from './wake'
import { asOne, type Write } from './writes'

/**
 * What every query and command receives: who acts, at what instant, in which request. `tx` is present inside `read` and
 * `inTransaction`; doors never touch it. `rounds`: reads of the request that overlap share a transaction.
 */
export type Ctx = {
  readonly actor: Actor
  readonly now: Instant
  readonly requestId: string
  readonly client?: DbClient
  readonly rounds?: ReadRounds
  readonly tx?: OpenTx
}

type Role = 'concord_customer' | 'concord_staff'

/** `role`: what the actor's statements run as. `wakes`: whom to wake once it is committed. `last`: what is written with the commit. */
type OpenTx = Tx & { readonly readOnly: boolean; readonly role: Role; readonly wakes: Set<Wake>; readonly last: Write[] }

/** A context with a running transaction: `ctx.sql` is postgres.js and `ctx.tx.db` is drizzle, both on that transaction. */
export type TxCtx = Ctx & { readonly tx: OpenTx; readonly sql: Tx['sql'] }

/** Makes a context; doors and jobs call this once. `rounds`: for a door whose reads overlap. */
export function createContext(
  actor: Actor,
  now: Instant,
  options: { requestId?: string; client?: DbClient; rounds?: ReadRounds } = {},
): Ctx {
  return { actor, now, requestId: options.requestId ?? newId(now), client: options.client, rounds: options.rounds }
}

/** The same request, instant and transaction, seen as another actor; outside a transaction only. */
export function asActor(ctx: Ctx, actor: Actor): Ctx {
  if (ctx.tx) throw new Error('the actor cannot change inside a transaction')
  return { actor, now: ctx.now, requestId: ctx.requestId, client: ctx.client }
}

/** Runs reads in one read-only transaction under the actor's database role, or joins the running one, or one of the request. */
export async function read<T>(ctx: Ctx, run: (ctx: TxCtx) => Promise<T>): Promise<T> {
  if (ctx.tx || !ctx.rounds) return within(ctx, true, run)
  const role = roleOf(ctx.actor)
  const inRound = (tx: Tx) => run(withTx(ctx, new UnderWay(tx, true, role, new Set(), [])))
  try {
    return await readInRound(ctx.rounds, ctx.client ?? defaultClient(), identify(ctx.actor, role), inRound)
  } catch (error) {
    throw fromDatabase(error)
  }
}

/** Runs reads and writes in one transaction under the actor's database role, or joins the running one. */
export function inTransaction<T>(ctx: Ctx, run: (ctx: TxCtx) => Promise<T>): Promise<T> {
  if (ctx.tx?.readOnly) throw new Error('a command cannot run inside a read-only transaction')
  return within(ctx, false, run)
}

async function within<T>(ctx: Ctx, readOnly: boolean, run: (ctx: TxCtx) => Promise<T>): Promise<T> {
  if (ctx.tx) return readOnly ? run(ctx as TxCtx) : joined(ctx as TxCtx, run)
  const client = ctx.client ?? defaultClient()
  const role = roleOf(ctx.actor)
  const wakes = new Set<Wake>()
  let last: Write[] = []
  try {
    const committed = await client.begin(
      async (tx) => {
        wakes.clear()
        last = []
        return run(withTx(ctx, new UnderWay(tx, readOnly, role, wakes, last)))
      },
      { readOnly, opening: identify(ctx.actor, role), closing: (sql) => (last.length === 0 ? undefined : asOne(sql, last)) },
    )
    if (wakes.size > 0) wakeListeners(client, wakes)
    return committed
  } catch (error) {
    throw fromDatabase(error)
  }
}

/** What is under way in a transaction, as its statements and its end need it. A class: an accessor of its own would give each one a shape of its own. */
class UnderWay implements OpenTx {
  readonly sql: Tx['sql']
  constructor(
    private readonly of: Tx,
    readonly readOnly: boolean,
    readonly role: Role,
    readonly wakes: Set<Wake>,
    readonly last: Write[],
  ) {
    this.sql = of.sql
  }

  get db(): Tx['db'] {
    return this.of.db
  }
}

function withTx({ actor, now, requestId, client, rounds }: Ctx, tx: OpenTx): TxCtx {
  return { actor, now, requestId, client, rounds, tx, sql: tx.sql }
}

/** What a command leaves for the commit of its transaction is there for the next one that shares it. */
async function joined<T>(ctx: TxCtx, run: (ctx: TxCtx) => Promise<T>): Promise<T> {
  const result = await run(ctx)
  if (ctx.tx.last.length > 0) await asOne(ctx.sql, ctx.tx.last.splice(0))
  return result
}

/** An anonymous actor gets the customer's role with no organisation, and so sees no tenant's row. */
function roleOf(actor: Actor): Role {
  return actor.kind === 'staff' || actor.kind === 'system' ? 'concord_staff' : 'concord_customer'
}

/** Puts the transaction under one of the two database roles and says for whom (security ME-02). */
function identify(actor: Actor, role: Role): string {
  const user = actor.kind === 'customer' || actor.kind === 'staff' ? identifier(actor.userId) : ''
  const organisation = actor.kind === 'customer' ? identifier(actor.organisationId) : ''
  const administrator = actor.kind === 'customer' && actor.isAdministrator ? 'true' : ''
  return `set local role ${role}; set local app."user" = '${user}'; set local app.org = '${organisation}'; set local app.is_org_admin = '${administrator}'`
}

/** An id as it may stand in a statement's text. */
function identifier(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('an actor without an id')
  return id
}
