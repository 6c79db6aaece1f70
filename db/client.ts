// The one way to PostgreSQL: transactions on postgres.js with drizzle on the very same transaction, LISTEN, and answers in
// bounded time whatever happens to the server (security.md FT-05 to FT-11; docs/decisions/2026-11-24-database-driver.md).
import type { PendingQuery, Row, TransactionSql } from 'postgres'
import { DatabaseUnavailable, type Connection, type ConnectionOptions } from './connection'
import { deadline } from './deadline'
import { codeOf, isGivenUp } from './failures'
import type { Lane } from './lane'
import { Listener } from './listener'
import { Pool } from './pool'
import { openTx, type Tx } from './transaction'

export { DatabaseUnavailable } from './connection'
export type { Tx } from './transaction'
export { json } from './wire'

export type BeginOptions = {
  /** `begin read only`; a write in it fails with 25006. */
  readOnly?: boolean
  /** Statements that travel with `begin` in one message, before the first of `fn`; the caller has quoted what they hold. */
  opening?: string
  /** A last statement that travels with `commit` in one breath, asked for when `fn` has resolved. */
  closing?: (sql: TransactionSql) => PendingQuery<Row[]> | undefined
  /** From the call to the answer of COMMIT, waiting for a connection included; the client's own bound when absent. */
  deadlineMs?: number
  /**
   * Run `fn` again, up to three times, when PostgreSQL gave the transaction up for a deadlock (40P01) or a serialization
   * failure (40001). Only for an `fn` that touches nothing but this transaction.
   */
  retry?: boolean
}

export interface DbClient {
  /**
   * Runs `fn` in one transaction and commits; an error of `fn` rolls back and is thrown. Throws DatabaseUnavailable within
   * the deadline when the server cannot be reached, goes away or is late; `outcome` says whether COMMIT was already sent.
   */
  begin<T>(fn: (tx: Tx) => Promise<T>, options?: BeginOptions): Promise<T>
  /**
   * Hears a channel until the returned function is called. Survives restarts of the server: `onListen` is called each time
   * listening (re)started, and what was notified meanwhile is lost, so read what you missed there.
   */
  listen(channel: string, onMessage: (payload: string) => void, onListen?: () => void): Promise<() => Promise<void>>
  /** Whether the last connection or transaction found the server; asked again in the background while it did not. */
  healthy(): boolean
  /** Asks the server now, for at most a second; calls at the same time share one question. Throws DatabaseUnavailable. */
  probe(): Promise<void>
  /** Closes every connection; what is open rejects. */
  end(): Promise<void>
  /** Connections tried since the client was made. */
  attempts(): number
}

export type ClientOptions = {
  max?: number
  deadlineMs?: number
  connectTimeoutMs?: number
  maxWaiting?: number
  applicationName?: string
}

const PROBE_MS = 1_000
const RETRIES = 3
const OVER = new Error('the transaction is over')
const SETTINGS = { statement_timeout: 10_000, lock_timeout: 3_000, idle_in_transaction_session_timeout: 15_000 }

/** Makes a client. Nothing connects before the first use. */
export function createClient(url: string, options: ClientOptions = {}): DbClient {
  return new Client(url, options)
}

class Client implements DbClient {
  readonly #pool: Pool
  readonly #deadlineMs: number
  readonly #listener: Listener
  #probing: Promise<void> | undefined

