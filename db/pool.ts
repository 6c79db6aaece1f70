// The pool: at most `max` connections, waiters served in order, and calm while the server is away.
// After a loss every idle connection is thrown away with the lost one, and one attempt at a time, at most one in
// RETRY_MS, asks whether the server is back; when it is, connections open as they are needed.
import { Connection, DatabaseUnavailable, type ConnectionOptions } from './connection'

const RETRY_MS = 250
/** Long enough for one more attempt to connect. */
const LEAST_PATIENCE_MS = 500
const LIFETIME_MS = 30 * 60_000

/** A place in the queue for a connection. */
export type Turn = { readonly connection: Promise<Connection>; cancel(reason: DatabaseUnavailable): void }
type Waiter = { resolve: (connection: Connection) => void; reject: (reason: Error) => void }

/** Refusals of a server that waiting does not mend: wrong password, no such role or database, no encryption. */
const HOPELESS = /^(28|3D|0P)/

export class Pool {
  #idle: Connection[] = []
  #all = new Set<Connection>()
  #waiters: Waiter[] = []
  #connecting = 0
  #failing: DatabaseUnavailable | undefined
  #failingSince = 0
  #lastAttemptAt = -RETRY_MS
  #timer: NodeJS.Timeout | undefined
  #ended = false
  #awaitingHealth: (() => void)[] = []
  /** How many connections were tried; the fault tests watch the rate. */
  attempts = 0

  constructor(
    private readonly url: string,
    private readonly options: ConnectionOptions,
    private readonly max: number,
    private readonly maxWaiting: number,
  ) {}

  get failing(): DatabaseUnavailable | undefined {
    return this.#failing
  }

  /**
   * How long a transaction that may take `deadlineMs` should wait for its connection. A short outage is waited through; in a
   * long one the answer comes fast, so that a request that asks twice is not twice as late.
   */
  patience(deadlineMs: number): number {
    if (!this.#failing) return deadlineMs
    return Math.min(deadlineMs, Math.max(this.#failingSince + deadlineMs - performance.now(), LEAST_PATIENCE_MS))
  }

  acquire(): Turn {
    const connection = this.#ended ? undefined : this.#idle.pop()
    if (connection) return { connection: Promise.resolve(connection), cancel: () => undefined }
    const { promise, resolve, reject } = Promise.withResolvers<Connection>()
    const waiter: Waiter = { resolve, reject }
    if (this.#ended) reject(new DatabaseUnavailable('the client was ended'))
    else if (this.#waiters.length >= this.maxWaiting) reject(new DatabaseUnavailable('too many transactions are waiting'))
    else {
      this.#waiters.push(waiter)
      this.#grow()
    }
    return {
      connection: promise,
      cancel: (reason) => {
        const at = this.#waiters.indexOf(waiter)
        if (at >= 0) this.#waiters.splice(at, 1)
        reject(reason)
      },
    }
  }

  release(connection: Connection): void {
    if (connection.lost) return
    if (this.#ended || performance.now() - connection.openedAt > LIFETIME_MS) {
      this.#all.delete(connection)
      connection.onLost = () => undefined // it goes as planned, which is no outage
      void connection.end()
      if (!this.#ended) this.#grow()
      return
    }
    const waiter = this.#waiters.shift()
    if (waiter) waiter.resolve(connection)
    else this.#idle.push(connection)
  }

  /** A connection of its own beside the pool (for LISTEN), opened when the server is there. Rejects only after `end`. */
  async extra(options: ConnectionOptions): Promise<Connection> {
    for (;;) {
      if (this.#ended) throw new DatabaseUnavailable('the client was ended')
      if (this.#failing) {
        this.#probeLater()
        await new Promise<void>((resolve) => this.#awaitingHealth.push(resolve))
        continue
      }
      try {
        this.attempts++
        return await Connection.open(this.url, options)
      } catch (error) {
        this.#fail(error as DatabaseUnavailable)
      }
    }
  }

  /** Says that a connection was lost or late: the idle ones are suspect, and one attempt at a time goes on from here. */
  suspect(reason: DatabaseUnavailable): void {
    if (this.#ended) return
    const idle = this.#idle
    this.#idle = []
    for (const connection of idle) connection.discard(reason)
    this.#fail(reason)
  }

  async end(): Promise<void> {
    this.#ended = true
    clearTimeout(this.#timer)
    for (const waiter of this.#waiters.splice(0)) waiter.reject(new DatabaseUnavailable('the client was ended'))
    for (const wake of this.#awaitingHealth.splice(0)) wake()
    await Promise.all([...this.#all].map((connection) => connection.end()))
  }

  #grow(): void {
    if (this.#failing) return this.#probeLater()
    while (this.#connecting < this.#waiters.length && this.#all.size + this.#connecting < this.max) void this.#open()
  }

  #probeLater(): void {
    if (this.#ended || this.#timer || this.#connecting > 0) return
    const wait = Math.max(0, this.#lastAttemptAt + RETRY_MS - performance.now())
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#all.size < this.max) void this.#open()
      else this.#recover()
    }, wait)
    this.#timer.unref()
  }

  async #open(): Promise<void> {
    this.#connecting++
    this.attempts++
    this.#lastAttemptAt = performance.now()
    let connection: Connection
    try {
      connection = await Connection.open(this.url, this.options)
    } catch (error) {
      this.#connecting--
      this.#fail(error as DatabaseUnavailable)
      return
    }
    this.#connecting--
    if (connection.lost) return this.#fail(connection.lost)
    this.#all.add(connection)
    connection.onLost = (reason) => {
      this.#all.delete(connection)
      this.#idle = this.#idle.filter((idle) => idle !== connection)
      this.suspect(reason)
    }
    this.#recover()
    this.release(connection)
  }

  #recover(): void {
    this.#failing = undefined
    for (const wake of this.#awaitingHealth.splice(0)) wake()
    this.#grow()
  }

  #fail(reason: DatabaseUnavailable): void {
    if (this.#ended) return
    if (!this.#failing) this.#failingSince = performance.now() - reason.silentMs
    this.#failing = reason
    const code = (reason.cause as { code?: string } | undefined)?.code
    if (code && HOPELESS.test(code) && this.#all.size === 0) {
      for (const waiter of this.#waiters.splice(0)) waiter.reject(reason)
    }
    this.#probeLater()
  }
}
