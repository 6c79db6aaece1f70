// Writes as values: a domain says what to write, a command sends what belongs together as one statement.
import 'server-only'
import type { PendingQuery, Row, TransactionSql } from 'postgres'
import type { TxCtx } from './context'

/** An insert or update that has not been sent. */
export type Write = PendingQuery<Row[]>

/**
 * Several writes as one statement: one message, one plan. None of them sees what another wrote, so a row that others refer to
 * under row-level security goes ahead in a statement of its own; foreign keys are checked at the end.
 */
export function asOne(sql: TransactionSql, writes: readonly Write[]): Write {
  const parts = writes.map((write, at) => sql`${at === 0 ? sql`` : sql`,`} ${sql(`write_${at}`)} as (${write})`)
  return sql`with ${parts} select`
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
