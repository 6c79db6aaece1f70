import { sql } from 'drizzle-orm'
import { check, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { cases } from './cases'
import { users } from './identity'

/** Two cases that have to do with each other, of one organisation or of two: so it is staff's alone, and each end names its own. */
export const caseLinks = pgTable(
  'case_links',
  {
    id: uuid('id').primaryKey(),
    /** Read from the first case: it is a duplicate of the second, caused by it, split from it, or has to do with it. */
    kind: text('kind').$type<'related' | 'duplicate_of' | 'caused_by' | 'split_from'>().notNull(),
    fromOrganisationId: uuid('from_organisation_id').notNull(),
    fromId: uuid('from_id').notNull(),
    toOrganisationId: uuid('to_organisation_id').notNull(),
    toId: uuid('to_id').notNull(),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => users.id),
  },
  (table) => [
    foreignKey({
      columns: [table.fromOrganisationId, table.fromId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_links_from_fk',
    }),
    foreignKey({
      columns: [table.toOrganisationId, table.toId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_links_to_fk',
    }),
    uniqueIndex('case_links_pair_key').on(sql`least(from_id, to_id)`, sql`greatest(from_id, to_id)`),
    index('case_links_from_idx').on(table.fromId),
    index('case_links_to_idx').on(table.toId, table.kind),
    check('case_links_kind_check', sql`kind in ('related', 'duplicate_of', 'caused_by', 'split_from') and from_id <> to_id`),
  ],
)

/** A case that stands for a known problem, which other cases are caused by. Staff's alone. */
export const problemCases = pgTable(
  'problem_cases',
  {
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    markedAt: instant('marked_at').notNull(),
    markedBy: uuid('marked_by')
      .notNull()
      .references(() => users.id),
    /** What every customer who writes about the same is told of it, in words that are not the case's. */
    toldTitle: text('told_title'),
    toldBody: text('told_body'),
    toldAt: instant('told_at'),
    toldBy: uuid('told_by').references(() => users.id),
  },
  (table) => [
    primaryKey({ columns: [table.caseId] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'problem_cases_case_fk',
    }),
    index('problem_cases_marked_idx').on(table.markedAt),
  ],
)
