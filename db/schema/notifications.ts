import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant, xid8 } from '../columns'
import { cases } from './cases'
import { serviceRequests } from './engagements'
import { users } from './identity'

/** A promise is at risk or broken: once for each case, metric, stage and due time, whoever is told of it (INV-10). */
export const caseWarnings = pgTable(
  'case_warnings',
  {
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    metric: text('metric').$type<'first_response' | 'update'>().notNull(),
    stage: text('stage').$type<'at_risk' | 'breached'>().notNull(),
    dueAt: instant('due_at').notNull(),
    raisedAt: instant('raised_at').notNull(),
    /** The promise was kept, has moved or is broken by now: nobody need look any more. */
    endedAt: instant('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.metric, table.stage, table.dueAt] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_warnings_case_fk',
    }),
    index('case_warnings_running_idx')
      .on(table.caseId)
      .where(sql`ended_at is null`),
  ],
)

/** One piece of news for one person. It waits until `tell_at` and is shown from `told_at` on. */
export const notifications = pgTable(
  'notifications',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => users.id),
    side: text('side').$type<'customer' | 'staff'>().notNull(),
    organisationId: uuid('organisation_id').notNull(),
    /** What it is about: a case or a request for a service, never both. */
    caseId: uuid('case_id'),
    requestId: uuid('request_id'),
    /** `facts` say what happened (lib/email/news.ts, lib/email/service-news.ts). */
    kind: text('kind').notNull(),
    facts: jsonb('facts').$type<Record<string, unknown>>().notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    onPage: boolean('on_page').notNull(),
    byMail: boolean('by_mail').notNull(),
    happenedAt: instant('happened_at').notNull(),
    tellAt: instant('tell_at').notNull(),
    toldAt: instant('told_at'),
    readAt: instant('read_at'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('notifications_dedupe_key').on(table.dedupeKey),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'notifications_case_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.requestId],
      foreignColumns: [serviceRequests.organisationId, serviceRequests.id],
      name: 'notifications_request_fk',
    }),
    check('notifications_about_one_thing', sql`num_nonnulls(case_id, request_id) = 1`),
    index('notifications_of_person_idx')
      .on(table.personId, table.side, table.toldAt, table.id)
      .where(sql`told_at is not null and on_page`),
    index('notifications_unread_idx')
      .on(table.personId, table.side, table.toldAt, table.id)
      .where(sql`told_at is not null and on_page and read_at is null and ended_at is null`),
    index('notifications_untold_idx')
      .on(table.tellAt)
      .where(sql`told_at is null and ended_at is null`),
    index('notifications_running_idx')
      .on(table.caseId)
      .where(sql`ended_at is null and kind in ('at_risk', 'breached')`),
  ],
)

/** Who of our side wants to hear what happens on a case. Whoever left is not made to follow again. */
export const caseFollowers = pgTable(
  'case_followers',
  {
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    since: instant('since').notNull(),
    leftAt: instant('left_at'),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.userId] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_followers_case_fk',
    }),
  ],
)

/** The days on which somebody's digest was made, in their own time zone: one a day at most (FT-20). */
export const digestDays = pgTable(
  'digest_days',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => users.id),
    day: date('day').notNull(),
    madeAt: instant('made_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.day] })],
)

/** One row: up to where the events have been turned into news. */
export const newsReader = pgTable(
  'news_reader',
  { id: integer('id').primaryKey(), xid: xid8('xid').notNull(), eventId: bigint('event_id', { mode: 'number' }).notNull() },
  () => [check('news_reader_is_one_row', sql`id = 1`)],
)
