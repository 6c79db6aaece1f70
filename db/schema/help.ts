import { sql } from 'drizzle-orm'
import { boolean, customType, index, integer, pgTable, primaryKey, real, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { articles } from './knowledge'
import { users } from './identity'

/** Compared byte by byte, so that an index serves beginnings. */
const word = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })

/**
 * The words of each published article, for each scope that reads it: `everyone`, `customers`, `staff`, or an organisation's id.
 * Written in the transaction that publishes (docs/decisions/2026-11-28-the-help-centre-searches-by-postings.md).
 */
export const helpPostings = pgTable(
  'help_postings',
  {
    scope: text('scope').notNull(),
    term: word('term').notNull(),
    articleId: uuid('article_id')
      .notNull()
      .references(() => articles.id),
    words: text('words').array().notNull(),
    impact: real('impact').notNull(),
    inTitle: boolean('in_title').notNull(),
    titleTerms: integer('title_terms').notNull(),
    positions: integer('positions').array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.term, table.articleId] }),
    index('help_postings_article_idx').on(table.articleId, table.term),
    index('help_postings_impact_idx').on(table.scope, table.term, table.impact.desc(), table.articleId),
  ],
)

/** What is read of a published article, for the lines that are shown of it, and how the search has it. */
export const helpTexts = pgTable('help_texts', {
  articleId: uuid('article_id')
    .primaryKey()
    .references(() => articles.id),
  scopes: text('scopes').array().notNull(),
  dictionary: text('dictionary').notNull(),
  text: text('text').notNull(),
})

/** In how many articles of a scope a term stands. */
export const helpTerms = pgTable(
  'help_terms',
  { scope: text('scope').notNull(), term: word('term').notNull(), articles: integer('articles').notNull() },
  (table) => [
    primaryKey({ columns: [table.term, table.scope] }),
    index('help_terms_gone_idx')
      .on(table.term)
      .where(sql`articles = 0`),
  ],
)

/** In how many articles of a scope a word stands just so: how a word goes on, and what a slip may have meant. */
export const helpWords = pgTable(
  'help_words',
  {
    scope: text('scope').notNull(),
    word: word('word').notNull(),
    term: word('term').notNull(),
    articles: integer('articles').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.word, table.scope, table.term] }),
    index('help_words_gone_idx')
      .on(table.word)
      .where(sql`articles = 0`),
  ],
)

/** The words of a scope by what is left of them when letters are left out. */
export const helpRests = pgTable(
  'help_rests',
  { rest: word('rest').notNull(), scope: text('scope').notNull(), word: word('word').notNull() },
  (table) => [primaryKey({ columns: [table.rest, table.scope, table.word] }), index('help_rests_word_idx').on(table.word)],
)

/** How many articles of a scope are written in a language, by the dictionary that stems it. */
export const helpScopes = pgTable(
  'help_scopes',
  { scope: text('scope').notNull(), dictionary: text('dictionary').notNull(), articles: integer('articles').notNull() },
  (table) => [primaryKey({ columns: [table.scope, table.dictionary] })],
)

/** What editors decided about words that mean the same: kept, or refused so that they are not proposed again. */
export const helpSynonyms = pgTable('help_synonyms', {
  id: uuid('id').primaryKey(),
  lines: text('lines').array().notNull(),
  isKept: boolean('is_kept').notNull(),
  decidedBy: uuid('decided_by')
    .notNull()
    .references(() => users.id),
  decidedAt: instant('decided_at').notNull(),
})

/** A search as it was made, by nobody: what was sought, how much was found, what was opened, and which search came before it. */
export const helpSearches = pgTable(
  'help_searches',
  {
    id: uuid('id').primaryKey(),
    line: text('line').notNull(),
    side: text('side').$type<'visitor' | 'customer' | 'staff'>().notNull(),
    found: integer('found').notNull(),
    beforeId: uuid('before_id'),
    openedArticleId: uuid('opened_article_id').references(() => articles.id),
    at: instant('at').notNull(),
  },
  (table) => [
    index('help_searches_at_idx').on(table.at),
    index('help_searches_before_idx')
      .on(table.beforeId)
      .where(sql`before_id is not null`),
  ],
)

/** Which file an article came from, so that moving in again makes no second one. */
export const articleImports = pgTable(
  'article_imports',
  {
    source: text('source').notNull(),
    path: text('path').notNull(),
    articleId: uuid('article_id')
      .notNull()
      .references(() => articles.id),
    /** Of the file as it was read: the same again changes nothing. */
    digest: text('digest').notNull(),
    /** The version that was made of it; a later one is somebody's own work. */
    number: integer('number').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.path] })],
)

/**
 * A form for a new case beside which articles were suggested, by its key. `userId` is known for as long as somebody may come back
 * with the same question.
 */
export const helpDeflections = pgTable(
  'help_deflections',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id').references(() => users.id),
    line: text('line').notNull(),
    suggestedAt: instant('suggested_at').notNull(),
    suggested: uuid('suggested').array().notNull(),
    opened: uuid('opened').array().notNull(),
    solvedBy: uuid('solved_by').references(() => articles.id),
    solvedAt: instant('solved_at'),
    cameBackAt: instant('came_back_at'),
  },
  (table) => [
    index('help_deflections_at_idx').on(table.suggestedAt),
    index('help_deflections_user_idx')
      .on(table.userId, table.solvedAt)
      .where(sql`user_id is not null`),
  ],
)
