// The queries of one transaction, and what becomes of them when it or its connection ends.
import type { LightQuery, Watcher } from './light-query'

const ignore = () => undefined

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

/** Of a short list, mostly its first. Sets that are filled and emptied all the time make new tables each time. */
export function remove<T>(list: T[], item: T): void {
  const at = list.indexOf(item)
  if (at === 0) list.shift()
  else if (at > 0) list.splice(at, 1)
}
