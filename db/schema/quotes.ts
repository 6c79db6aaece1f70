import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { EngagementState, WorkModel } from '../../lib/engagements/engagement'
import type { QuoteModel, QuoteState } from '../../lib/engagements/quote'
import type { LineKind, LineUnit } from '../../lib/engagements/quote-kinds'
import type { RateRole, RateUnit } from '../../lib/engagements/rate-card'
import type { Rounding } from '../../lib/engagements/time'
import { instant } from '../columns'
import { approvalGrants, serviceItems, serviceRequests } from './engagements'
import { users } from './identity'

const minorUnits = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'bigint',
  fromDriver: BigInt,
  toDriver: String,
})

/** What an organisation asks of whoever approves for it; kept by its own administrators. No row: neither. */
export const buyingRules = pgTable('buying_rules', {
  organisationId: uuid('organisation_id').primaryKey(),
  /** No quote is accepted without a purchase order number. */
  orderRequired: boolean('order_required').notNull(),
  /** Above a limit any two approvers are enough. */
  anyTwo: boolean('any_two').notNull(),
  changedBy: uuid('changed_by')
    .notNull()
    .references(() => users.id),
  changedAt: instant('changed_at').notNull(),
})

/** Prices of one region and currency, or of one organisation (services.md §1.3). */
export const rateCards = pgTable(
  'rate_cards',
  {
    id: uuid('id').primaryKey(),
    regionCode: text('region_code').notNull(),
    currency: text('currency').notNull(),
    organisationId: uuid('organisation_id'),
  },
  (table) => [unique('rate_cards_key').on(table.regionCode, table.currency, table.organisationId).nullsNotDistinct()],
)

/** What a card says from a day on; published once and never changed. */
export const rateCardVersions = pgTable(
  'rate_card_versions',
  {
    id: uuid('id').primaryKey(),
    cardId: uuid('card_id')
      .notNull()
      .references(() => rateCards.id),
    effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
    publishedBy: uuid('published_by')
      .notNull()
      .references(() => users.id),
    publishedAt: instant('published_at').notNull(),
  },
  (table) => [unique('rate_card_versions_key').on(table.cardId, table.effectiveFrom)],
)

export const rateCardRates = pgTable(
  'rate_card_rates',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => rateCardVersions.id),
    role: text('role').$type<RateRole>().notNull(),
    unit: text('unit').$type<RateUnit>().notNull(),
    amountMinor: minorUnits('amount_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.role, table.unit] })],
)

/** The terms that an acceptance ticks, by version; never changed. */
export const quoteTerms = pgTable('quote_terms', {
  version: integer('version').primaryKey(),
  words: text('words').notNull(),
  sha256: text('sha256').notNull(),
  since: instant('since').notNull(),
})

/** The quote of a request, Q-0045; what it says stands in its versions. */
export const quotes = pgTable(
  'quotes',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    number: bigint('number', { mode: 'number' }).notNull(),
    requestId: uuid('request_id').notNull(),
    currency: text('currency').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    unique('quotes_number_key').on(table.number),
    unique('quotes_request_key').on(table.requestId),
    foreignKey({
      columns: [table.organisationId, table.requestId],
      foreignColumns: [serviceRequests.organisationId, serviceRequests.id],
      name: 'quotes_request_fk',
    }),
  ],
)

/** One version of a quote. From its sending on it is frozen but for its state. */
export const quoteVersions = pgTable(
  'quote_versions',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    quoteId: uuid('quote_id').notNull(),
    requestId: uuid('request_id').notNull(),
    version: smallint('version').notNull(),
    state: text('state').$type<QuoteState>().notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    /** Counts the savings of a draft: whoever saves on an old one is told. */
    revision: integer('revision').notNull(),
    model: text('model').$type<QuoteModel>().notNull(),
    isCapped: boolean('is_capped').notNull(),
    currency: text('currency').notNull(),
    /** Sums of the lines that are not optional, and the tax on them. */
    feesMinor: minorUnits('fees_minor').notNull(),
    expensesMinor: minorUnits('expenses_minor').notNull(),
    taxMinor: minorUnits('tax_minor').notNull(),
    taxCode: text('tax_code').notNull(),
    taxBp: integer('tax_bp').notNull(),
    validUntil: date('valid_until', { mode: 'string' }).notNull(),
    paymentDays: smallint('payment_days').notNull(),
    termsVersion: integer('terms_version')
      .notNull()
      .references(() => quoteTerms.version),
    /** What a change of an engagement says of it, as it stood when it was sent; null for what is no change. */
    changeWords: text('change_words'),
    scope: text('scope').notNull(),
    assumptions: text('assumptions').notNull(),
    exclusions: text('exclusions').notNull(),
    startsOn: date('starts_on', { mode: 'string' }),
    /** What was shown, as canonical JSON, and its SHA-256: from the sending on. */
    canonical: text('canonical'),
    canonicalSha256: text('canonical_sha256'),
    sentAt: instant('sent_at'),
    expiresAt: instant('expires_at'),
    acceptedAt: instant('accepted_at'),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    unique('quote_versions_number_key').on(table.quoteId, table.version),
    foreignKey({
      columns: [table.organisationId, table.quoteId],
      foreignColumns: [quotes.organisationId, quotes.id],
      name: 'quote_versions_quote_fk',
    }),
    uniqueIndex('quote_versions_accepted_key')
      .on(table.quoteId)
      .where(sql`state = 'accepted'`),
    uniqueIndex('quote_versions_open_key')
      .on(table.quoteId)
      .where(sql`state in ('sent', 'partly_approved')`),
    uniqueIndex('quote_versions_draft_key')
      .on(table.quoteId)
      .where(sql`state in ('draft', 'internal_review', 'ready')`),
    index('quote_versions_request_idx').on(table.requestId, table.version),
    index('quote_versions_expiry_idx')
      .on(table.expiresAt)
      .where(sql`state in ('sent', 'partly_approved')`),
  ],
)

