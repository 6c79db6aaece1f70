import { date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Finding } from '../../lib/billing/check'
import type { ExportTarget } from '../../lib/billing/export'
import type { InvoiceKind } from '../../lib/billing/invoice'
import { instant } from '../columns'
import { billingEntities, invoices } from './billing'
import { organisations, users } from './identity'
import { engagements } from './quotes'

/** To whom the invoices of an organisation are addressed, kept by its administrators; copied to each when it is issued. No row: its name. */
export const billingAddresses = pgTable('billing_addresses', {
  organisationId: uuid('organisation_id')
    .primaryKey()
    .references(() => organisations.id),
  /** The name that stands above the address, such as that of the company that pays. */
  name: text('name').notNull(),
  /** What stands above the town, line by line. */
  address: text('address').notNull(),
  city: text('city').notNull().default(''),
  region: text('region').notNull().default(''),
  postalCode: text('postal_code').notNull().default(''),
  country: text('country').notNull().default(''),
  taxNumber: text('tax_number').notNull(),
  changedBy: uuid('changed_by')
    .notNull()
    .references(() => users.id),
  changedAt: instant('changed_at').notNull(),
})

/** The order number of work that was signed without one, where its customer asks for one on every invoice. Given once. */
export const lateOrderNumbers = pgTable(
  'late_order_numbers',
  {
    organisationId: uuid('organisation_id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    orderNumber: text('order_number').notNull(),
    givenBy: uuid('given_by')
      .notNull()
      .references(() => users.id),
    givenAt: instant('given_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.engagementId] }),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'late_order_numbers_engagement_fk',
    }),
  ],
)

/** A file for an accounting system: kept as it was made, so that it can be fetched again byte for byte (services.md §1.13). */
export const exportBatches = pgTable(
  'export_batches',
  {
    id: uuid('id').primaryKey(),
    target: text('target').$type<ExportTarget>().notNull(),
    kind: text('kind').$type<InvoiceKind>().notNull(),
    entityCode: text('entity_code')
      .notNull()
      .references(() => billingEntities.code),
    /** The first and last day of issue that is in it. */
    fromOn: date('from_on', { mode: 'string' }).notNull(),
    toOn: date('to_on', { mode: 'string' }).notNull(),
    documents: integer('documents').notNull(),
    content: text('content').notNull(),
    /** SHA-256 of the content in UTF-8, in hexadecimal. */
    sha256: text('sha256').notNull(),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => users.id),
    madeAt: instant('made_at').notNull(),
  },
  (table) => [index('export_batches_listed_idx').on(table.madeAt, table.id)],
)

/** That a document is in a file: once for each accounting system. */
export const exportedDocuments = pgTable(
  'exported_documents',
  {
    target: text('target').$type<ExportTarget>().notNull(),
    organisationId: uuid('organisation_id').notNull(),
    invoiceId: uuid('invoice_id').notNull(),
    batchId: uuid('batch_id')
      .notNull()
      .references(() => exportBatches.id),
  },
  (table) => [
    primaryKey({ columns: [table.target, table.organisationId, table.invoiceId] }),
    foreignKey({
      columns: [table.organisationId, table.invoiceId],
      foreignColumns: [invoices.organisationId, invoices.id],
      name: 'exported_documents_invoice_fk',
    }),
    index('exported_documents_batch_idx').on(table.batchId),
  ],
)

/** What a nightly check of the books looked at and found (services.md I13). */
export const billingChecks = pgTable('billing_checks', {
  at: instant('at').primaryKey(),
  documents: integer('documents').notNull(),
  engagements: integer('engagements').notNull(),
  findings: jsonb('findings').$type<readonly Finding[]>().notNull(),
})
