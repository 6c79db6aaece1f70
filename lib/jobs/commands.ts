import 'server-only'
import { createHash } from 'node:crypto'
import type { TxCtx } from '@/db/context'
import type { Instant } from '@/lib/kernel/time'
import type { JobName, JobPayload, MailKind } from './payloads'

/** Enqueues a job in the running transaction: it runs after the commit, at least once, and never after a roll-back. */
export async function enqueue<N extends JobName>(
  ctx: TxCtx,
  name: N,
  payload: JobPayload<N>,
  options: { key?: string; runAt?: Instant } = {},
): Promise<void> {
  ctx.tx.wakes.add('jobs')
  await ctx.sql`select enqueue_job(${name}, ${JSON.stringify(payload)}::json, ${options.key ?? null}, ${options.runAt ?? null}::timestamptz)`
}

export type MailOrder = {
  kind: MailKind
  recipientId: string
  organisationId: string | null
  caseId?: string
  /** The same key is queued once: a repeated act sends one mail. */
  dedupeKey: string
  /** What the words need and the database will not know later, such as a one-time link or a due time as promised. */
  facts?: Record<string, unknown>
}

/**
 * Puts a mail into the outbox and enqueues its delivery, in the running transaction. In an installation flagged `replay`
 * the row is kept as suppressed and nothing is sent. The row's id follows from its key, so a repeated act names the row of the
 * first time.
 */
export async function queueMail(ctx: TxCtx, order: MailOrder): Promise<void> {
  const id = idOfKey(order.dedupeKey)
  ctx.tx.wakes.add('jobs')
  await ctx.sql`
    with stored as (
      insert into outbox (id, organisation_id, case_id, kind, recipient_id, facts, dedupe_key, status, created_at)
      select ${id}::uuid, ${order.organisationId}::uuid, ${order.caseId ?? null}::uuid, ${order.kind}, ${order.recipientId}::uuid, ${JSON.stringify(order.facts ?? {})}::jsonb,
        ${order.dedupeKey}, case when kind = 'replay' then 'suppressed' else 'waiting' end, ${ctx.now}::timestamptz
      from installation
      on conflict do nothing)
    select enqueue_job('email.deliver', ${JSON.stringify({ outboxId: id })}::json, ${`mail:${order.dedupeKey}`}) from installation where kind <> 'replay'`
}

/** The UUID of version 8 (RFC 9562 §5.8) that belongs to a key for good. */
function idOfKey(key: string): string {
  const bytes = createHash('sha256').update(key).digest().subarray(0, 16)
  bytes[6] = 0x80 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
