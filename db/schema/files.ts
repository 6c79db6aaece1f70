import { bigint, boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { organisations, users } from './identity'

/** What is known of every stored file: where it lies, what it is by its content, and its preview. */
const stored = {
  storageKey: text('storage_key').notNull(),
  name: text('name').notNull(),
  mediaType: text('media_type').notNull(),
  size: bigint('size', { mode: 'number' }).notNull(),
  sha256: text('sha256').notNull(),
  /** Of the picture itself, once a preview was made. */
  width: integer('width'),
  height: integer('height'),
  /** `none`: not a picture that we decode. */
  preview: text('preview').$type<'none' | 'waiting' | 'made' | 'refused'>().notNull(),
  createdAt: instant('created_at').notNull(),
}

/** A file that somebody has sent and not used yet; theirs alone, and forgotten after a day. */
export const uploads = pgTable(
  'uploads',
  {
    id: uuid('id').primaryKey(),
    uploaderId: uuid('uploader_id')
      .notNull()
      .references(() => users.id),
    ...stored,
  },
  (table) => [index('uploads_uploader_idx').on(table.uploaderId), index('uploads_created_idx').on(table.createdAt)],
)

/** A file of an article, for whoever reads words that name it. Its foreign key to the article stands in the migration. */
export const articleFiles = pgTable(
  'article_files',
  {
    id: uuid('id').primaryKey(),
    articleId: uuid('article_id').notNull(),
    uploaderId: uuid('uploader_id')
      .notNull()
      .references(() => users.id),
    ...stored,
    /** Somebody asked for it and the storage did not have it. */
    isMissing: boolean('is_missing').notNull().default(false),
  },
  (table) => [
    index('article_files_article_idx').on(table.articleId),
    index('article_files_storage_key_idx').on(table.storageKey),
  ],
)

/** The receipt of an expense. Its foreign key to the expense stands in the migration: this domain stands left of engagements. */
export const receiptFiles = pgTable(
  'receipt_files',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
    expenseId: uuid('expense_id').notNull(),
    uploaderId: uuid('uploader_id')
      .notNull()
      .references(() => users.id),
    ...stored,
    /** Somebody asked for it and the storage did not have it. */
    isMissing: boolean('is_missing').notNull().default(false),
  },
  (table) => [
    index('receipt_files_expense_idx').on(table.expenseId),
    index('receipt_files_storage_key_idx').on(table.storageKey),
  ],
)

/**
 * A file on a public message or on an internal note of a case, never on both. Its foreign keys to case, message and note stand
 * in the migration: this domain stands left of cases.
 */
export const attachments = pgTable(
  'attachments',
  {
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    messageId: uuid('message_id'),
    noteId: uuid('note_id'),
    /** Its place among the files of the same message. */
    position: integer('position').notNull(),
    uploaderId: uuid('uploader_id')
      .notNull()
      .references(() => users.id),
    ...stored,
    /** Somebody asked for it and the storage did not have it. */
    isMissing: boolean('is_missing').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    uniqueIndex('attachments_id_key').on(table.id),
    index('attachments_case_idx').on(table.caseId, table.position),
    index('attachments_storage_key_idx').on(table.storageKey),
  ],
)

/** The document of an order that came outside the portal. Its foreign key to the order stands in the migration, too. */
export const orderFiles = pgTable(
  'order_files',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
    orderId: uuid('order_id').notNull(),
    uploaderId: uuid('uploader_id')
      .notNull()
      .references(() => users.id),
    ...stored,
    /** Somebody asked for it and the storage did not have it. */
    isMissing: boolean('is_missing').notNull().default(false),
  },
  (table) => [index('order_files_order_idx').on(table.orderId), index('order_files_storage_key_idx').on(table.storageKey)],
)
