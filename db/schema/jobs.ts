import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'

/** Each worker process says that it lives; the jobs of one that fell silent are given back (INV-12). */
export const workerHeartbeats = pgTable('worker_heartbeats', {
  workerId: text('worker_id').primaryKey(),
  processId: uuid('process_id').notNull(),
  startedAt: instant('started_at').notNull(),
  seenAt: instant('seen_at').notNull(),
})

/** Mail to be sent: facts, not yet words. One row for one recipient; a job renders and delivers it. */
export const outbox = pgTable(
  'outbox',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id'),
    caseId: uuid('case_id'),
    kind: text('kind').notNull(),
    recipientId: uuid('recipient_id'),
    facts: jsonb('facts').$type<Record<string, unknown>>().notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    status: text('status').$type<'waiting' | 'sent' | 'failed' | 'suppressed'>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
  },
  (table) => [
    uniqueIndex('outbox_dedupe_key').on(table.dedupeKey),
    index('outbox_status_idx').on(table.status, table.createdAt),
    index('outbox_case_idx').on(table.caseId),
  ],
)
