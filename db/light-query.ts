// Queries of postgres.js 3.4.9 (src/query.js) whose answers can be forgotten as soon as nobody needs them any more.
// V8 puts a function that is written where it is assigned to a property (`this.resolve = (x) => …`) into the old generation at
// once. The driver does that twice for each query, with functions that refer to the query and so to its rows: whatever a
// statement returned outlived all quick collections, and each of them copied it, for 20 ms and more
// (docs/decisions/2026-11-30-answers-that-are-forgotten.md). Here a query has methods, and no function of its own.
import type { Sql } from 'postgres'

/** What we touch of a query of the driver. The version is pinned; `client.db.test.ts` watches this. */
export type DriverQuery = {
  args: readonly unknown[]
  options: object
  handler: (query: DriverQuery) => void
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
  catch: (ignore: () => void) => unknown
}

/** A query that tells its watcher when it is sent and when it is answered. */
export type LightQuery = DriverQuery & {
  watcher: Watcher | undefined
  /** Hands it to the driver. */
  readonly send: (query: DriverQuery) => void
}

/** Told of what happens to a query before who awaits it. */
export type Watcher = {
  /** In place of the driver: sends the query, or settles it. */
  sending: (query: LightQuery) => void
  answered: (query: LightQuery) => void
  refused: (query: LightQuery, error: unknown) => void
}

export type Tag = (first: unknown, ...rest: unknown[]) => unknown

/** The driver's `sql` and `sql.unsafe` with queries that are light. */
export type LightSql = { readonly tag: Tag; readonly unsafe: Sql['unsafe'] }

/** Makes the light queries of one connection. The driver makes one query for each template and one for all texts; the others are made after these. */
export function lightSql(sql: Sql): LightSql {
  const firsts = new WeakMap<object, DriverQuery>()
  const firstOf = (strings: object, rest: unknown[]) => {
    let first = firsts.get(strings)
    if (!first) firsts.set(strings, (first = (sql as unknown as Tag)(strings, ...rest) as DriverQuery))
    return first
  }
  const tag: Tag = (first, ...rest) => {
    if (!isTemplate(first)) return (sql as unknown as Tag)(first, ...rest)
    const like = firstOf(first, rest)
    return light(like, first, rest, { ...like.options })
  }
  const text = sql.unsafe('') as unknown as DriverQuery
  const unsafe = (query: string, values: readonly unknown[] = [], options: { prepare?: boolean; simple?: boolean } = {}) =>
    light(text, [query], values, { prepare: false, simple: values.length === 0, ...options })
  return { tag, unsafe: unsafe as unknown as Sql['unsafe'] }
}

function isTemplate(first: unknown): first is TemplateStringsArray {
  return Array.isArray(first) && 'raw' in first
}

type Made = new (like: DriverQuery, strings: readonly string[], args: readonly unknown[], options: object) => LightQuery
const NOTHING: readonly unknown[] = []
let made: { readonly methods: object; readonly Light: Made } | undefined

/** A query of this text and these values, not yet sent, like one that never will be. */
function light(like: DriverQuery, strings: readonly string[], args: readonly unknown[], options: object): LightQuery {
  const methods: object = Object.getPrototypeOf(like)
  if (made?.methods !== methods) made = { methods, Light: lightClass(methods, like) }
  like.args = NOTHING
  return new made.Light(like, strings, args, options)
}

/** The fields that the driver gives a query, all but those that settle it. */
type Fields = Omit<DriverQuery, 'resolve' | 'reject'> & Record<string | symbol, unknown>

/**
 * A class with the methods of the driver's queries, which to the driver are its own. No function is made for each of them, and no promise
 * until somebody waits: half of the queries we make are parts of others.
 */
function lightClass(methods: object, first: DriverQuery): Made {
  const found = Object.getOwnPropertySymbols(first).find(({ description }) => description === 'OriginError')
  if (!found) throw new Error('the queries of the driver are not those of version 3.4.9')
  const originError: symbol = found

  class Light {
    declare args: readonly unknown[]
    declare options: object
    declare active: boolean
    declare watcher: Watcher | undefined
    declare send: LightQuery['send']
    declare awaited: PromiseWithResolvers<unknown> | undefined
    /** The driver's own. */
    declare handle: () => void

    constructor(like: DriverQuery, strings: readonly string[], args: readonly unknown[], options: object) {
      const { tagged, canceller, handler, [originError]: origin } = like as Fields
      this.awaited = undefined
      this.watcher = undefined
      this.args = args
      this.options = options
      this.send = handler
      this.active = false
      Object.assign(this, {
        tagged,
        strings,
        canceller,
        state: null,
        statement: null,
        cancelled: null,
        executed: false,
        signature: '',
      })
      ;(this as unknown as Fields)[originError] = origin
    }

    /** What the driver calls to send it. */
    handler(): void {
      const query = this as unknown as LightQuery
      if (this.watcher) this.watcher.sending(query)
      else this.send(query)
    }

    resolve(value: unknown): void {
      this.active = false
      this.watcher?.answered(this as unknown as LightQuery)
      this.#promise().resolve(value)
    }

    reject(error: unknown): void {
      this.active = false
      this.watcher?.refused(this as unknown as LightQuery, error)
      this.#promise().reject(error)
    }

    then(...on: Parameters<Promise<unknown>['then']>): Promise<unknown> {
      this.handle()
      return this.#promise().promise.then(...on)
    }

    catch(...on: Parameters<Promise<unknown>['catch']>): Promise<unknown> {
      this.handle()
      return this.#promise().promise.catch(...on)
    }

    finally(...on: Parameters<Promise<unknown>['finally']>): Promise<unknown> {
      this.handle()
      return this.#promise().promise.finally(...on)
    }

    #promise(): PromiseWithResolvers<unknown> {
      return (this.awaited ??= Promise.withResolvers())
    }
  }
  Object.setPrototypeOf(Light.prototype, methods)
  return Light as unknown as Made
}
