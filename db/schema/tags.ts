import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { cases } from './cases'
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

/** What a case is tagged with. `closed` repeats the case's status by a trigger, so that one index finds what a queue can show. */
export const caseTags = pgTable(
  'case_tags',
  {
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    tagId: uuid('tag_id')
      .notNull()
      .references(() => tags.id),
    closed: boolean('closed').notNull(),
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
    index('case_tags_live_idx')
      .on(table.tagId, table.caseId)
      .where(sql`not closed`),
    index('case_tags_tag_idx').on(table.tagId),
  ],
)
