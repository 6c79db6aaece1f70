import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { BulkAct } from '../../lib/queue/bulk'
import { instant } from '../columns'
import { cases } from './cases'
import { users } from './identity'

/** Views of the queue under a name. Without an owner everybody on the desk has them. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id').references(() => users.id),
    name: text('name').notNull(),
    /** Filters, sort and columns as they stand in the address of the queue, without the question mark. */
    address: text('address').notNull(),
    position: integer('position').notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: uuid('changed_by')
      .notNull()
      .references(() => users.id),
    removedAt: instant('removed_at'),
  },
  (table) => [
    uniqueIndex('saved_views_name_key')
      .on(sql`coalesce(owner_id, '00000000-0000-0000-0000-000000000000')`, sql`lower(name)`)
      .where(sql`removed_at is null`),
    index('saved_views_order_idx')
      .on(table.ownerId, table.position)
      .where(sql`removed_at is null`),
  ],
)

/** The view that somebody sees when they open the desk. */
export const defaultViews = pgTable('default_views', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id),
  viewId: uuid('view_id')
    .notNull()
    .references(() => savedViews.id),
})

/** One act on many cases: planned with a preview, then done case by case by a job, and read again as a report. */
export const bulkActs = pgTable(
  'bulk_acts',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    /** What is done, see `BulkAct`. */
    act: jsonb('act').$type<BulkAct>().notNull(),
    plannedAt: instant('planned_at').notNull(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (table) => [index('bulk_acts_of_person_idx').on(table.userId, table.plannedAt)],
)

/** Its cases in their order, and what became of each. */
export const bulkActCases = pgTable(
  'bulk_act_cases',
  {
    actId: uuid('act_id')
      .notNull()
      .references(() => bulkActs.id, { onDelete: 'cascade' }),
    place: integer('place').notNull(),
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    state: text('state').$type<'waiting' | 'done' | 'refused'>().notNull(),
    /** Why it was refused, as a sentence. */
    refusal: text('refusal'),
    /** The newest message when the act was planned: an answer that has not seen a later one is held back. */
    seenId: uuid('seen_id'),
    /** Who had the case before, so that an assignment can be taken back. */
    beforeId: uuid('before_id').references(() => users.id),
  },
  (table) => [
    primaryKey({ columns: [table.actId, table.place] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'bulk_act_cases_case_fk',
    }),
    index('bulk_act_cases_waiting_idx')
      .on(table.actId, table.place)
      .where(sql`state = 'waiting'`),
  ],
)
