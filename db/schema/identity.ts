import { sql } from 'drizzle-orm'
import {
  boolean,
  customType,
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
import type { NotificationChoices } from '../../lib/identity/choices'
import { instant } from '../columns'

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** One row: what this installation is and how it speaks. */
export const installation = pgTable('installation', {
  id: integer('id').primaryKey().default(1),
  kind: text('kind').$type<'production' | 'demo' | 'test' | 'replay'>().notNull(),
  brandName: text('brand_name').notNull(),
  productName: text('product_name').notNull(),
  supportEmail: text('support_email').notNull(),
  casePrefix: text('case_prefix').notNull(),
  currentPolicyVersionId: text('current_policy_version_id'),
  createdAt: instant('created_at').notNull(),
})

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    passwordHash: text('password_hash'),
    notifications: jsonb('notifications').$type<NotificationChoices>().notNull().default({}),
    isDemo: boolean('is_demo').notNull().default(false),
    disabledAt: instant('disabled_at'),
    lastSignInAt: instant('last_sign_in_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    unique('users_email_key').on(table.email),
    index('users_search_idx').using('gin', sql`lower(name) gin_trgm_ops`, sql`lower(email) gin_trgm_ops`),
  ],
)

/** What organisations have bought of ours, by name. */
export const plans = pgTable(
  'plans',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  () => [uniqueIndex('plans_name_key').on(sql`lower(name)`)],
)

export const organisations = pgTable(
  'organisations',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    regionCode: text('region_code').notNull(),
    timeZone: text('time_zone').notNull(),
    currency: text('currency').notNull(),
    csmId: uuid('csm_id')
      .notNull()
      .references(() => users.id),
    backupCsmId: uuid('backup_csm_id')
      .notNull()
      .references(() => users.id),
    sites: jsonb('sites').$type<string[]>().notNull().default([]),
    /** Null for an organisation on no plan. */
    planId: uuid('plan_id').references(() => plans.id),
    version: integer('version').notNull().default(1),
    disabledAt: instant('disabled_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    unique('organisations_name_key').on(table.name),
    index('organisations_search_idx').using('gin', sql`lower(name) gin_trgm_ops`),
    index('organisations_csm_idx').on(table.csmId),
    index('organisations_backup_csm_idx').on(table.backupCsmId),
    index('organisations_plan_idx').on(table.planId),
  ],
)

export const memberships = pgTable(
  'memberships',
  {
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role').$type<'member' | 'administrator'>().notNull(),
    endedAt: instant('ended_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organisationId, table.userId] }), index('memberships_user_idx').on(table.userId)],
)

export const staffMembers = pgTable('staff_members', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id),
  roles: text('roles').array().$type<StaffRole[]>().notNull(),
  regionCode: text('region_code').notNull(),
  /** Answers for the region: is warned after the assignee, keeps the hours of its people. */
  leadsRegion: boolean('leads_region').notNull().default(false),
  /** How long a reply of theirs can be called back after sending, in seconds. */
  undoSeconds: smallint('undo_seconds').notNull().default(10),
  endedAt: instant('ended_at'),
  createdAt: instant('created_at').notNull(),
})

export type StaffRole = 'agent' | 'csm' | 'services_lead' | 'finance' | 'administrator'

/** The random session id stands in the signed cookie; only its hash stands here. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    sidHash: bytea('sid_hash').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    signedInWith: text('signed_in_with').$type<'password' | 'link' | 'oidc'>().notNull(),
    userAgent: text('user_agent').notNull(),
    address: text('address').notNull(),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    uniqueIndex('sessions_sid_hash_key').on(table.sidHash),
    index('sessions_user_idx').on(table.userId, table.createdAt),
  ],
)

/** One-time tokens that a mail carries: sign-in links, password resets, invitations. Only hashes are kept. */
export const signInTokens = pgTable(
  'sign_in_tokens',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<'link' | 'reset' | 'invitation'>().notNull(),
    tokenHash: bytea('token_hash').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('sign_in_tokens_hash_key').on(table.tokenHash),
    index('sign_in_tokens_user_idx').on(table.userId, table.kind),
  ],
)

/** One OpenID Connect provider of one organisation. */
export const organisationSignIn = pgTable('organisation_sign_in', {
  organisationId: uuid('organisation_id')
    .primaryKey()
    .references(() => organisations.id),
  issuer: text('issuer').notNull(),
  clientId: text('client_id').notNull(),
  /** AES-256-GCM under the installation's secret. */
  clientSecretSealed: text('client_secret_sealed').notNull(),
  emailDomains: text('email_domains').array().notNull(),
  enabled: boolean('enabled').notNull().default(true),
  updatedAt: instant('updated_at').notNull(),
})

/** (issuer, subject) is who somebody is; the address was only how they were first found. */
export const externalIdentities = pgTable(
  'external_identities',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    organisationId: uuid('organisation_id').notNull(),
    userId: uuid('user_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.subject] }),
    foreignKey({
      columns: [table.organisationId, table.userId],
      foreignColumns: [memberships.organisationId, memberships.userId],
      name: 'external_identities_member_fk',
    }),
  ],
)

/** Counters of the rate limits; unlogged by migration, losing them in a crash is harmless. */
export const rateLimits = pgTable('rate_limits', {
  key: text('key').primaryKey(),
  points: integer('points').notNull().default(0),
  expire: customType<{ data: number; driverData: string }>({ dataType: () => 'bigint', fromDriver: Number })('expire'),
})
