import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant, tsvector, xid8 } from '../columns'
import { users } from './identity'

export type CaseStatusColumn = 'new' | 'open' | 'waiting' | 'with_account_manager' | 'resolved' | 'closed'
export type CaseCategoryColumn = 'how_to' | 'problem' | 'licence' | 'project_or_data'

/** What the policy calls useful information (P9). */
export type CaseDetails = { username?: string; site?: string; project?: string; browser?: string }

/**
 * One case. The columns from `next_due_at` on repeat the clock that runs out first, so that the queue of each calendar
 * comes from one index (sla.md §3.1); they are written by the same command that writes the clock.
 */
export const cases = pgTable(
  'cases',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    number: bigint('number', { mode: 'number' }).notNull(),
    /** A member of the organisation: the foreign key is the pair (0001_security.sql), which implies both halves. */
    requesterId: uuid('requester_id').notNull(),
    category: text('category').$type<CaseCategoryColumn>().notNull(),
    subject: text('subject').notNull(),
    impact: text('impact').$type<'unusable' | 'major' | 'minor' | 'none'>().notNull(),
    workaround: text('workaround').$type<'no' | 'temporary' | 'acceptable'>().notNull(),
    worseNote: text('worse_note'),
    severity: smallint('severity').notNull(),
    status: text('status').$type<CaseStatusColumn>().notNull(),
    statusBeforeWaiting: text('status_before_waiting').$type<'open' | 'with_account_manager'>(),
    regionCode: text('region_code').notNull(),
    calendarId: text('calendar_id').notNull(),
    policyVersionId: text('policy_version_id').notNull(),
    assigneeId: uuid('assignee_id').references(() => users.id),
    channel: text('channel').$type<'portal' | 'email' | 'widget' | 'desk'>().notNull(),
    details: jsonb('details').$type<CaseDetails>().notNull(),
    followUpOfId: uuid('follow_up_of_id'),
    /** The case that this one goes on in; such a case is closed. */
    mergedIntoId: uuid('merged_into_id'),
    version: integer('version').notNull().default(1),
    openedAt: instant('opened_at').notNull(),
    lastActivityAt: instant('last_activity_at').notNull(),
    lastPublicStaffMessageAt: instant('last_public_staff_message_at'),
    /** Since when the customer has been without an answer; null when our message is the last. */
    customerWaitingSince: instant('customer_waiting_since'),
    resolvedAt: instant('resolved_at'),
    closedAt: instant('closed_at'),
    nextMetric: text('next_metric').$type<'first_response' | 'update'>(),
    nextDueAt: instant('next_due_at'),
    nextAtRiskAt: instant('next_at_risk_at'),
    nextTargetMinutes: integer('next_target_minutes'),
    nextCalendarId: text('next_calendar_id'),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    uniqueIndex('cases_id_key').on(table.id),
    uniqueIndex('cases_number_key').on(table.number),
    foreignKey({
      columns: [table.organisationId, table.followUpOfId],
      foreignColumns: [table.organisationId, table.id],
      name: 'cases_follow_up_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.mergedIntoId],
      foreignColumns: [table.organisationId, table.id],
      name: 'cases_merged_into_fk',
    }),
    // The queue (docs/decisions/2026-11-24-the-queue-comes-from-indexes.md). After what orders a list stands what filters it, so
    // that a filter is judged inside the index.
    index('cases_breached_idx')
      .on(
        table.severity,
        table.nextDueAt,
        table.openedAt,
        table.id,
        table.regionCode,
        table.category,
        table.status,
        table.assigneeId,
        table.organisationId,
      )
      .where(sql`status in ('new','open','waiting','with_account_manager') and next_due_at is not null`),
    index('cases_running_idx')
      .on(
        table.regionCode,
        table.calendarId,
        table.nextCalendarId,
        sql`(assignee_id is null)`,
        table.nextDueAt,
        table.severity,
        table.openedAt,
        table.id,
        table.nextAtRiskAt,
        table.category,
        table.status,
        table.assigneeId,
        table.organisationId,
      )
      .where(sql`status in ('new','open','waiting','with_account_manager') and next_due_at is not null`),
    index('cases_without_promise_idx')
      .on(
        sql`(status = 'waiting')`,
        sql`(assignee_id is null)`,
        table.severity,
        table.customerWaitingSince,
        table.openedAt,
        table.id,
        table.regionCode,
        table.category,
        table.status,
        table.assigneeId,
        table.organisationId,
      )
      .where(sql`status in ('new','open','waiting','with_account_manager') and next_due_at is null`),
    // One person's cases and one organisation's are few: all that a list needs to know of them, to be put in order afterwards.
    index('cases_assignee_idx')
      .on(
        table.assigneeId,
        table.severity,
        table.category,
        table.regionCode,
        table.status,
        table.calendarId,
        table.nextCalendarId,
        table.nextDueAt,
        table.openedAt,
        table.id,
        table.nextAtRiskAt,
        table.customerWaitingSince,
        table.lastActivityAt,
        table.organisationId,
      )
      .where(sql`status in ('new','open','waiting','with_account_manager') and assignee_id is not null`),
    // "Not resolved" is said in its own words here, so that lists of many organisations have no other index to take.
    index('cases_open_of_organisation_idx')
      .on(
        table.organisationId,
        sql`(assignee_id is null)`,
        table.severity,
        table.nextDueAt,
        table.openedAt,
        table.id,
        table.nextAtRiskAt,
        table.category,
        table.regionCode,
        table.status,
        table.assigneeId,
        table.calendarId,
        table.nextCalendarId,
        table.customerWaitingSince,
        table.lastActivityAt,
      )
      .where(sql`status not in ('resolved','closed')`),
    index('cases_open_by_age_idx')
      .on(
        table.openedAt,
        table.id,
        table.regionCode,
        table.severity,
        table.category,
        table.status,
        table.assigneeId,
        table.organisationId,
      )
      .where(sql`status in ('new','open','waiting','with_account_manager')`),
    index('cases_open_by_activity_idx')
      .on(
        table.lastActivityAt,
        table.id,
        table.regionCode,
        table.severity,
        table.category,
        table.status,
        table.assigneeId,
        table.organisationId,
      )
      .where(sql`status in ('new','open','waiting','with_account_manager')`),
    index('cases_waiting_idx')
      .on(
        table.regionCode,
        table.calendarId,
        table.nextCalendarId,
        sql`(assignee_id is null)`,
        table.nextDueAt,
        table.severity,
        table.openedAt,
        table.id,
        table.nextAtRiskAt,
        table.category,
        table.assigneeId,
        table.organisationId,
      )
      .where(sql`status = 'waiting' and next_due_at is not null`),
    index('cases_resolved_idx')
      .on(table.resolvedAt, table.id, table.regionCode, table.severity, table.category, table.assigneeId, table.organisationId)
      .where(sql`status = 'resolved'`),
    // What falls due: read each minute, so that nobody is surprised (lib/notifications).
    index('cases_at_risk_idx')
      .on(table.nextAtRiskAt, table.id, table.nextMetric, table.nextDueAt)
      .where(sql`status in ('new','open','waiting','with_account_manager') and next_at_risk_at is not null`),
    // Words of the cases in the queue are found among these alone; a closed one is found in the view of all.
    index('cases_subject_idx')
      .using('gin', sql`to_tsvector('simple', subject)`)
      .with({ gin_pending_list_limit: 256 })
      .where(sql`status in ('new','open','waiting','with_account_manager','resolved')`),
    index('cases_closed_subject_idx')
      .using('gin', sql`to_tsvector('simple', subject)`)
      .with({ gin_pending_list_limit: 256 })
      .where(sql`status = 'closed'`),
    // What followed a case is asked for on its page.
    index('cases_follow_up_idx')
      .on(table.organisationId, table.followUpOfId)
      .where(sql`follow_up_of_id is not null`),
    index('cases_requester_idx').on(table.requesterId, table.lastActivityAt, table.id),
    index('cases_organisation_idx').on(table.organisationId, table.lastActivityAt, table.id),
  ],
)

