import { sql } from 'drizzle-orm'
import { date, foreignKey, index, integer, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { BlockKind, HourKind } from '../../lib/engagements/hours'
import { instant } from '../columns'
import { users } from './identity'
import { engagements, quoteVersions } from './quotes'
import { timeEntries } from './work'

/** Hours that an organisation has before they are worked, until a day (services.md §1.9, §1.10). What is left follows from the ledger. */
export const hourBlocks = pgTable(
  'hour_blocks',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    kind: text('kind').$type<BlockKind>().notNull(),
    /** The accepted version that prepays them; null for those that the licence includes. */
    versionId: uuid('version_id'),
    opensOn: date('opens_on', { mode: 'string' }).notNull(),
    /** The last day, as it was at first and as it is: both of the customer's zone. */
    firstEndsOn: date('first_ends_on', { mode: 'string' }).notNull(),
    endsOn: date('ends_on', { mode: 'string' }).notNull(),
    grantedMinutes: integer('granted_minutes').notNull(),
    balanceMinutes: integer('balance_minutes').notNull(),
    lastSeq: smallint('last_seq').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    unique('hour_blocks_version_key').on(table.versionId),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'hour_blocks_engagement_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.versionId],
      foreignColumns: [quoteVersions.organisationId, quoteVersions.id],
      name: 'hour_blocks_version_fk',
    }),
    index('hour_blocks_engagement_idx').on(table.engagementId, table.endsOn),
    // What the nightly work looks at: blocks with something left, by their end.
    index('hour_blocks_end_idx')
      .on(table.endsOn)
      .where(sql`balance_minutes > 0`),
  ],
)

/** The ledger of a block: only added to, read by both sides. */
export const hourEntries = pgTable(
  'hour_entries',
  {
    organisationId: uuid('organisation_id').notNull(),
    blockId: uuid('block_id').notNull(),
    /** 1, 2, 3 of its block; given by the database. */
    seq: smallint('seq').notNull(),
    kind: text('kind').$type<HourKind>().notNull(),
    /** Below nothing where they are taken out. */
    minutes: integer('minutes').notNull(),
    /** What is left after it; given by the database. */
    balanceMinutes: integer('balance_minutes').notNull(),
    timeEntryId: uuid('time_entry_id'),
    /** The new last day, of what is extended or restored. */
    endsOn: date('ends_on', { mode: 'string' }),
    reason: text('reason').notNull(),
    actorId: uuid('actor_id').references(() => users.id),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.blockId, table.seq] }),
    foreignKey({
      columns: [table.organisationId, table.blockId],
      foreignColumns: [hourBlocks.organisationId, hourBlocks.id],
      name: 'hour_entries_block_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.timeEntryId],
      foreignColumns: [timeEntries.organisationId, timeEntries.id],
      name: 'hour_entries_time_fk',
    }),
    index('hour_entries_time_idx')
      .on(table.timeEntryId)
      .where(sql`time_entry_id is not null`),
  ],
)

/** That people were told of the end of a block, or of a share of it that is used: once for each last day. */
export const hourNotices = pgTable(
  'hour_notices',
  {
    organisationId: uuid('organisation_id').notNull(),
    blockId: uuid('block_id').notNull(),
    endsOn: date('ends_on', { mode: 'string' }).notNull(),
    basis: text('basis').$type<'days_left' | 'percent_used'>().notNull(),
    threshold: smallint('threshold').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.blockId, table.endsOn, table.basis, table.threshold] }),
    foreignKey({
      columns: [table.organisationId, table.blockId],
      foreignColumns: [hourBlocks.organisationId, hourBlocks.id],
      name: 'hour_notices_block_fk',
    }),
  ],
)
