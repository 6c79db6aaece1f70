// The queue's way to PostgreSQL. graphile-worker writes the end of a job once and unawaited, and tries again only for codes it
// knows, among them 57P03 ("cannot connect now"). A connection that was cut has other codes: an outage just then would be an
// unhandled rejection and end the process (FT-05). Its batches do not help: after two failures they never end.
import { Pool, type PoolClient, type PoolConfig } from 'pg'

const AWAY = '57P03'
const LOST = /^(57P0|08|ECONN|EPIPE|ETIMEDOUT|EHOST|ENETUNREACH)/
const LOST_WORDS = /^(Connection terminated|Client has encountered a connection error|Client was closed)/

type Connected = (error: Error | undefined, client: PoolClient | undefined, done: (release?: unknown) => void) => void
type Ask = (...values: unknown[]) => unknown

/** A pool that says "cannot connect now" whenever a connection is lost, so that the queue tries again. */
export class QueuePool extends Pool {
  #taught = new WeakSet<PoolClient>()
  readonly #onAway: (error: unknown) => void

  /** `onAway` hears of each attempt to connect that failed. */
  constructor(config: PoolConfig, onAway: (error: unknown) => void) {
    super(config)
    this.#onAway = onAway
  }

  override connect(): Promise<PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<PoolClient> | void {
    return callback ? super.connect(callback) : this.#connect()
  }

  async #connect(): Promise<PoolClient> {
    try {
      const client = await super.connect()
      if (!this.#taught.has(client)) {
        this.#taught.add(client)
        const ask = client.query.bind(client) as Ask
        Object.defineProperty(client, 'query', { value: (...values: unknown[]) => translated(ask(...values)) })
      }
      return client
    } catch (error) {
      this.#onAway(error)
      throw away(error)
    }
  }
}

function translated(answer: unknown): unknown {
  return answer instanceof Promise
    ? answer.catch((error: unknown) => Promise.reject(isLoss(error) ? away(error) : error))
    : answer
}

function isLoss(error: unknown): boolean {
  return error instanceof Error && (LOST.test((error as { code?: string }).code ?? '') || LOST_WORDS.test(error.message))
}

function away(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error)
  return Object.assign(new Error(reason, { cause: error }), { code: AWAY })
}
