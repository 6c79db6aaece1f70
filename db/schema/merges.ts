import { sql } from 'drizzle-orm'
import { foreignKey, index, jsonb, pgTable, primaryKey, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { cases } from './cases'
import { users } from './identity'

/** A case that was merged into another one of its organisation, with what the undoing needs to know. Staff's alone. */
export const caseMerges = pgTable(
  'case_merges',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    sourceId: uuid('source_id').notNull(),
    targetId: uuid('target_id').notNull(),
    mergedBy: uuid('merged_by')
      .notNull()
      .references(() => users.id),
    mergedAt: instant('merged_at').notNull(),
    /** What moved, and what both cases were before (lib/cases/merge.ts). */
    trace: jsonb('trace').$type<unknown>().notNull(),
    undoneAt: instant('undone_at'),
    undoneBy: uuid('undone_by').references(() => users.id),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.sourceId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_merges_source_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.targetId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_merges_target_fk',
    }),
    uniqueIndex('case_merges_source_key')
      .on(table.sourceId)
      .where(sql`undone_at is null`),
    index('case_merges_target_idx')
      .on(table.targetId, table.mergedAt)
      .where(sql`undone_at is null`),
  ],
)