export const quoteLines = pgTable(
  'quote_lines',
  {
    organisationId: uuid('organisation_id').notNull(),
    versionId: uuid('version_id').notNull(),
    position: smallint('position').notNull(),
    kind: text('kind').$type<LineKind>().notNull(),
    itemCode: text('item_code').references(() => serviceItems.code),
    role: text('role').$type<RateRole>(),
    unit: text('unit').$type<LineUnit>().notNull(),
    name: text('name').notNull(),
    detail: text('detail').notNull(),
    qtyMilli: bigint('qty_milli', { mode: 'number' }).notNull(),
    unitRateMinor: minorUnits('unit_rate_minor').notNull(),
    /** What the card said on the date of the quote; null where no card prices it. */
    cardRateMinor: minorUnits('card_rate_minor'),
    cardVersionId: uuid('card_version_id').references(() => rateCardVersions.id),
    discountBp: integer('discount_bp').notNull(),
    amountMinor: minorUnits('amount_minor').notNull(),
    isOptional: boolean('is_optional').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.versionId, table.position] }),
    foreignKey({
      columns: [table.organisationId, table.versionId],
      foreignColumns: [quoteVersions.organisationId, quoteVersions.id],
      name: 'quote_lines_version_fk',
    }),
  ],
)

/** Each step of a version, with its reason; never changed. */
export const quoteSteps = pgTable(
  'quote_steps',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    versionId: uuid('version_id').notNull(),
    fromState: text('from_state').$type<QuoteState>(),
    toState: text('to_state').$type<QuoteState>().notNull(),
    /** Null: a rule, at its time. */
    actorId: uuid('actor_id').references(() => users.id),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.versionId],
      foreignColumns: [quoteVersions.organisationId, quoteVersions.id],
      name: 'quote_steps_version_fk',
    }),
    index('quote_steps_version_idx').on(table.versionId, table.at, table.id),
  ],
)

/** When somebody was reminded of a version that waits for their approval, and by whom; never changed. */
export const quoteReminders = pgTable(
  'quote_reminders',
  {
    organisationId: uuid('organisation_id').notNull(),
    versionId: uuid('version_id').notNull(),
    at: instant('at').notNull(),
    remindedBy: uuid('reminded_by')
      .notNull()
      .references(() => users.id),
  },
  (table) => [
    primaryKey({ columns: [table.versionId, table.at] }),
    foreignKey({
      columns: [table.organisationId, table.versionId],
      foreignColumns: [quoteVersions.organisationId, quoteVersions.id],
      name: 'quote_reminders_version_fk',
    }),
  ],
)

