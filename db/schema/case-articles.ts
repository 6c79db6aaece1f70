import { index, foreignKey, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { cases } from './cases'
import { users } from './identity'
import { articles } from './knowledge'

/** Articles that an answer to a case linked to: the first answer that did. */
export const caseArticles = pgTable(
  'case_articles',
  {
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    articleId: uuid('article_id')
      .notNull()
      .references(() => articles.id),
    messageId: uuid('message_id').notNull(),
    linkedAt: instant('linked_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.articleId] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_articles_case_fk',
    }),
    index('case_articles_article_idx').on(table.articleId, table.linkedAt),
  ],
)

/** The answer that an article was made of. */
export const articleSources = pgTable(
  'article_sources',
  {
    articleId: uuid('article_id')
      .primaryKey()
      .references(() => articles.id),
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    messageId: uuid('message_id').notNull(),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => users.id),
    madeAt: instant('made_at').notNull(),
  },
  (table) => [
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'article_sources_case_fk',
    }),
    index('article_sources_case_idx').on(table.caseId),
  ],
)