  constructor(url: string, options: ClientOptions) {
    this.#deadlineMs = options.deadlineMs ?? 4_500
    const connection: ConnectionOptions = {
      connectTimeoutMs: options.connectTimeoutMs ?? 3_000,
      applicationName: options.applicationName ?? 'concord',
      // A client that may take longer than others may do so in one statement.
      settings: { ...SETTINGS, statement_timeout: Math.max(SETTINGS.statement_timeout, this.#deadlineMs) },
    }
    this.#pool = new Pool(url, connection, options.max ?? 10, options.maxWaiting ?? 1_000)
    this.#listener = new Listener(this.#pool, connection)
  }

  async begin<T>(fn: (tx: Tx) => Promise<T>, options: BeginOptions = {}): Promise<T> {
    const until = performance.now() + (options.deadlineMs ?? this.#deadlineMs)
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(fn, options, until)
      } catch (error) {
        if (!options.retry || attempt > RETRIES || !isContention(error)) throw error
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt))
      }
    }
  }

  #once<T>(fn: (tx: Tx) => Promise<T>, options: BeginOptions, until: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const began = performance.now()
      const turn = this.#pool.acquire()
      const late = () => turn.cancel(new DatabaseUnavailable('no connection became free in time', { cause: this.#pool.failing }))
      let callOff = deadline(this.#pool.patience(until - began), late)
      turn.connection
        .then((connection) => {
          callOff()
          callOff = deadline(until - performance.now(), () => {
            const error = new DatabaseUnavailable('the transaction was not answered in time')
            error.silentMs = performance.now() - began
            connection.discard(error)
          })
          // The loss rejects at once, even while `fn` waits for something that is no query.
          return transact(connection, fn, options, reject).finally(() => this.#pool.release(connection))
        })
        .then(resolve, reject)
        .finally(() => callOff())
    })
  }

  listen(channel: string, onMessage: (payload: string) => void, onListen: () => void = () => undefined) {
    return this.#listener.add(channel, { onMessage, onListen })
  }

  healthy(): boolean {
    return this.#pool.failing === undefined
  }

  probe(): Promise<void> {
    this.#probing ??= this.begin(async (tx) => void (await tx.sql`select 1`), { deadlineMs: PROBE_MS }).finally(
      () => (this.#probing = undefined),
    )
    return this.#probing
  }

  async end(): Promise<void> {
    await Promise.all([this.#listener.end(), this.#pool.end()])
  }

  attempts(): number {
    return this.#pool.attempts
  }
}

const CONTENTION = ['40001', '40P01']

function isContention(error: unknown): boolean {
  return CONTENTION.includes(String(codeOf(error)))
}

async function transact<T>(
  connection: Connection,
  fn: (tx: Tx) => Promise<T>,
  { readOnly, opening = '', closing }: BeginOptions,
  onLost: (reason: Error) => void,
): Promise<T> {
  const lane = connection.lane(onLost)
  // BEGIN travels with the first query of `fn`: it is sent, not awaited.
  const begin = `${connection.takeEnd()}${readOnly ? 'begin read only' : 'begin'};${opening}`
  let notBegun: unknown
  lane.admit(connection.light.unsafe(begin)).catch((error: unknown) => (notBegun = error))
  let result: T
  try {
    result = await fn(openTx(connection, lane))
  } catch (error) {
    if (!lane.closed) await rollBack(connection, lane)
    // Of statements that run at once, the ones after the failed one may be heard of first.
    throw isGivenUp(error) ? (lane.failure ?? error) : error
  }
  if (lane.closed) throw lane.closed
  connection.close(lane, OVER)
  if (readOnly && !closing && lane.isAnswered) {
    connection.endLater()
    return result
  }
  const last = connection.lane((reason) => onLost(unknownOutcome(reason)))
  // Sent, not awaited, like every statement that `fn` left open: `commit` is answered after them.
  closing?.(openTx(connection, last).sql)?.execute()
  const done = await last.admit(connection.light.unsafe('commit'))
  connection.close(last, OVER)
  // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error, and one without a transaction with COMMIT.
  if (done.command !== 'COMMIT' || notBegun !== undefined)
    throw lane.failure ?? last.failure ?? new Error('the transaction was rolled back')
  return result
}

async function rollBack(connection: Connection, lane: Lane): Promise<void> {
  connection.close(lane, OVER)
  try {
    await connection.alone((unsafe) => unsafe('rollback'))
  } catch (error) {
    connection.discard(new DatabaseUnavailable('a transaction could not be rolled back', { cause: error }))
  }
}

function unknownOutcome(reason: Error): DatabaseUnavailable {
  const error = new DatabaseUnavailable('the answer to COMMIT was lost', { cause: reason })
  error.outcome = 'unknown'
  return error
}

const holder = globalThis as { concordDatabase?: { url: string; client: DbClient; error: typeof DatabaseUnavailable } }
let translated: { from: DbClient; client: DbClient } | undefined

/**
 * The process's own client, made on first use from `DATABASE_URL` and shared by every copy of this module: Next bundles some
 * modules more than once, and `next dev` evaluates them again after each change.
 */
export function defaultClient(): DbClient {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set')
  if (holder.concordDatabase?.url !== url) {
    void holder.concordDatabase?.client.end()
    holder.concordDatabase = { url, client: createClient(url), error: DatabaseUnavailable }
  }
  const { client, error } = holder.concordDatabase
  if (error === DatabaseUnavailable) return client
  if (translated?.from !== client) translated = { from: client, client: withOwnErrors(client) }
  return translated.client
}

/** A client of another copy of this module, whose errors become those of this copy, so that `instanceof` holds. */
function withOwnErrors(client: DbClient): DbClient {
  const translate = (error: unknown): never => {
    if (!(error instanceof Error) || error.name !== 'DatabaseUnavailable') throw error
    const own = new DatabaseUnavailable('a shared client', { cause: error })
    own.message = error.message
    own.outcome = (error as DatabaseUnavailable).outcome
    throw own
  }
  return {
    begin: (fn, options) => client.begin(fn, options).catch(translate),
    probe: () => client.probe().catch(translate),
    listen: (channel, onMessage, onListen) => client.listen(channel, onMessage, onListen).catch(translate),
    healthy: () => client.healthy(),
    attempts: () => client.attempts(),
    end: () => client.end(),
  }
}
