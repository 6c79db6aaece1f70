import { sql } from 'drizzle-orm'
import { bigint, check, customType, foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { cases } from './cases'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })

/**
 * The words of each case: its subject, messages and notes, for the staff alone. Written by a job after the acts
 * (docs/decisions/2026-11-24-search-reads-whole-cases.md).
 */
export const searchDocuments = pgTable(
  'search_documents',
  {
    caseNumber: bigint('case_number', { mode: 'number' }).primaryKey(),
    organisationId: uuid('organisation_id').notNull(),
    caseId: uuid('case_id').notNull(),
    words: tsvector('words').notNull(),
  },
  (table) => [
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'search_documents_case_fk',
    }),
    index('search_documents_words_idx').using('gin', table.words).with({ gin_pending_list_limit: 256 }),
  ],
)

/** Every word of the documents and how many cases hold it: how a word goes on, what a slip meant, and which word is rare. */
export const searchWords = pgTable(
  'search_words',
  { word: text('word').primaryKey(), cases: bigint('cases', { mode: 'number' }).notNull() },
  (table) => [
    index('search_words_beginning_idx').on(table.word.op('text_pattern_ops')),
    index('search_words_alike_idx').using('gin', table.word.op('gin_trgm_ops')),
  ],
)

/** One row: up to where the events were read, and below which number cases from before the search are still to be read. */
export const searchReader = pgTable(
  'search_reader',
  {
    id: integer('id').primaryKey(),
    xid: xid8('xid').notNull(),
    eventId: bigint('event_id', { mode: 'number' }).notNull(),
    unreadBelow: bigint('unread_below', { mode: 'number' }).notNull(),
  },
  () => [check('search_reader_is_one_row', sql`id = 1`)],
)
