import { sql } from 'drizzle-orm'
import { foreignKey, index, pgTable, primaryKey, smallint, text, uniqueIndex, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { cases, type CaseCategoryColumn, type CaseStatusColumn } from './cases'
import { users } from './identity'

/** The vocabulary. A tag that became part of another one leads there, so that addresses and saved views still find its cases. */
export const tags = pgTable(
  'tags',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: uuid('created_by').references(() => users.id),
    mergedIntoId: uuid('merged_into_id').references((): AnyPgColumn => tags.id),
    removedAt: instant('removed_at'),
  },
  (table) => [
    uniqueIndex('tags_name_key')
      .on(sql`lower(name)`)
      .where(sql`removed_at is null and merged_into_id is null`),
    index('tags_merged_into_idx')
      .on(table.mergedIntoId)
      .where(sql`merged_into_id is not null`),
  ],
)

/** What a case is tagged with. */
export const caseTags = pgTable(
  'case_tags',
  {
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    tagId: uuid('tag_id')
      .notNull()
      .references(() => tags.id),
    addedAt: instant('added_at').notNull(),
    addedBy: uuid('added_by').references(() => users.id),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.tagId] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_tags_case_fk',
    }),
    index('case_tags_tag_idx').on(table.tagId),
  ],
)

const OPEN = sql`status in ('new','open','waiting','with_account_manager')`
const RUNNING = sql`status in ('new','open','waiting','with_account_manager') and next_due_at is not null`

/**
 * What the queue knows of a case, once for each tag of a case that is not closed: the queue of a tag comes from these indexes as the
 * whole queue does from those of `cases`. Triggers alone write it (docs/decisions/2026-11-28-tags-find-cases-by-their-own-index.md).
 */
export const queueTags = pgTable(
  'queue_tags',
  {
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    tagId: uuid('tag_id').notNull(),
    category: text('category').$type<CaseCategoryColumn>().notNull(),
    severity: smallint('severity').notNull(),
    status: text('status').$type<Exclude<CaseStatusColumn, 'closed'>>().notNull(),
    regionCode: text('region_code').notNull(),
    calendarId: text('calendar_id').notNull(),
    assigneeId: uuid('assignee_id'),
    openedAt: instant('opened_at').notNull(),
    lastActivityAt: instant('last_activity_at').notNull(),
    customerWaitingSince: instant('customer_waiting_since'),
    resolvedAt: instant('resolved_at'),
    nextDueAt: instant('next_due_at'),
    nextAtRiskAt: instant('next_at_risk_at'),
    nextCalendarId: text('next_calendar_id'),
  },
  (table) => [
    primaryKey({ columns: [table.tagId, table.caseId] }),
    index('queue_tags_case_idx').on(table.caseId),
    foreignKey({
      columns: [table.caseId, table.tagId],
      foreignColumns: [caseTags.caseId, caseTags.tagId],
      name: 'queue_tags_tag_fk',
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'queue_tags_case_fk',
    }),
    index('queue_tags_breached_idx')
      .on(
        table.tagId,
        table.severity,
        table.nextDueAt,
        table.openedAt,
        table.caseId,
        table.regionCode,
        table.category,
        table.status,
        table.assigneeId,
        table.organisationId,
      )
      .where(RUNNING),
    index('queue_tags_running_idx')
      .on(
        table.tagId,
        table.regionCode,
        table.calendarId,
        table.nextCalendarId,
        sql`(assignee_id is null)`,
        table.nextDueAt,
        table.severity,
        table.openedAt,
        table.caseId,
        table.nextAtRiskAt,
        table.category,
        table.status,
        table.assigneeId,
        table.organisationId,
      )
      .where(RUNNING),
    index('queue_tags_without_promise_idx')
      .on(
        table.tagId,
        sql`(status = 'waiting')`,
        sql`(assignee_id is null)`,
        table.severity,
        table.customerWaitingSince,
        table.openedAt,
        table.caseId,
        table.regionCode,
        table.category,
        table.status,
        table.assigneeId,
        table.organisationId,
      )
      .where(sql`status in ('new','open','waiting','with_account_manager') and next_due_at is null`),
    index('queue_tags_assignee_idx')
      .on(
        table.tagId,
        table.assigneeId,
        table.severity,
        table.category,
        table.regionCode,
        table.status,
        table.calendarId,
        table.nextCalendarId,
        table.nextDueAt,
        table.openedAt,
        table.caseId,
        table.nextAtRiskAt,
        table.customerWaitingSince,
        table.lastActivityAt,
        table.organisationId,
      )
      .where(sql`status in ('new','open','waiting','with_account_manager') and assignee_id is not null`),
    index('queue_tags_organisation_idx')
      .on(
        table.tagId,
        table.organisationId,
        sql`(assignee_id is null)`,
        table.severity,
        table.nextDueAt,
        table.openedAt,
        table.caseId,
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
    index('queue_tags_age_idx')
      .on(
        table.tagId,
        table.openedAt,
        table.caseId,
        table.regionCode,
        table.severity,
        table.category,
        table.status,
        table.assigneeId,
        table.organisationId,
      )
      .where(OPEN),
    index('queue_tags_activity_idx')
      .on(
        table.tagId,
        table.lastActivityAt,
        table.caseId,
        table.regionCode,
        table.severity,
        table.category,
        table.status,
        table.assigneeId,
        table.organisationId,
      )
      .where(OPEN),
    index('queue_tags_resolved_idx')
      .on(
        table.tagId,
        table.resolvedAt,
        table.caseId,
        table.regionCode,
        table.severity,
        table.category,
        table.assigneeId,
        table.organisationId,
      )
      .where(sql`status = 'resolved'`),
  ],
)
