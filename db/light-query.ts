// Queries of postgres.js 3.4.9 (src/query.js) whose answers can be forgotten as soon as nobody needs them any more.
// V8 puts a function that is written where it is assigned to a property (`this.resolve = (x) => …`) into the old generation at
// once. The driver does that twice for each query, with functions that refer to the query and so to its rows: whatever a
// statement returned outlived all quick collections, and each of them copied it, for 20 ms and more
// (docs/decisions/2026-11-30-answers-that-are-forgotten.md). A function that is assigned by its name stays young.
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

export type Tag = (first: unknown, ...rest: unknown[]) => unknown

/** The driver's `sql` and `sql.unsafe` with queries that are light. */
export type LightSql = { readonly tag: Tag; readonly unsafe: Sql['unsafe'] }

/** Makes the light queries of one connection. The driver makes a query once for each template; the others are made after it. */
export function lightSql(sql: Sql): LightSql {
  const firsts = new WeakMap<object, DriverQuery>()
  const firstOf = (strings: object, rest: unknown[]) => {
    let first = firsts.get(strings)
    if (!first) firsts.set(strings, (first = (sql as unknown as Tag)(strings, ...rest) as DriverQuery))
    return first
  }
  const unsafe: Sql['unsafe'] = (text, parameters, options) => {
    const query = sql.unsafe(text, parameters, options) as unknown as DriverQuery
    return light(query, query.args) as never
  }
  const tag: Tag = (first, ...rest) =>
    isTemplate(first) ? light(firstOf(first, rest), rest) : (sql as unknown as Tag)(first, ...rest)
  return { tag, unsafe }
}

function isTemplate(first: unknown): first is TemplateStringsArray {
  return Array.isArray(first) && 'raw' in first
}

type Made = new (like: DriverQuery, args: readonly unknown[]) => DriverQuery
const NOTHING: readonly unknown[] = []
let made: { readonly methods: object; readonly Light: Made } | undefined

/** A query with these values, not yet sent, like one that never will be. */
function light(like: DriverQuery, args: readonly unknown[]): DriverQuery {
  const methods: object = Object.getPrototypeOf(like)
  if (made?.methods !== methods) made = { methods, Light: lightClass(methods) }
  const query = new made.Light(like, args)
  like.args = NOTHING
  return query
}

/** A class of promises with the methods of the driver's queries, which to the driver are its own. */
function lightClass(methods: object): Made {
  class LightQuery extends Promise<unknown> {
    declare args: readonly unknown[]
    declare options: object
    declare active: boolean
    declare resolve: DriverQuery['resolve']
    declare reject: DriverQuery['reject']

    constructor(like: DriverQuery, args: readonly unknown[]) {
      let accept: DriverQuery['resolve']
      let refuse: DriverQuery['reject']
      super((resolve, reject) => {
        accept = resolve
        refuse = reject
      })
      Object.assign(this, like)
      this.args = args
      this.options = { ...like.options }
      const resolve: DriverQuery['resolve'] = (value) => {
        this.active = false
        accept(value)
      }
      const reject: DriverQuery['reject'] = (error) => {
        this.active = false
        refuse(error)
      }
      this.resolve = resolve
      this.reject = reject
    }

    static override get [Symbol.species]() {
      return Promise
    }
  }
  Object.setPrototypeOf(LightQuery.prototype, methods)
  return LightQuery as unknown as Made
}
