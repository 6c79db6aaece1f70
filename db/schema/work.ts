import { sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { EngagementState, HoldSide } from '../../lib/engagements/engagement'
import type { MilestoneState } from '../../lib/engagements/milestone'
import type { RateRole } from '../../lib/engagements/rate-card'
import type { TimeClass, TimeState } from '../../lib/engagements/time'
import { instant } from '../columns'
import { users } from './identity'
import { engagements, quoteLines, quoteVersions } from './quotes'

const minorUnits = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'bigint',
  fromDriver: BigInt,
  toDriver: String,
})

/** Each step of an engagement, read by both sides and never changed. No actor: a rule. */
export const engagementSteps = pgTable(
  'engagement_steps',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    fromState: text('from_state').$type<EngagementState>(),
    toState: text('to_state').$type<EngagementState>().notNull(),
    actorId: uuid('actor_id').references(() => users.id),
    reason: text('reason').notNull(),
    /** Whose doing a pause is. */
    side: text('side').$type<HoldSide>(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'engagement_steps_engagement_fk',
    }),
    index('engagement_steps_engagement_idx').on(table.engagementId, table.at, table.id),
  ],
)

/** Who works on an engagement, as what, from when to when, how much of a week. */
export const engagementAssignments = pgTable(
  'engagement_assignments',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role').$type<RateRole>().notNull(),
    fromOn: date('from_on', { mode: 'string' }).notNull(),
    toOn: date('to_on', { mode: 'string' }),
    minutesPerWeek: integer('minutes_per_week').notNull(),
    assignedBy: uuid('assigned_by')
      .notNull()
      .references(() => users.id),
    assignedAt: instant('assigned_at').notNull(),
    endedBy: uuid('ended_by').references(() => users.id),
    endedAt: instant('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    uniqueIndex('engagement_assignments_live_key')
      .on(table.engagementId, table.userId, table.role)
      .where(sql`ended_at is null`),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'engagement_assignments_engagement_fk',
    }),
    index('engagement_assignments_user_idx').on(table.userId, table.engagementId),
  ],
)

/**
 * Time that somebody worked on an engagement on a day of theirs. What is past the budget of a straddling entry is a part of its own:
 * it has the minutes that would be billed, and no worked ones.
 */
export const timeEntries = pgTable(
  'time_entries',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    consultantId: uuid('consultant_id')
      .notNull()
      .references(() => users.id),
    splitFrom: uuid('split_from'),
    role: text('role').$type<RateRole>().notNull(),
    workedOn: date('worked_on', { mode: 'string' }).notNull(),
    workedMinutes: smallint('worked_minutes').notNull(),
    billedMinutes: smallint('billed_minutes').notNull(),
    timeClass: text('time_class').$type<TimeClass>().notNull(),
    /** Why it is given, where it is. */
    classReason: text('class_reason').notNull().default(''),
    /** What an hour costs, copied from the line that was signed; 0 with no line where a fixed price covers the work. */
    rateMinor: minorUnits('rate_minor').notNull(),
    currency: text('currency').notNull(),
    rateVersionId: uuid('rate_version_id'),
    ratePosition: smallint('rate_position'),
    customerNote: text('customer_note').notNull(),
    /** Ours alone: no customer's role may read the column. */
    internalNote: text('internal_note').notNull(),
    state: text('state').$type<TimeState>().notNull(),
    version: integer('version').notNull(),
    /** Who approved, rejected or wrote it off: never its author. */
    decidedBy: uuid('decided_by').references(() => users.id),
    decidedAt: instant('decided_at'),
    submittedAt: instant('submitted_at'),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'time_entries_engagement_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.splitFrom],
      foreignColumns: [table.organisationId, table.id],
      name: 'time_entries_split_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.rateVersionId, table.ratePosition],
      foreignColumns: [quoteLines.organisationId, quoteLines.versionId, quoteLines.position],
      name: 'time_entries_rate_fk',
    }),
    index('time_entries_engagement_idx').on(table.engagementId, table.workedOn, table.id),
    index('time_entries_consultant_idx').on(table.consultantId, table.workedOn),
    index('time_entries_split_idx')
      .on(table.splitFrom)
      .where(sql`split_from is not null`),
    // One draft of a person, a role and a day: what is saved twice is one.
    uniqueIndex('time_entries_draft_key')
      .on(table.engagementId, table.consultantId, table.role, table.workedOn)
      .where(sql`state in ('draft', 'rejected') and split_from is null`),
    index('time_entries_submitted_idx')
      .on(table.engagementId)
      .where(sql`state = 'submitted'`),
  ],
)

