import { bigserial, customType, foreignKey, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { cases } from './cases'

/** Full transaction id; readers order by it because ids are given before commit (ME-19). */
const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })

/**
 * The audit: what changed, by whom, before and after, written in the transaction of the change and never again. The
 * timeline of a case is read from it; `audience` says whether the customer may.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind').$type<'customer' | 'staff' | 'system' | 'anonymous'>().notNull(),
    actorId: uuid('actor_id'),
    organisationId: uuid('organisation_id'),
    caseId: uuid('case_id'),
    subjectId: uuid('subject_id'),
    action: text('action').notNull(),
    audience: text('audience').$type<'customer' | 'staff'>().notNull(),
    before: jsonb('before').$type<Record<string, unknown>>(),
    after: jsonb('after').$type<Record<string, unknown>>(),
    requestId: text('request_id').notNull(),
  },
  (table) => [
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'audit_entries_case_fk',
    }),
    index('audit_entries_case_idx').on(table.caseId, table.id),
    index('audit_entries_organisation_idx').on(table.organisationId, table.id),
    index('audit_entries_subject_idx').on(table.subjectId, table.id),
  ],
)

/** What open pages hear of: a small fact and whom it concerns, kept for a day so that a reader can catch up. */
export const events = pgTable(
  'events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    xid: xid8('xid').notNull(),
    at: instant('at').notNull(),
    organisationId: uuid('organisation_id'),
    caseId: uuid('case_id'),
    userId: uuid('user_id'),
    audience: text('audience').$type<'customer' | 'staff' | 'person'>().notNull(),
    type: text('type').notNull(),
    facts: jsonb('facts').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [index('events_order_idx').on(table.xid, table.id), index('events_at_idx').on(table.at)],
)
