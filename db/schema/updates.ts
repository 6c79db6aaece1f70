import { sql } from 'drizzle-orm'
import { date, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { AnnouncementAudience, AnnouncementKind } from '../../lib/updates/announcement'
import type { Following, UpdateKind } from '../../lib/updates/update'
import { instant } from '../columns'
import { cases } from './cases'
import { organisations, users } from './identity'

/** A product update: what a version of the product brings. Readers know of it once `published_at` stands. */
export const productUpdates = pgTable(
  'product_updates',
  {
    id: uuid('id').primaryKey(),
    /** Its address for good, made of the version when it was begun. */
    slug: text('slug').notNull(),
    version: text('version').notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    releasedOn: date('released_on').notNull(),
    /** Counts the savings, so that two writers do not overwrite each other unseen. */
    saving: integer('saving').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: instant('created_at').notNull(),
    savedAt: instant('saved_at').notNull(),
    publishedAt: instant('published_at'),
    publishedBy: uuid('published_by').references(() => users.id),
  },
  (table) => [
    uniqueIndex('product_updates_slug_key').on(table.slug),
    uniqueIndex('product_updates_version_key').on(sql`lower(version)`),
    index('product_updates_published_idx')
      .on(table.publishedAt)
      .where(sql`published_at is not null`),
    index('product_updates_released_idx').on(table.releasedOn, table.id),
  ],
)

/** One thing that an update brings, in the order of its writer. */
export const updateEntries = pgTable(
  'update_entries',
  {
    updateId: uuid('update_id')
      .notNull()
      .references(() => productUpdates.id),
    position: integer('position').notNull(),
    kind: text('kind').$type<UpdateKind>().notNull(),
    text: text('text').notNull(),
  },
  (table) => [primaryKey({ columns: [table.updateId, table.position] })],
)

/** Which cases asked for it; their customers see it of their own cases. */
export const updateEntryCases = pgTable(
  'update_entry_cases',
  {
    updateId: uuid('update_id').notNull(),
    position: integer('position').notNull(),
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.updateId, table.position, table.caseId] }),
    foreignKey({
      columns: [table.updateId, table.position],
      foreignColumns: [updateEntries.updateId, updateEntries.position],
      name: 'update_entry_cases_entry_fk',
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'update_entry_cases_case_fk',
    }),
    index('update_entry_cases_case_idx').on(table.caseId),
  ],
)

/** How somebody reads updates: up to when they have seen them, and whether they follow them by mail. */
export const updateReaders = pgTable(
  'update_readers',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id),
    seenAt: instant('seen_at'),
    following: text('following').$type<Following>(),
    /** Up to here updates were mailed, or since then they are followed. */
    mailedUntil: instant('mailed_until'),
  },
  (table) => [
    index('update_readers_following_idx')
      .on(table.following, table.userId)
      .where(sql`following is not null`),
  ],
)

/** A planned maintenance or an incident, as its readers are told above every page. */
export const announcements = pgTable(
  'announcements',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<AnnouncementKind>().notNull(),
    audience: text('audience').$type<AnnouncementAudience>().notNull(),
    /** Of an announcement for regions. */
    regionCodes: text('region_codes').array().notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    startsAt: instant('starts_at').notNull(),
    /** Null while nobody knows. */
    endsAt: instant('ends_at'),
    /** Counts what was told: who hid an earlier wording sees the next one. */
    saving: integer('saving').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: instant('created_at').notNull(),
    /** Somebody said that it is over. */
    endedAt: instant('ended_at'),
    endedBy: uuid('ended_by').references(() => users.id),
  },
  (table) => [index('announcements_ends_idx').on(table.endsAt), index('announcements_starts_idx').on(table.startsAt)],
)

/** Which organisations an announcement is for that is for chosen ones. */
export const announcementOrganisations = pgTable(
  'announcement_organisations',
  {
    announcementId: uuid('announcement_id')
      .notNull()
      .references(() => announcements.id),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
  },
  (table) => [primaryKey({ columns: [table.announcementId, table.organisationId] })],
)

/** Who hid which wording of an announcement. */
export const announcementsHidden = pgTable(
  'announcements_hidden',
  {
    announcementId: uuid('announcement_id')
      .notNull()
      .references(() => announcements.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    saving: integer('saving').notNull(),
  },
  (table) => [primaryKey({ columns: [table.announcementId, table.userId] })],
)
