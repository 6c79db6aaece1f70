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
import type { ChangeReason } from '../../lib/engagements/change'
import type { RequestSource, RequestState } from '../../lib/engagements/request'
import { instant } from '../columns'
import { cases } from './cases'
import { memberships, users } from './identity'

/** Minor units of a currency that stands beside it. A number is exact to 2^53 only, so code reads and writes it as text. */
const minorUnits = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'bigint',
  fromDriver: BigInt,
  toDriver: String,
})

/** The catalogue: what can be asked for beyond the licence, or is included in it for a time (services.md §1.2). */
export const serviceItems = pgTable('service_items', {
  code: text('code').primaryKey(),
  position: smallint('position').notNull(),
  name: text('name').notNull(),
  description: text('description').notNull(),
  /** How big it usually is, and what the customer brings. */
  typical: text('typical').notNull(),
  asks: text('asks').notNull(),
  isIncluded: boolean('is_included').notNull(),
  isOffered: boolean('is_offered').notNull().default(true),
})

/** The sentence that a customer ticks before asking, by version; never changed once it stands. */
export const serviceNotices = pgTable('service_notices', {
  version: integer('version').primaryKey(),
  words: text('words').notNull(),
  since: instant('since').notNull(),
})

/** A customer's question for a quote, SR-0123. */
export const serviceRequests = pgTable(
  'service_requests',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    number: bigint('number', { mode: 'number' }).notNull(),
    /** Made when the form is shown: sending it twice asks once. */
    formKey: uuid('form_key').notNull(),
    itemCode: text('item_code')
      .notNull()
      .references(() => serviceItems.code),
    title: text('title').notNull(),
    goal: text('goal').notNull(),
    wantedOn: date('wanted_on', { mode: 'string' }),
    budgetMinor: minorUnits('budget_minor'),
    currency: text('currency').notNull(),
    source: text('source').$type<RequestSource>().notNull(),
    /** The case it came from, or the one in which our support answers it. */
    caseId: uuid('case_id'),
    requesterId: uuid('requester_id').notNull(),
    /** The account manager when it was asked, or who stood in. */
    managerId: uuid('manager_id')
      .notNull()
      .references(() => users.id),
    /** The engagement that this asks to change: its quote becomes a revision of that budget. */
    changesId: uuid('changes_id'),
    changeReason: text('change_reason').$type<ChangeReason>(),
    /** The sentence that was ticked. A referred request gets it when the customer says yes; until then it is the one in force. */
    noticeVersion: integer('notice_version')
      .notNull()
      .references(() => serviceNotices.version),
    state: text('state').$type<RequestState>().notNull(),
    askedAt: instant('asked_at').notNull(),
    /** By when a quote comes; while it is referred, by when the account manager decides. */
    quoteDueAt: instant('quote_due_at').notNull(),
    /** When its first quote was sent: from then on the approvers of the organisation see it. */
    quotedAt: instant('quoted_at'),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    unique('service_requests_number_key').on(table.number),
    uniqueIndex('service_requests_form_key').on(table.organisationId, table.requesterId, table.formKey),
    foreignKey({
      columns: [table.organisationId, table.requesterId],
      foreignColumns: [memberships.organisationId, memberships.userId],
      name: 'service_requests_member_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'service_requests_case_fk',
    }),
    index('service_requests_organisation_idx').on(table.organisationId, table.askedAt, table.id),
    index('service_requests_requester_idx').on(table.organisationId, table.requesterId, table.askedAt, table.id),
    index('service_requests_changes_idx')
      .on(table.changesId)
      .where(sql`changes_id is not null`),
    index('service_requests_case_idx')
      .on(table.caseId)
      .where(sql`case_id is not null`),
    // What the desk's board reads: what is to be scoped, by its promise; what is over, the newest first.
    index('service_requests_due_idx')
      .on(table.quoteDueAt, table.id)
      .where(sql`state in ('new', 'scoping')`),
    index('service_requests_manager_due_idx')
      .on(table.managerId, table.quoteDueAt, table.id)
      .where(sql`state in ('new', 'scoping')`),
    index('service_requests_over_idx')
      .on(table.changedAt, table.id)
      .where(sql`state not in ('new', 'scoping')`),
    // What waits for the decision of an account manager, or of the customer.
    index('service_requests_undecided_idx')
      .on(table.quoteDueAt, table.id)
      .where(sql`state in ('referred', 'awaiting_customer')`),
  ],
)

/** Each step of a request from one state to another, with its reason; read by both sides and never changed. */
export const serviceRequestSteps = pgTable(
  'service_request_steps',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    requestId: uuid('request_id').notNull(),
    fromState: text('from_state').$type<RequestState>(),
    toState: text('to_state').$type<RequestState>().notNull(),
    /** Null for what the calendar decides. */
    actorId: uuid('actor_id').references(() => users.id),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.requestId],
      foreignColumns: [serviceRequests.organisationId, serviceRequests.id],
      name: 'service_request_steps_request_fk',
    }),
    index('service_request_steps_request_idx').on(table.requestId, table.at, table.id),
  ],
)

/** What both sides write to each other about a request; never changed. */
export const serviceRequestMessages = pgTable(
  'service_request_messages',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    requestId: uuid('request_id').notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    /** Made when the form is shown: sending it twice writes once. */
    formKey: uuid('form_key').notNull(),
    body: text('body').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    uniqueIndex('service_request_messages_form_key').on(table.requestId, table.authorId, table.formKey),
    foreignKey({
      columns: [table.organisationId, table.requestId],
      foreignColumns: [serviceRequests.organisationId, serviceRequests.id],
      name: 'service_request_messages_request_fk',
    }),
    index('service_request_messages_request_idx').on(table.requestId, table.at, table.id),
  ],
)

/** Who may accept quotes for an organisation, up to which amount (services.md §1.1); a change ends one grant and begins another. */
export const approvalGrants = pgTable(
  'approval_grants',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    userId: uuid('user_id').notNull(),
    /** Null has no limit. */
    limitMinor: minorUnits('limit_minor'),
    currency: text('currency').notNull(),
    grantedBy: uuid('granted_by')
      .notNull()
      .references(() => users.id),
    grantedAt: instant('granted_at').notNull(),
    endedBy: uuid('ended_by').references(() => users.id),
    endedAt: instant('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.userId],
      foreignColumns: [memberships.organisationId, memberships.userId],
      name: 'approval_grants_member_fk',
    }),
    uniqueIndex('approval_grants_live_key')
      .on(table.organisationId, table.userId)
      .where(sql`ended_at is null`),
  ],
)
