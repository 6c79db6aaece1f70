import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { cases } from './cases'

/** The customer's word about one resolution, as it stands now; how it changed stands in the audit. */
export const caseRatings = pgTable(
  'case_ratings',
  {
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    resolvedAt: instant('resolved_at').notNull(),
    raterId: uuid('rater_id').notNull(),
    answer: text('answer').$type<'great' | 'okay' | 'not_good'>().notNull(),
    comment: text('comment'),
    ratedAt: instant('rated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.resolvedAt] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_ratings_case_fk',
    }),
    index('case_ratings_organisation_idx').on(table.organisationId, table.ratedAt, table.answer),
  ],
)
