// Writes as values: a domain says what to write, a command sends what belongs together as one statement.
import 'server-only'
import type { PendingQuery, Row, TransactionSql } from 'postgres'
import type { TxCtx } from './context'
import { flat } from './flat'

/** An insert or update that has not been sent. */
export type Write = PendingQuery<Row[]>

/**
 * Under what a write of a statement happens: `from …` or `where …`, of what stands before it in the same statement. Every write that can
 * be one of several ends in it. Without one it always happens.
 */
export type Given = PendingQuery<Row[]>

/** What stands before the writes of a statement and is named by them, as `with` has it, and what the statement answers. */
export type Around = { readonly first: PendingQuery<Row[]>; readonly answer: PendingQuery<Row[]> }

/**
 * Several writes as one statement: one message, one plan. None of them sees what another wrote, so a row that others refer to
 * under row-level security goes ahead in a statement of its own, or the others are given by it; foreign keys are checked at the end.
 */
export function asOne<T extends readonly object[] = Row[]>(
  sql: TransactionSql,
  writes: readonly Write[],
  around?: Around,
): PendingQuery<T> {
  if (!around) return sql<T>(frameOf(writes.length, false), ...writes)
  return flat(sql, sql<T>(frameOf(writes.length, true), around.first, ...writes, around.answer))
}

const frames: [plain: TemplateStringsArray[], answering: TemplateStringsArray[]] = [[], []]

/** The text around so many writes, as a template's tag gets it: made once, so that the driver knows it again. */
function frameOf(count: number, answering: boolean): TemplateStringsArray {
  return (frames[Number(answering)]![count] ??= frame(count, answering))
}

function frame(count: number, answering: boolean): TemplateStringsArray {
  const names = Array.from({ length: count }, (_, at) => `write_${at} as (`)
  const open = names.map((name, at) => (at === 0 && !answering ? `with ${name}` : at === 0 ? `, ${name}` : `), ${name}`))
  const text = answering ? ['with ', ...open, ') select ', ''] : [...open, ') select']
  return Object.freeze(Object.assign(text, { raw: Object.freeze([...text]) }))
}

/** Sends several writes as one statement; none is no statement. */
export async function writeTogether(ctx: TxCtx, writes: readonly Write[]): Promise<void> {
  if (writes.length > 0) await asOne(ctx.sql, writes)
}

/**
 * Leaves writes for the end of the transaction: they are sent as one statement in the same breath as the commit, so that they cost
 * no round trip. A failure of theirs fails the transaction. Nothing in the transaction sees them.
 */
export function writeWithCommit(ctx: TxCtx, writes: readonly Write[]): void {
  ctx.tx.last.push(...writes)
}

/**
 * Sends as one statement what a customer's act causes and a customer's database role may not do: to change a case and its clocks.
 * Under that role it runs as the staff's; the way there and back travels with it.
 */
export async function writeAsHouse(ctx: TxCtx, writes: readonly Write[]): Promise<void> {
  if (ctx.tx.role === 'concord_staff') return writeTogether(ctx, writes)
  const there = become(ctx, 'concord_staff')
  const written = asOne(ctx.sql, writes).execute()
  await Promise.all([there, written, become(ctx, ctx.tx.role)])
}

function become(ctx: TxCtx, role: string) {
  return ctx.sql`select set_config('role', ${role}, true)`.execute()
}
