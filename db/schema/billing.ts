import { sql } from 'drizzle-orm'
import {
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { BillParts } from '../../lib/billing/bill-to'
import type { Fate, InvoiceKind, InvoiceState, LineSource } from '../../lib/billing/invoice'
import type { RateRole } from '../../lib/engagements/rate-card'
import type { TaxCode } from '../../lib/engagements/tax'
import { instant } from '../columns'
import { memberships, users } from './identity'
import { expenses } from './expenses'
import { engagements } from './quotes'
import { milestones, timeEntries } from './work'

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

const minorUnits = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'bigint',
  fromDriver: BigInt,
  toDriver: String,
})

/** Who of us bills the customers of a region, as it stands on their invoices; copied to each when it is issued. */
export const billingEntities = pgTable(
  'billing_entities',
  {
    /** Begins the numbers of its documents: "NZ" of NZ-INV-2026-000042. */
    code: text('code').primaryKey(),
    regionCode: text('region_code').notNull(),
    legalName: text('legal_name').notNull(),
    taxNumber: text('tax_number').notNull(),
    address: text('address').notNull(),
    bankDetails: text('bank_details').notNull(),
    /** The day of issue is one of this zone. */
    timeZone: text('time_zone').notNull(),
    changedBy: uuid('changed_by')
      .notNull()
      .references(() => users.id),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [unique('billing_entities_region_key').on(table.regionCode)],
)

/** The last number of each series. Whoever issues locks its row, so that numbers have no gap (services.md I8). */
export const invoiceSeries = pgTable(
  'invoice_series',
  {
    entityCode: text('entity_code')
      .notNull()
      .references(() => billingEntities.code),
    kind: text('kind').$type<InvoiceKind>().notNull(),
    year: smallint('year').notNull(),
    lastNumber: integer('last_number').notNull(),
    lastIssuedOn: date('last_issued_on', { mode: 'string' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.entityCode, table.kind, table.year] })],
)

/** An invoice or a credit note. A draft has no number; what is issued never changes, and a credit note is issued as it is made. */
export const invoices = pgTable(
  'invoices',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    kind: text('kind').$type<InvoiceKind>().notNull(),
    /** The invoice that a credit note takes from. */
    creditsId: uuid('credits_id'),
    /** Why it is credited; the customer reads it. */
    reason: text('reason').notNull().default(''),
    entityCode: text('entity_code')
      .notNull()
      .references(() => billingEntities.code),
    year: smallint('year'),
    seq: integer('seq'),
    number: text('number'),
    state: text('state').$type<InvoiceState>().notNull(),
    currency: text('currency').notNull(),
    taxCode: text('tax_code').$type<TaxCode>().notNull(),
    taxBp: integer('tax_bp').notNull(),
    netMinor: minorUnits('net_minor').notNull(),
    taxMinor: minorUnits('tax_minor').notNull(),
    paymentDays: smallint('payment_days').notNull(),
    orderNumber: text('order_number').notNull(),
    /** As they stood on the day of issue. */
    billTo: text('bill_to').notNull(),
    /** The same in parts, with the address that its mails went to first: what files for accounting systems say. */
    billParts: jsonb('bill_parts')
      .$type<BillParts>()
      .notNull()
      .default(sql`'{}'`),
    seller: text('seller').notNull().default(''),
    issuedOn: date('issued_on', { mode: 'string' }),
    dueOn: date('due_on', { mode: 'string' }),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: instant('created_at').notNull(),
    issuedBy: uuid('issued_by').references(() => users.id),
    issuedAt: instant('issued_at'),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    unique('invoices_number_key').on(table.number),
    unique('invoices_series_key').on(table.entityCode, table.kind, table.year, table.seq),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'invoices_engagement_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.creditsId],
      foreignColumns: [table.organisationId, table.id],
      name: 'invoices_credits_fk',
    }),
    index('invoices_engagement_idx').on(table.engagementId, table.createdAt),
    index('invoices_credits_idx')
      .on(table.creditsId)
      .where(sql`credits_id is not null`),
    index('invoices_listed_idx').on(table.createdAt, table.id),
    index('invoices_due_idx')
      .on(table.dueOn, table.id)
      .where(sql`${table.kind} = 'invoice' and ${table.state} = 'issued'`),
  ],
)

/** What a document charges or takes back: time of one role at one rate, a milestone, or prepaid hours. */
export const invoiceLines = pgTable(
  'invoice_lines',
  {
    organisationId: uuid('organisation_id').notNull(),
    invoiceId: uuid('invoice_id').notNull(),
    position: smallint('position').notNull(),
    source: text('source').$type<LineSource>().notNull(),
    description: text('description').notNull(),
    role: text('role').$type<RateRole>(),
    minutes: integer('minutes'),
    rateMinor: minorUnits('rate_minor'),
    amountMinor: minorUnits('amount_minor').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.invoiceId, table.position] }),
    foreignKey({
      columns: [table.organisationId, table.invoiceId],
      foreignColumns: [invoices.organisationId, invoices.id],
      name: 'invoice_lines_invoice_fk',
    }).onDelete('cascade'),
  ],
)