/** The evidence of an approval: append-only, each row chained to the one before it of the organisation (services.md §1.5). */
export const quoteSignatures = pgTable(
  'quote_signatures',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    seq: integer('seq').notNull(),
    versionId: uuid('version_id').notNull(),
    method: text('method').$type<'portal' | 'offline_order'>().notNull(),
    canonicalSha256: text('canonical_sha256').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    /** Who countersigned an order that came outside the portal. */
    countersignedBy: uuid('countersigned_by').references(() => users.id),
    email: text('email').notNull(),
    typedName: text('typed_name').notNull(),
    grantId: uuid('grant_id'),
    limitMinor: minorUnits('limit_minor'),
    /** Positions of the optional lines that were chosen, and the total that follows. */
    chosen: smallint('chosen').array().notNull(),
    totalMinor: minorUnits('total_minor').notNull(),
    orderNumber: text('order_number').notNull(),
    termsVersion: integer('terms_version').notNull(),
    termsSha256: text('terms_sha256').notNull(),
    statement: text('statement').notNull(),
    signedAt: instant('signed_at').notNull(),
    address: text('address').notNull(),
    userAgent: text('user_agent').notNull(),
    sessionId: uuid('session_id'),
    signedInWith: text('signed_in_with').notNull(),
    signedInSeconds: integer('signed_in_seconds').notNull(),
    previousHash: text('previous_hash').notNull(),
    rowHash: text('row_hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    unique('quote_signatures_seq_key').on(table.organisationId, table.seq),
    unique('quote_signatures_person_key').on(table.versionId, table.userId),
    foreignKey({
      columns: [table.organisationId, table.versionId],
      foreignColumns: [quoteVersions.organisationId, quoteVersions.id],
      name: 'quote_signatures_version_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.grantId],
      foreignColumns: [approvalGrants.organisationId, approvalGrants.id],
      name: 'quote_signatures_grant_fk',
    }),
  ],
)

/** An order that came outside the portal: recorded by whoever scopes, countersigned by a services lead who did not record it. */
export const quoteOrders = pgTable(
  'quote_orders',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    versionId: uuid('version_id').notNull(),
    orderNumber: text('order_number').notNull(),
    /** Who ordered, as the order says. */
    orderedBy: text('ordered_by').notNull(),
    /** How it came, in words. */
    note: text('note').notNull(),
    /** Positions of the optional lines that were ordered too. */
    chosen: smallint('chosen').array().notNull().default([]),
    recordedBy: uuid('recorded_by')
      .notNull()
      .references(() => users.id),
    recordedAt: instant('recorded_at').notNull(),
    /** When it was taken back before it was countersigned, by whom and why; null while it counts. */
    voidedAt: instant('voided_at'),
    voidedBy: uuid('voided_by').references(() => users.id),
    voidReason: text('void_reason'),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    uniqueIndex('quote_orders_version_key')
      .on(table.versionId)
      .where(sql`voided_at is null`),
    foreignKey({
      columns: [table.organisationId, table.versionId],
      foreignColumns: [quoteVersions.organisationId, quoteVersions.id],
      name: 'quote_orders_version_fk',
    }),
  ],
)

/** The work that an accepted version orders, ENG-12. */
export const engagements = pgTable(
  'engagements',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    number: bigint('number', { mode: 'number' }).notNull(),
    requestId: uuid('request_id').notNull(),
    state: text('state').$type<EngagementState>().notNull(),
    model: text('model').$type<WorkModel>().notNull(),
    currency: text('currency').notNull(),
    orderNumber: text('order_number').notNull(),
    /** Who leads the work; nobody before somebody is assigned. */
    leadId: uuid('lead_id').references(() => users.id),
    startsOn: date('starts_on', { mode: 'string' }),
    endsOn: date('ends_on', { mode: 'string' }),
    /** How time is rounded, as the terms that were signed say. Minutes. */
    roundingMode: text('rounding_mode').$type<Rounding['mode']>().notNull().default('nearest'),
    roundingInterval: smallint('rounding_interval').notNull().default(15),
    roundingMin: smallint('rounding_min').notNull().default(0),
    /** What the lead expects is left to do, and since when. */
    remainingMinutes: integer('remaining_minutes'),
    remainingAt: instant('remaining_at'),
    remainingBy: uuid('remaining_by').references(() => users.id),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    unique('engagements_number_key').on(table.number),
    uniqueIndex('engagements_request_key')
      .on(table.requestId)
      .where(sql`state <> 'cancelled'`),
    foreignKey({
      columns: [table.organisationId, table.requestId],
      foreignColumns: [serviceRequests.organisationId, serviceRequests.id],
      name: 'engagements_request_fk',
    }),
  ],
)

/** What may be billed for it: one row for each accepted version; nobody edits a budget (services.md §1.6). */
export const budgetRevisions = pgTable(
  'budget_revisions',
  {
    organisationId: uuid('organisation_id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    revision: smallint('revision').notNull(),
    versionId: uuid('version_id').notNull(),
    feesMinor: minorUnits('fees_minor').notNull(),
    expensesMinor: minorUnits('expenses_minor').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.engagementId, table.revision] }),
    unique('budget_revisions_version_key').on(table.versionId),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'budget_revisions_engagement_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.versionId],
      foreignColumns: [quoteVersions.organisationId, quoteVersions.id],
      name: 'budget_revisions_version_fk',
    }),
  ],
)
