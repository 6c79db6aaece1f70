import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { cases, type CaseCategoryColumn } from './cases'
import { users } from './identity'
import { regions } from './sla'

/** Which of our people have a case open, by page. Unlogged: after a crash every open page says it again within seconds. */
export const casePresence = pgTable(
  'case_presence',
  {
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    pageId: uuid('page_id').notNull(),
    doing: text('doing').$type<'reading' | 'writing'>().notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.pageId, table.caseId, table.userId] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_presence_case_fk',
    }),
    index('case_presence_seen_idx').on(table.seenAt),
  ],
)

/** What somebody has begun to write on a case: theirs alone, until they offer it to a colleague to check and send. */
export const caseDrafts = pgTable(
  'case_drafts',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    kind: text('kind').$type<'reply' | 'note'>().notNull(),
    body: text('body').notNull(),
    /** Counts the savings, so that two pages of one person do not overwrite each other unseen. */
    version: integer('version').notNull(),
    savedAt: instant('saved_at').notNull(),
    offeredTo: uuid('offered_to').references(() => users.id),
    offeredAt: instant('offered_at'),
    /** When it goes to the customer by itself, unless it is called back; `sending` is the rest of what was sent. */
    sendsAt: instant('sends_at'),
    sending: jsonb('sending'),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_drafts_case_fk',
    }),
    uniqueIndex('case_drafts_own_key')
      .on(table.caseId, table.authorId, table.kind)
      .where(sql`offered_to is null and sends_at is null`),
    index('case_drafts_offered_idx')
      .on(table.offeredTo, table.caseId)
      .where(sql`offered_to is not null`),
  ],
)

/** Replies that are written once: an owner's, with a region its staff's, with neither everybody's on the desk. */
export const macros = pgTable(
  'macros',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id').references(() => users.id),
    regionCode: text('region_code').references(() => regions.code),
    name: text('name').notNull(),
    body: text('body').notNull(),
    outcome: text('outcome').$type<'keep_open' | 'wait' | 'resolve'>(),
    takes: boolean('takes').notNull(),
    /** What the case is about once the reply is sent. */
    category: text('category').$type<CaseCategoryColumn>(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: uuid('changed_by')
      .notNull()
      .references(() => users.id),
    removedAt: instant('removed_at'),
  },
  (table) => [
    uniqueIndex('macros_name_key')
      .on(sql`coalesce(owner_id, '00000000-0000-0000-0000-000000000000')`, sql`coalesce(region_code, '')`, sql`lower(name)`)
      .where(sql`removed_at is null`),
    index('macros_readers_idx')
      .on(table.ownerId, table.regionCode)
      .where(sql`removed_at is null`),
  ],
)