export const caseParticipants = pgTable(
  'case_participants',
  {
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    userId: uuid('user_id').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.userId] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_participants_case_fk',
    }),
    index('case_participants_user_idx').on(table.userId, table.caseId),
  ],
)

/** Public words on a case. */
export const caseMessages = pgTable(
  'case_messages',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    authorId: uuid('author_id').notNull(),
    authorKind: text('author_kind').$type<'customer' | 'staff'>().notNull(),
    body: text('body').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_messages_case_fk',
    }),
    index('case_messages_case_idx').on(table.caseId, table.createdAt, table.id),
  ],
)

/**
 * The words of a case's subject and messages, each with its organisation before it, so that one index scan finds those of one
 * organisation. Written after the commits by a job (docs/decisions/2026-11-24-customers-find-words-by-an-index.md).
 */
export const caseWords = pgTable(
  'case_words',
  {
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    words: tsvector('words').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_words_case_fk',
    }),
    index('case_words_idx').using('gin', table.words),
  ],
)

/** One row: up to where the events have been read for words. */
export const wordsReader = pgTable(
  'words_reader',
  { id: integer('id').primaryKey(), xid: xid8('xid').notNull(), eventId: bigint('event_id', { mode: 'number' }).notNull() },
  () => [check('words_reader_is_one_row', sql`id = 1`)],
)

/** Internal words on a case: a table of their own that the customer's database role cannot read (ME-03). */
export const caseNotes = pgTable(
  'case_notes',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    body: text('body').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_notes_case_fk',
    }),
    index('case_notes_case_idx').on(table.caseId, table.createdAt, table.id),
  ],
)

/** A case that went from one region to another, with what the next one must know. Staff's alone, like a note. */
export const caseHandovers = pgTable(
  'case_handovers',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    fromRegion: text('from_region').notNull(),
    toRegion: text('to_region').notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    state: text('state').notNull(),
    nextStep: text('next_step').notNull(),
    createdAt: instant('created_at').notNull(),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedBy: uuid('acknowledged_by').references(() => users.id),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_handovers_case_fk',
    }),
    index('case_handovers_case_idx').on(table.caseId, table.createdAt),
  ],
)

/** What a form's key has done already in a case: the same key and words again give the same answer (ME-15). A form that opens one needs no row. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    organisationId: uuid('organisation_id').notNull(),
    userId: uuid('user_id').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    caseId: uuid('case_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.userId, table.key] }),
    index('idempotency_keys_created_idx').using('brin', table.createdAt),
  ],
)