/** The one place that says that something is billed: live until a line of a credit note releases it (services.md, decision 5). */
export const billingAllocations = pgTable(
  'billing_allocations',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    invoiceId: uuid('invoice_id').notNull(),
    position: smallint('position').notNull(),
    timeEntryId: uuid('time_entry_id'),
    milestoneId: uuid('milestone_id'),
    /** The accepted version whose hours are prepaid. */
    retainerVersionId: uuid('retainer_version_id'),
    expenseId: uuid('expense_id'),
    amountMinor: minorUnits('amount_minor').notNull(),
    releasedById: uuid('released_by_id'),
    releasedPosition: smallint('released_position'),
    releasedAt: instant('released_at'),
    fate: text('fate').$type<Fate>(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.invoiceId, table.position],
      foreignColumns: [invoiceLines.organisationId, invoiceLines.invoiceId, invoiceLines.position],
      name: 'billing_allocations_line_fk',
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.organisationId, table.releasedById, table.releasedPosition],
      foreignColumns: [invoiceLines.organisationId, invoiceLines.invoiceId, invoiceLines.position],
      name: 'billing_allocations_release_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.timeEntryId],
      foreignColumns: [timeEntries.organisationId, timeEntries.id],
      name: 'billing_allocations_entry_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.milestoneId],
      foreignColumns: [milestones.organisationId, milestones.id],
      name: 'billing_allocations_milestone_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.expenseId],
      foreignColumns: [expenses.organisationId, expenses.id],
      name: 'billing_allocations_expense_fk',
    }),
    uniqueIndex('billing_allocations_entry_key')
      .on(table.timeEntryId)
      .where(sql`released_at is null`),
    uniqueIndex('billing_allocations_milestone_key')
      .on(table.milestoneId)
      .where(sql`released_at is null`),
    uniqueIndex('billing_allocations_expense_key')
      .on(table.expenseId)
      .where(sql`released_at is null`),
    uniqueIndex('billing_allocations_retainer_key')
      .on(table.retainerVersionId)
      .where(sql`released_at is null`),
    index('billing_allocations_line_idx').on(table.invoiceId, table.position),
    index('billing_allocations_release_idx')
      .on(table.releasedById)
      .where(sql`released_by_id is not null`),
  ],
)

/** Money that came for an invoice; what was recorded in error is taken back by a negative one. Never changed. */
export const invoicePayments = pgTable(
  'invoice_payments',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    invoiceId: uuid('invoice_id').notNull(),
    /** Made when the form is shown: sending it twice pays once. */
    formKey: uuid('form_key').notNull(),
    paidOn: date('paid_on', { mode: 'string' }).notNull(),
    amountMinor: minorUnits('amount_minor').notNull(),
    reference: text('reference').notNull(),
    recordedBy: uuid('recorded_by')
      .notNull()
      .references(() => users.id),
    recordedAt: instant('recorded_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    unique('invoice_payments_form_key').on(table.invoiceId, table.formKey),
    foreignKey({
      columns: [table.organisationId, table.invoiceId],
      foreignColumns: [invoices.organisationId, invoices.id],
      name: 'invoice_payments_invoice_fk',
    }),
    index('invoice_payments_invoice_idx').on(table.invoiceId, table.paidOn, table.id),
  ],
)

/** The pages of a document that was issued, drawn once: whoever fetches them later gets the same bytes. */
export const invoicePapers = pgTable(
  'invoice_papers',
  {
    organisationId: uuid('organisation_id').notNull(),
    invoiceId: uuid('invoice_id').notNull(),
    pdf: bytes('pdf').notNull(),
    /** SHA-256 of the bytes, in hexadecimal. */
    sha256: text('sha256').notNull(),
    drawnAt: instant('drawn_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.invoiceId] }),
    foreignKey({
      columns: [table.organisationId, table.invoiceId],
      foreignColumns: [invoices.organisationId, invoices.id],
      name: 'invoice_papers_invoice_fk',
    }),
  ],
)

/** Members whom invoices are sent to, named by the administrators of their organisation; they see its invoices. */
export const billingContacts = pgTable(
  'billing_contacts',
  {
    organisationId: uuid('organisation_id').notNull(),
    userId: uuid('user_id').notNull(),
    namedBy: uuid('named_by')
      .notNull()
      .references(() => users.id),
    namedAt: instant('named_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.userId] }),
    foreignKey({
      columns: [table.organisationId, table.userId],
      foreignColumns: [memberships.organisationId, memberships.userId],
      name: 'billing_contacts_member_fk',
    }),
  ],
)

/** That somebody was reminded of an unpaid invoice, once for each stage. */
export const invoiceReminders = pgTable(
  'invoice_reminders',
  {
    organisationId: uuid('organisation_id').notNull(),
    invoiceId: uuid('invoice_id').notNull(),
    /** So many days after it was due. */
    stage: smallint('stage').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.invoiceId, table.stage] }),
    foreignKey({
      columns: [table.organisationId, table.invoiceId],
      foreignColumns: [invoices.organisationId, invoices.id],
      name: 'invoice_reminders_invoice_fk',
    }),
  ],
)
