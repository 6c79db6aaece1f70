// One connection for life: a postgres.js client that owns exactly one socket and never makes another.
// postgres.js 3.4.9 reconnects by itself, and that is where it fails: it may write to a socket that is gone (a throw out of
// setImmediate that nobody can catch), leave queries unsettled, connect thousands of times a second to a server that hangs up,
// or send the rest of a lost transaction down a new connection. None of that can happen here: the driver is never told that its
// socket closed, so it never reconnects; we notice the loss, reject every query that is open, and throw the client away.
import net from 'node:net'
import tls from 'node:tls'
import postgres, { type Notice, type PendingQuery, type Row, type Sql } from 'postgres'
import { DomainError } from '../lib/kernel/errors'
import { deadline } from './deadline'
import { lightSql, type LightQuery, type LightSql, type Watcher } from './light-query'
import { teach } from './wire'

/** PostgreSQL cannot be reached, has gone away or did not answer in time. Nothing else is wrong with what was asked. */
export class DatabaseUnavailable extends DomainError {
  readonly code = 'unavailable'
  /** `unknown` when the connection was lost after COMMIT was sent: the transaction may stand. Ask again with the same key. */
  outcome: 'none' | 'unknown' = 'none'
  /** How long the server had said nothing when that was noticed. */
  silentMs = 0
  constructor(reason: string, options?: ErrorOptions) {
    super(`database unavailable: ${reason}`, options)
    this.name = 'DatabaseUnavailable'
  }
}

/** Whether a value of a statement is undefined: its own, one of a statement inside it, or of a row that a helper writes out. */
function holdsUndefined(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return part === undefined
  if ('handler' in part && 'args' in part) return (part.args as readonly unknown[]).some(holdsUndefined)
  if ('first' in part && 'rest' in part) return holdsUndefinedRow(part.first, part.rest as readonly unknown[])
  return Array.isArray(part) && part.some((each) => isStatement(each) && holdsUndefined(each))
}

const isStatement = (part: unknown) => typeof part === 'object' && part !== null && 'handler' in part && 'args' in part

function holdsUndefinedRow(first: unknown, rest: readonly unknown[]): boolean {
  if (Array.isArray(first)) return first.some((row) => holdsUndefinedRow(row, rest))
  if (typeof first !== 'object' || first === null) return false
  const columns = rest.length > 0 ? rest.flat() : Object.keys(first)
  return columns.some((column) => (first as Record<string, unknown>)[String(column)] === undefined)
}

/** Options of the driver that its types leave out. */
type UntypedOptions = {
  onnotify: (channel: string, payload: string) => void
  socket: (parsed: { host: string[]; port: number[]; path: string | false }) => Promise<net.Socket>
}

const ignore = () => undefined

/** Of a short list, mostly its first. Sets that are filled and emptied all the time make new tables each time. */
function remove<T>(list: T[], item: T): void {
  const at = list.indexOf(item)
  if (at === 0) list.shift()
  else if (at > 0) list.splice(at, 1)
}

/** How long a transaction that has read everything may stay open for the next one to end it. */
const END_WITHIN_MS = 2
const TERMINATE = Buffer.from([0x58, 0, 0, 0, 4])
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])

/** The queries of one transaction on one connection. When it is closed, what is open rejects and what comes late rejects too. */
export class Lane implements Watcher {
  /** Sent and not answered, oldest first: answers come in that order. */
  #pending: LightQuery[] = []
  #closed: Error | undefined
  /** The first error of any query, for a transaction that PostgreSQL turns into a rollback. */
  failure: unknown
  constructor(private readonly onClosed: (reason: Error) => void = ignore) {}

  get closed(): Error | undefined {
    return this.#closed
  }

  /** Whether all its queries were answered, and none with an error. */
  get isAnswered(): boolean {
    return this.#pending.length === 0 && this.failure === undefined
  }

  /** Lets a query run only while the lane is open, and remembers it until it settles. Returns the same query. */
  admit<Q>(query: Q): Q {
    const light = query as unknown as LightQuery
    // Everything else is a helper or an identifier inside a query.
    if (typeof light.send === 'function') light.watcher = this
    return query
  }

