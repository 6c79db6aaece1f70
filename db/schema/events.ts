import { sql } from 'drizzle-orm'
import { bigint, bigserial, customType, foreignKey, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, xid8 } from '../columns'
import { cases } from './cases'

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

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
    // What an administrator looks for (docs/decisions/2026-11-24-the-audit-is-a-chain.md). Only rows that such a question can
    // find are kept in an index: acts on cases pay for one more.
    index('audit_entries_at_idx').on(table.at, table.id),
    index('audit_entries_organisation_at_idx').on(table.organisationId, table.at, table.id),
    index('audit_entries_actor_at_idx')
      .on(table.actorId, table.at, table.id)
      .where(sql`actor_id is not null`),
    index('audit_entries_subject_at_idx')
      .on(table.subjectId, table.at, table.id)
      .where(sql`subject_id is not null`),
    index('audit_entries_action_at_idx')
      .on(table.action, table.at, table.id)
      .where(sql`case_id is null`),
  ],
)

/**
 * The chain over the audit: each link holds the hash of its entry and of the link before, in the order of ids. Written by a job
 * after the commits (INV-11), and never again.
 */
export const auditLinks = pgTable('audit_links', {
  entryId: bigint('entry_id', { mode: 'number' }).primaryKey(),
  hash: bytea('hash').notNull(),
})

/** Each time the chain was checked: how far, what its last link was, and the first entry that did not hold, if any. */
export const auditVerifications = pgTable('audit_verifications', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  at: instant('at').notNull(),
  entries: bigint('entries', { mode: 'number' }).notNull(),
  lastEntryId: bigint('last_entry_id', { mode: 'number' }),
  lastHash: bytea('last_hash'),
  brokenEntryId: bigint('broken_entry_id', { mode: 'number' }),
  broken: text('broken').$type<'changed' | 'removed' | 'added' | 'rewritten'>(),
})

/** What open pages hear of: a small fact and whom it concerns, kept for a day so that a reader can catch up. */
export const events = pgTable(
  'events',
  {
    id: bigserial('id', { mode: 'number' }).notNull(),
    xid: xid8('xid').notNull(),
    at: instant('at').notNull(),
    organisationId: uuid('organisation_id'),
    caseId: uuid('case_id'),
    userId: uuid('user_id'),
    audience: text('audience').$type<'customer' | 'staff' | 'person' | 'everyone'>().notNull(),
    type: text('type').notNull(),
    facts: jsonb('facts').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.xid, table.id] })],
)
