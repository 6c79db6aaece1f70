import { sql } from 'drizzle-orm'
import { bigserial, index, integer, json, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'

/** Each worker process says that it lives; the jobs of one that fell silent are given back (INV-12). */
export const workerHeartbeats = pgTable('worker_heartbeats', {
  workerId: text('worker_id').primaryKey(),
  processId: uuid('process_id').notNull(),
  startedAt: instant('started_at').notNull(),
  seenAt: instant('seen_at').notNull(),
})

/**
 * Jobs that commands ordered in their transaction, until the worker hands them to its queue
 * (docs/decisions/2026-11-24-jobs-are-ordered-then-queued.md).
 */
export const jobOrders = pgTable('job_orders', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  job: text('job').notNull(),
  payload: json('payload').$type<unknown>().notNull(),
  key: text('key'),
  runAt: instant('run_at'),
})

/**
 * Mail to be sent: facts, not yet words. One row for one recipient; a job renders and delivers it. What is `folded` was too much
 * at once or came at night, and waits for the recipient's next digest.
 */
export const outbox = pgTable(
  'outbox',
  {
    /** Follows from the mail's key (lib/jobs/mail-id.ts), so that a repeated act writes one mail. */
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id'),
    caseId: uuid('case_id'),
    kind: text('kind').notNull(),
    recipientId: uuid('recipient_id'),
    facts: jsonb('facts').$type<Record<string, unknown>>().notNull(),
    status: text('status').$type<'waiting' | 'sent' | 'failed' | 'suppressed' | 'folded'>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
  },
  (table) => [
    index('outbox_waiting_idx')
      .on(table.createdAt)
      .where(sql`status = 'waiting'`),
    index('outbox_sent_to_idx')
      .on(table.recipientId, table.sentAt)
      .where(sql`sent_at is not null`),
    index('outbox_folded_idx')
      .on(table.recipientId)
      .where(sql`status = 'folded'`),
  ],
)
