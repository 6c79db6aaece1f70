// LISTEN on one connection beside the pool, which comes back by itself.
import { DatabaseUnavailable, type Connection, type ConnectionOptions } from './connection'
import type { Pool } from './pool'

const HEARTBEAT_MS = 4_000

export type Hearer = { onMessage: (payload: string) => void; onListen: () => void }

export class Listener {
  #channels = new Map<string, Set<Hearer>>()
  #connection: Connection | undefined
  #opening: Promise<void> | undefined
  #ended = false

  constructor(
    private readonly pool: Pool,
    private readonly options: ConnectionOptions,
  ) {}

  /** Resolves when the channel is heard for the first time. */
  async add(channel: string, hearer: Hearer): Promise<() => Promise<void>> {
    const hearers = this.#channels.get(channel)
    const isNew = hearers === undefined
    if (hearers) hearers.add(hearer)
    else this.#channels.set(channel, new Set([hearer]))
    if (!this.#connection) await this.#open()
    else {
      try {
        if (isNew) await this.#say(this.#connection, `listen ${quoted(channel)}`)
        hearer.onListen()
      } catch {
        await this.#open() // lost meanwhile: listening starts again there, for this hearer too
      }
    }
    return () => this.#remove(channel, hearer)
  }

  async end(): Promise<void> {
    this.#ended = true
    await this.#connection?.end()
  }

  async #remove(channel: string, hearer: Hearer): Promise<void> {
    const hearers = this.#channels.get(channel)
    hearers?.delete(hearer)
    if (hearers?.size !== 0) return
    this.#channels.delete(channel)
    if (this.#connection) await this.#say(this.#connection, `unlisten ${quoted(channel)}`).catch(() => undefined)
  }

  #open(): Promise<void> {
    this.#opening ??= this.#start().finally(() => (this.#opening = undefined))
    return this.#opening
  }

  async #start(): Promise<void> {
    while (!this.#ended) {
      const connection = await this.pool.extra({
        ...this.options,
        applicationName: `${this.options.applicationName} listener`,
        onNotify: (channel, payload) => this.#channels.get(channel)?.forEach((hearer) => hearer.onMessage(payload)),
      })
      try {
        // Channels may be added while we wait, so look again until none is left.
        const said = new Set<string>()
        for (let channel = this.#unsaid(said); channel !== undefined; channel = this.#unsaid(said)) {
          await this.#say(connection, `listen ${quoted(channel)}`)
          said.add(channel)
        }
      } catch {
        connection.discard(new DatabaseUnavailable('LISTEN failed'))
        continue
      }
      this.#connection = connection
      const beat = setInterval(() => void this.#say(connection, 'select 1').catch(() => undefined), HEARTBEAT_MS)
      beat.unref()
      connection.onLost = (reason) => {
        clearInterval(beat)
        this.#connection = undefined
        if (this.#ended) return
        this.pool.suspect(reason)
        void this.#open().catch(() => undefined) // rejects only when the client was ended
      }
      for (const hearers of [...this.#channels.values()]) for (const hearer of [...hearers]) hearer.onListen()
      return
    }
  }

  #unsaid(said: Set<string>): string | undefined {
    return [...this.#channels.keys()].find((channel) => !said.has(channel))
  }

  /** One statement, answered within a heartbeat or the connection is given up: a silent network never says that it is gone. */
  async #say(connection: Connection, statement: string): Promise<void> {
    const timer = setTimeout(
      () => connection.discard(new DatabaseUnavailable('the listening connection fell silent')),
      HEARTBEAT_MS,
    )
    try {
      await connection.alone((unsafe) => unsafe(statement))
    } finally {
      clearTimeout(timer)
    }
  }
}

const quoted = (channel: string) => `"${channel.replaceAll('"', '""')}"`