/** What an entry said before it was changed; ours alone, never changed. */
export const timeEntryVersions = pgTable(
  'time_entry_versions',
  {
    organisationId: uuid('organisation_id').notNull(),
    entryId: uuid('entry_id').notNull(),
    version: integer('version').notNull(),
    role: text('role').notNull(),
    workedOn: date('worked_on', { mode: 'string' }).notNull(),
    workedMinutes: smallint('worked_minutes').notNull(),
    customerNote: text('customer_note').notNull(),
    internalNote: text('internal_note').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organisationId, table.entryId, table.version] })],
)

/** Each step of an entry, with its reason; ours alone, never changed. It stays when its draft is deleted. */
export const timeEntrySteps = pgTable(
  'time_entry_steps',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    entryId: uuid('entry_id').notNull(),
    fromState: text('from_state').$type<TimeState>(),
    toState: text('to_state').$type<TimeState>().notNull(),
    actorId: uuid('actor_id')
      .notNull()
      .references(() => users.id),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    index('time_entry_steps_entry_idx').on(table.entryId, table.at, table.id),
  ],
)

/** A share of a budget that was passed, once for each of its revisions: whoever crosses it inserts it (services.md §1.8). */
export const burnAlerts = pgTable(
  'burn_alerts',
  {
    organisationId: uuid('organisation_id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    revision: smallint('revision').notNull(),
    threshold: smallint('threshold').notNull(),
    usedMinor: bigint('used_minor', { mode: 'bigint' }).notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.engagementId, table.revision, table.threshold] }),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'burn_alerts_engagement_fk',
    }),
  ],
)

/** A part of the work that its customer accepts. An amount is that of a line with a fixed price that was signed (services.md §1.6). */
export const milestones = pgTable(
  'milestones',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    name: text('name').notNull(),
    amountMinor: minorUnits('amount_minor').notNull(),
    /** The line that was signed; null for one without an amount. */
    versionId: uuid('version_id'),
    position: smallint('position'),
    dueOn: date('due_on', { mode: 'string' }),
    state: text('state').$type<MilestoneState>().notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'milestones_engagement_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.versionId, table.position],
      foreignColumns: [quoteLines.organisationId, quoteLines.versionId, quoteLines.position],
      name: 'milestones_line_fk',
    }),
    uniqueIndex('milestones_line_key').on(table.versionId, table.position),
    index('milestones_engagement_idx').on(table.engagementId, table.createdAt, table.id),
  ],
)

/** Each step of a milestone, with its reason; read by both sides, never changed. */
export const milestoneSteps = pgTable(
  'milestone_steps',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    milestoneId: uuid('milestone_id').notNull(),
    fromState: text('from_state').$type<MilestoneState>(),
    toState: text('to_state').$type<MilestoneState>().notNull(),
    actorId: uuid('actor_id').references(() => users.id),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.milestoneId],
      foreignColumns: [milestones.organisationId, milestones.id],
      name: 'milestone_steps_milestone_fk',
    }),
    index('milestone_steps_milestone_idx').on(table.milestoneId, table.at, table.id),
  ],
)

/** The time past the budget that a version of a change names: what it pays for once it is accepted. */
export const changeEntries = pgTable(
  'change_entries',
  {
    organisationId: uuid('organisation_id').notNull(),
    versionId: uuid('version_id').notNull(),
    entryId: uuid('entry_id').notNull(),
    minutes: smallint('minutes').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.versionId, table.entryId] }),
    foreignKey({
      columns: [table.organisationId, table.versionId],
      foreignColumns: [quoteVersions.organisationId, quoteVersions.id],
      name: 'change_entries_version_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.entryId],
      foreignColumns: [timeEntries.organisationId, timeEntries.id],
      name: 'change_entries_entry_fk',
    }),
  ],
)
