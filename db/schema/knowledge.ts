import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { ArticleAudience } from '../../lib/knowledge/article'
import { instant } from '../columns'
import { organisations, plans, users } from './identity'

/** One row: how articles are published here. */
export const knowledgeSettings = pgTable('knowledge_settings', {
  id: integer('id').primaryKey().default(1),
  needsReview: boolean('needs_review').notNull(),
})

/** What articles stand in: two levels, each in an order of its own. */
export const articleSections = pgTable(
  'article_sections',
  {
    id: uuid('id').primaryKey(),
    parentId: uuid('parent_id'),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    position: integer('position').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  () => [
    uniqueIndex('article_sections_name_key').on(
      sql`coalesce(parent_id, '00000000-0000-0000-0000-000000000000')`,
      sql`lower(name)`,
    ),
  ],
)

/**
 * An article as its readers have it: title, summary and body are those of the published version. What is being written stands in
 * `article_drafts`, which no reader's role may open.
 */
export const articles = pgTable(
  'articles',
  {
    id: uuid('id').primaryKey(),
    sectionId: uuid('section_id')
      .notNull()
      .references(() => articleSections.id),
    /** The section itself, or the one that it stands in. */
    topSectionId: uuid('top_section_id')
      .notNull()
      .references(() => articleSections.id),
    slug: text('slug').notNull(),
    language: text('language').notNull(),
    audience: text('audience').$type<ArticleAudience>().notNull(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    body: text('body').notNull(),
    /** The version that is read; null when nobody but staff knows of the article. */
    publishedNumber: integer('published_number'),
    publishedAt: instant('published_at'),
    checkedAt: instant('checked_at'),
    checkBy: date('check_by').notNull(),
    createdAt: instant('created_at').notNull(),
    /** By which reading the search has its words; null when it changed since. */
    reading: integer('reading'),
  },
  (table) => [
    index('articles_section_idx').on(table.sectionId),
    index('articles_top_section_idx').on(table.topSectionId),
    index('articles_check_by_idx').on(table.checkBy),
    index('articles_reading_idx').on(table.reading),
  ],
)

/** Which organisations read an article that is for chosen ones. */
export const articleOrganisations = pgTable(
  'article_organisations',
  {
    articleId: uuid('article_id')
      .notNull()
      .references(() => articles.id),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
  },
  (table) => [
    primaryKey({ columns: [table.articleId, table.organisationId] }),
    index('article_organisations_organisation_idx').on(table.organisationId),
  ],
)

/** Organisations on which plans read an article that is for plans. */
export const articlePlans = pgTable(
  'article_plans',
  {
    articleId: uuid('article_id')
      .notNull()
      .references(() => articles.id),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
  },
  (table) => [primaryKey({ columns: [table.articleId, table.planId] }), index('article_plans_plan_idx').on(table.planId)],
)

/** The version that is being written; gone once it is published. */
export const articleDrafts = pgTable('article_drafts', {
  articleId: uuid('article_id')
    .primaryKey()
    .references(() => articles.id),
  title: text('title').notNull(),
  summary: text('summary').notNull(),
  body: text('body').notNull(),
  /** Counts the savings, so that two writers do not overwrite each other unseen. */
  version: integer('version').notNull(),
  /** Everybody whose words it holds; none of them reviews it. */
  writerIds: uuid('writer_ids').array().notNull(),
  savedAt: instant('saved_at').notNull(),
  reviewAskedAt: instant('review_asked_at'),
  /** Whom the review was asked of; null for whoever comes first. */
  reviewerId: uuid('reviewer_id').references(() => users.id),
  approvedBy: uuid('approved_by').references(() => users.id),
  /** The saving that was approved: a later one was not. */
  approvedVersion: integer('approved_version'),
  /** Who did not agree, and what they said is missing; until the next review is asked for. */
  returnedBy: uuid('returned_by').references(() => users.id),
  returnedReason: text('returned_reason'),
  /** When this very saving is published by itself; the next saving takes it back. */
  scheduledAt: instant('scheduled_at'),
  scheduledBy: uuid('scheduled_by').references(() => users.id),
  scheduledReason: text('scheduled_reason'),
})

/** Every version that was ever published; never changed. */
export const articleVersions = pgTable(
  'article_versions',
  {
    articleId: uuid('article_id')
      .notNull()
      .references(() => articles.id),
    number: integer('number').notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    body: text('body').notNull(),
    reason: text('reason').notNull(),
    publishedBy: uuid('published_by')
      .notNull()
      .references(() => users.id),
    approvedBy: uuid('approved_by').references(() => users.id),
    publishedAt: instant('published_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.articleId, table.number] })],
)

/** Every address of the help centre that ever was, so that none of them dies. */
export const helpAddresses = pgTable('help_addresses', {
  slug: text('slug').primaryKey(),
  articleId: uuid('article_id').references(() => articles.id),
  sectionId: uuid('section_id').references(() => articleSections.id),
})

/** What readers say of an article; one word of each person, which they may change. */
export const articleFeedback = pgTable(
  'article_feedback',
  {
    id: uuid('id').primaryKey(),
    articleId: uuid('article_id')
      .notNull()
      .references(() => articles.id),
    number: integer('number').notNull(),
    userId: uuid('user_id').references(() => users.id),
    isHelpful: boolean('is_helpful').notNull(),
    reason: text('reason'),
    comment: text('comment').notNull(),
    saidAt: instant('said_at').notNull(),
  },
  (table) => [
    uniqueIndex('article_feedback_person_key')
      .on(table.articleId, table.userId)
      .where(sql`user_id is not null`),
    index('article_feedback_article_idx').on(table.articleId, table.saidAt),
  ],
)
