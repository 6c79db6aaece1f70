// A running transaction on one connection: raw SQL and drizzle, whose queries all go through its lane.
// One is made for each request, so it is made of little: its methods are shared (./light-query.ts says what a function costs).
import { PgDialect } from 'drizzle-orm/pg-core'
import { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { PostgresJsSession } from 'drizzle-orm/postgres-js/session'
import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres'
import type { Connection } from './connection'
import type { Lane } from './lane'
import { isGivenUp } from './failures'
import type { Tag } from './light-query'

/** A running transaction: raw SQL and drizzle on one connection. Both reject once it is over. */
export interface Tx {
  sql: TransactionSql
  db: PostgresJsDatabase
}

/** The transaction whose queries the lane lets run. */
export function openTx(connection: Connection, lane: Lane): Tx {
  return new LaneTx(connection, lane)
}

const dialect = new PgDialect()

class LaneTx implements Tx {
  readonly sql: TransactionSql
  #db: PostgresJsDatabase | undefined
  #savepoints = 0

  constructor(
    readonly connection: Connection,
    private readonly lane: Lane,
  ) {
    const tag: Tag = (first, ...rest) => lane.admit(connection.light.tag(first, ...rest))
    const own = Object.setPrototypeOf(tag, METHODS) as Own
    own.tx = this
    this.sql = own as unknown as TransactionSql
  }

  get db(): PostgresJsDatabase {
    return (this.#db ??= new PostgresJsDatabase(
      dialect,
      new PostgresJsSession(new DrizzleDriver(this) as unknown as Sql, dialect, undefined),
      undefined,
    ))
  }

  unsafe(...query: Parameters<Sql['unsafe']>): PendingQuery<Row[]> {
    return this.lane.admit(this.connection.light.unsafe(...query))
  }

  async nest<T>(body: () => Promise<T>): Promise<T> {
    const { lane } = this
    const name = `s${this.#savepoints++}`
    await this.unsafe(`savepoint ${name}`)
    const before = lane.failure
    try {
      return await body()
    } catch (error) {
      if (lane.closed) throw error
      await this.unsafe(`rollback to ${name}`)
      const failure = lane.failure
      // What failed in here has not happened: it must not be named when something else fails the transaction later.
      lane.failure = before
      throw isGivenUp(error) ? (failure ?? error) : error
    }
  }
}

/** `sql` of a transaction is a function that knows its transaction. */
type Own = Tag & { tx: LaneTx }
type Body<T> = (inner: TransactionSql) => Promise<T>

const METHODS = Object.setPrototypeOf(
  {
    unsafe(this: Own, ...query: Parameters<Sql['unsafe']>) {
      return this.tx.unsafe(...query)
    },
    savepoint<T>(this: Own, first: string | Body<T>, second?: Body<T>) {
      return this.tx.nest(() => (typeof first === 'function' ? first : second!)(this.tx.sql))
    },
    notify(this: Own, channel: string, payload: string) {
      return this.tx.unsafe('select pg_notify($1, $2)', [channel, payload])
    },
    array(this: Own, ...values: Parameters<Sql['array']>) {
      return this.tx.connection.sql.array(...values)
    },
    json(this: Own, value: Parameters<Sql['json']>[0]) {
      return this.tx.connection.sql.json(value)
    },
    typed(this: Own, value: never, oid: number) {
      return this.tx.connection.sql.typed(value, oid)
    },
    get types() {
      return (this as unknown as Own).tx.connection.sql.types
    },
  },
  Function.prototype,
) as object

/** What drizzle takes for the driver. It asks for unprepared statements, which costs a round trip each time to describe them: prepared here. */
class DrizzleDriver {
  constructor(private readonly tx: LaneTx) {}

  unsafe(query: string, parameters?: never[]) {
    return this.tx.unsafe(query, parameters, { prepare: true })
  }

  begin<T>(body: (client: unknown) => Promise<T>): Promise<T> {
    return this.tx.nest(() => body(this))
  }

  savepoint<T>(body: (client: unknown) => Promise<T>): Promise<T> {
    return this.tx.nest(() => body(this))
  }
}