  sending(query: LightQuery): void {
    query.catch(ignore) // a query that nobody awaits must not end the process; `failure` still fails its transaction
    if (this.#closed) return query.reject(this.#closed)
    if (holdsUndefined(query)) return query.reject(new TypeError(UNDEFINED))
    this.#pending.push(query)
    query.send(query)
  }

  answered(query: LightQuery): void {
    remove(this.#pending, query)
  }

  refused(query: LightQuery, error: unknown): void {
    remove(this.#pending, query)
    if (error !== this.#closed) this.failure ??= error
  }

  /** Ends the lane after a loss: every open query rejects with `reason` now. */
  abort(reason: Error): void {
    if (this.#closed) return
    this.#closed = reason
    for (const query of [...this.#pending]) query.reject(reason)
    this.onClosed(reason)
  }

  /** Ends the lane after its transaction: only queries that come late reject. */
  seal(reason: Error): void {
    this.#closed ??= reason
  }
}

/**
 * The driver finds this out when it sends: then it rejects whichever statement runs just then, and waits for an answer to one
 * that was never sent, until the deadline.
 */
const UNDEFINED = 'a statement holds undefined as a value: say null where none is meant'

export type ConnectionOptions = {
  connectTimeoutMs: number
  applicationName: string
  /** Server settings of the session. */
  settings: Record<string, string | number>
  onNotify?: (channel: string, payload: string) => void
  onNotice?: (notice: Notice) => void
}

export class Connection {
  readonly openedAt = performance.now()
  onLost: (reason: DatabaseUnavailable) => void = ignore
  readonly #lanes: Lane[] = []
  #lost: DatabaseUnavailable | undefined
  #socket: net.Socket | undefined
  #ended = Promise.withResolvers<void>()
  #endsLater: NodeJS.Timeout | undefined
  readonly sql: Sql
  /** What queries are made with. */
  readonly light: LightSql

  private constructor(url: string, options: ConnectionOptions) {
    const ssl = new URL(url).searchParams.get('sslmode') ?? 'disable'
    const driverOptions: postgres.Options<Record<string, never>> & UntypedOptions = {
      max: 1,
      ssl: false,
      connect_timeout: 0,
      idle_timeout: 0,
      max_lifetime: null,
      fetch_types: false,
      connection: {
        application_name: options.applicationName,
        TimeZone: 'UTC',
        DateStyle: 'ISO',
        IntervalStyle: 'iso_8601',
        ...options.settings,
      },
      onnotice: options.onNotice ?? ignore,
      onnotify: options.onNotify ?? ignore,
      socket: ({ host, port, path }) => this.#connect(host[0] ?? 'localhost', port[0] ?? 5432, path, ssl),
    }
    this.sql = postgres(url, driverOptions)
    teach(this.sql)
    this.light = lightSql(this.sql)
  }

  /** Connects and waits until the server answers a query. Throws DatabaseUnavailable, or PostgresError when the server refuses. */
  static async open(url: string, options: ConnectionOptions): Promise<Connection> {
    const connection = new Connection(url, options)
    const callOff = deadline(options.connectTimeoutMs, () =>
      connection.discard(new DatabaseUnavailable(`no connection in ${options.connectTimeoutMs} ms`)),
    )
    try {
      await connection.alone((unsafe) => unsafe('select 1'))
      return connection
    } catch (error) {
      const reason = connection.#lost ?? new DatabaseUnavailable('the server refused the connection', { cause: error })
      connection.discard(reason)
      throw reason
    } finally {
      callOff()
    }
  }

  get lost(): DatabaseUnavailable | undefined {
    return this.#lost
  }

  /** Opens a lane; `onLost` is called at once when the connection is lost while the lane is open. */
  lane(onLost: (reason: Error) => void): Lane {
    const lane = new Lane(onLost)
    if (this.#lost) lane.abort(this.#lost)
    else this.#lanes.push(lane)
    return lane
  }

  close(lane: Lane, reason: Error): void {
    lane.seal(reason)
    remove(this.#lanes, lane)
  }

  /** Runs one statement outside any transaction; rejects when the connection is lost meanwhile. */
  async alone(query: (unsafe: Sql['unsafe']) => PendingQuery<Row[]>): Promise<Row[]> {
    const lane = this.lane(ignore)
    try {
      return await lane.admit(query(this.light.unsafe))
    } finally {
      this.close(lane, new Error('the statement is over'))
    }
  }

  /**
   * Ends its transaction, which has read all it wanted, with the `begin` of the next or by itself in a moment: nobody waits for the
   * answer, and mostly it costs no message of its own.
   */
  endLater(): void {
    this.#endsLater = setTimeout(() => {
      const end = this.takeEnd()
      this.alone((unsafe) => unsafe(end)).catch(ignore)
    }, END_WITHIN_MS)
  }

  /** What the next statement must begin with, so that the transaction before it has ended. */
  takeEnd(): string {
    if (!this.#endsLater) return ''
    clearTimeout(this.#endsLater)
    this.#endsLater = undefined
    return 'commit;'
  }

  /** Cuts the connection: everything open on it rejects with `reason`. */
  discard(reason: DatabaseUnavailable): void {
    this.#lose(reason)
    this.#socket?.destroy()
  }

  /** Takes leave of the server; resolves when the socket is closed, at the latest after a second. */
  async end(): Promise<void> {
    this.#lose(new DatabaseUnavailable('the client was ended'))
    const socket = this.#socket
    if (!socket || socket.destroyed) return
    const timer = setTimeout(() => socket.destroy(), 1_000)
    socket.end(TERMINATE)
    await this.#ended.promise
    clearTimeout(timer)
  }

  #lose(reason: DatabaseUnavailable): void {
    if (this.#lost) return
    this.#lost = reason
    clearTimeout(this.#endsLater)
    for (const lane of this.#lanes.splice(0)) lane.abort(reason)
    this.onLost(reason)
  }

  async #connect(host: string, port: number, path: string | false, ssl: string): Promise<net.Socket> {
    if (this.#socket) return new Promise<never>(ignore) // one socket for life
    const plain = path ? net.connect(path) : net.connect(port, host)
    this.#watch(plain)
    plain.setNoDelay(true)
    const socket = ssl === 'disable' || path ? plain : await negotiate(plain, host, ssl)
    if (socket !== plain) this.#watch(socket)
    if (this.#lost) socket.destroy()
    const on = socket.on.bind(socket)
    // The driver must not hear of the end of its socket, see the head of this file.
    Object.defineProperty(socket, 'on', {
      value: (event: string, listener: () => void) => (event === 'close' ? socket : on(event, listener)),
    })
    gatherWrites(socket)
    return socket
  }

  #watch(socket: net.Socket): void {
    this.#socket = socket
    socket.on('error', (error) => this.#lose(new DatabaseUnavailable(error.message, { cause: error })))
    socket.on('end', () => socket.destroy(new Error('the server closed the connection')))
    socket.on('close', () => {
      this.#lose(new DatabaseUnavailable('the connection was closed'))
      this.#ended.resolve()
    })
  }
}

/** What the driver writes at once; it keeps anything shorter until the end of the turn of the event loop. */
const LONG = 1_024

/**
 * Keeps a long statement until the driver writes what it kept meanwhile, mostly the `commit` that belongs to it, and sends both in one
 * piece: each piece costs a call of the system, and a process of the server that wakes, looks and sleeps again.
 */
function gatherWrites(socket: net.Socket): void {
  const write = socket.write.bind(socket) as (chunk: Buffer, written?: () => void) => boolean
  const kept: Buffer[] = []
  const flush = () => {
    const pieces = kept.splice(0)
    if (pieces.length > 0 && socket.writable) write(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces))
  }
  const gather = (chunk: Buffer, written?: () => void) => {
    if (written) {
      flush()
      return write(chunk, written)
    }
    kept.push(chunk)
    if (chunk.length < LONG) flush()
    // What the driver keeps is due at the end of this turn, after this: the next turn is soon enough.
    else if (kept.length === 1) setImmediate(() => setImmediate(flush))
    return !socket.writableNeedDrain
  }
  // Node itself replaces it when the server hangs up.
  Object.defineProperty(socket, 'write', { value: gather, writable: true, configurable: true })
}

/** Asks the server for TLS, as libpq does: `require` encrypts, `verify-ca` and `verify-full` also check the certificate. */
async function negotiate(socket: net.Socket, host: string, mode: string): Promise<net.Socket> {
  const answer = new Promise<Buffer>((resolve, reject) => {
    socket.once('data', resolve)
    socket.once('error', reject)
  })
  socket.write(SSL_REQUEST)
  if ((await answer).toString('latin1') !== 'S') {
    if (mode === 'prefer' || mode === 'allow') return socket
    throw new DatabaseUnavailable('the server does not speak TLS')
  }
  const verified = mode === 'verify-full' || mode === 'verify-ca'
  return tls.connect({
    socket,
    servername: net.isIP(host) ? undefined : host,
    rejectUnauthorized: verified,
    ...(mode === 'verify-ca' && { checkServerIdentity: () => undefined }),
  })
}
