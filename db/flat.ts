// Statements that are put together from many parts, whose text is put together once. The driver writes the text of a statement anew each
// time it is sent, for the largest of ours 4 kB from two dozen parts; but the same templates in the same places give the same text.
import type { PendingQuery, Row, TransactionSql } from 'postgres'

/** What a part of a statement is to the driver: a template with its values, some of which are parts again. */
type Part = { readonly strings: readonly string[]; readonly args: readonly unknown[] }

/** Where a walk through the parts has come: which parts may follow, by their place and template, and the text when it ends here. */
type Shape = { readonly next: Map<number, Map<readonly string[], Shape>>; text?: string }

/** No place of a value. */
const END = -1

const newShape = (): Shape => ({ next: new Map() })
const root = newShape()

/**
 * The same statement with its parts and values in a row, for one that is made of the same few templates again and again: each combination is kept
 * for good. Parts that are made by a helper of the driver it leaves to the driver.
 */
export function flat<T extends readonly object[]>(sql: TransactionSql, statement: PendingQuery<T>): PendingQuery<T> {
  const values: unknown[] = []
  const whole = statement as unknown as Part
  const shape = walk(whole, 0, root, values)
  if (!shape || values.length === 0) return statement
  shape.text ??= textOf(whole, { count: 0 })
  return sql.unsafe<Row[]>(shape.text, values as never[], { prepare: true }) as unknown as PendingQuery<T>
}

/** Goes through a part in the order of its text; collects its values. Undefined when there is something in it that is neither part nor value. */
function walk(part: Part, place: number, from: Shape, values: unknown[]): Shape | undefined {
  let shape: Shape | undefined = step(from, place, part.strings)
  for (let at = 0; at < part.args.length; at++) {
    const arg = part.args[at]
    if (isPart(arg)) shape = walk(arg, at, shape, values)
    else if (isHelper(arg)) return undefined
    else values.push(arg)
    if (!shape) return undefined
  }
  // Where it ends, too: what follows may be a value of it or of the part around it.
  return step(shape, END, part.strings)
}

function step({ next }: Shape, place: number, strings: readonly string[]): Shape {
  let there = next.get(place)
  if (!there) next.set(place, (there = new Map()))
  let shape = there.get(strings)
  if (!shape) there.set(strings, (shape = newShape()))
  return shape
}

function textOf({ strings, args }: Part, values: { count: number }): string {
  return strings.reduce((text, string, at) => {
    const arg = args[at - 1]
    return `${text}${isPart(arg) ? textOf(arg, values) : `$${++values.count}`}${string}`
  })
}

function isPart(arg: unknown): arg is Part {
  return typeof arg === 'object' && arg !== null && 'strings' in arg && 'args' in arg
}

/** An identifier, a list of columns or rows, a value with its type, parts in a list: the driver writes these out. */
function isHelper(arg: unknown): boolean {
  if (Array.isArray(arg)) return arg.some(isPart)
  return typeof arg === 'object' && arg !== null && !(arg instanceof Date)
}
