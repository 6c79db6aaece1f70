// One connection for life: a postgres.js client that owns exactly one socket and never makes another.
// postgres.js 3.4.9 reconnects by itself, and that is where it fails: it may write to a socket that is gone (a throw out of
// setImmediate that nobody can catch), leave queries unsettled, connect thousands of times a second to a server that hangs up,
// or send the rest of a lost transaction down a new connection. None of that can happen here: the driver is never told that its
// socket closed, so it never reconnects; we notice the loss, reject every query that is open, and throw the client away.
import net from 'node:net'
import postgres, { type Notice, type PendingQuery, type Row, type Sql } from 'postgres'
import { deadline } from './deadline'
import { DatabaseUnavailable } from './failures'
import { Lane, remove } from './lane'
import { lightSql, type LightSql } from './light-query'
import { gatherWrites, negotiate } from './socket'
import { teach } from './wire'

export { DatabaseUnavailable } from './failures'

/** Options of the driver that its types leave out. */
type UntypedOptions = {
  onnotify: (channel: string, payload: string) => void
  socket: (parsed: { host: string[]; port: number[]; path: string | false }) => Promise<net.Socket>
}

const ignore = () => undefined

/** How long a transaction that has read everything may stay open for the next one to end it. */
const END_WITHIN_MS = 2
const TERMINATE = Buffer.from([0x58, 0, 0, 0, 4])

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
