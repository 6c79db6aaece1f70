import { foreignKey, index, integer, jsonb, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { cases } from './cases'

/** A region's business hours as data. Immutable once a clock has used it; a change is a new row. */
export const calendarVersions = pgTable('calendar_versions', {
  id: text('id').primaryKey(),
  regionCode: text('region_code').notNull(),
  version: integer('version').notNull(),
  definition: jsonb('definition').$type<unknown>().notNull(),
  createdAt: instant('created_at').notNull(),
})

export const regions = pgTable('regions', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  calendarId: text('calendar_id')
    .notNull()
    .references(() => calendarVersions.id),
})

/** Levels, targets and words of the published promise. Immutable once used. */
export const policyVersions = pgTable(
  'policy_versions',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    version: integer('version').notNull(),
    definition: jsonb('definition').$type<unknown>().notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (table) => [unique('policy_versions_version_key').on(table.version)],
)

/** One running or ended target on one case (sla.md §2). */
export const slaClocks = pgTable(
  'sla_clocks',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    metric: text('metric').$type<'first_response' | 'update'>().notNull(),
    /** No foreign key: each clock would lock the one row of the installation. Versions are never changed nor deleted. */
    policyVersionId: text('policy_version_id').notNull(),
    level: smallint('level').notNull(),
    targetMinutes: integer('target_minutes').notNull(),
    unit: text('unit').$type<'business' | 'elapsed'>().notNull(),
    startedAt: instant('started_at').notNull(),
    segments: jsonb('segments').$type<unknown>().notNull(),
    pauses: jsonb('pauses').$type<unknown>().notNull(),
    dueAt: instant('due_at'),
    atRiskAt: instant('at_risk_at'),
    endedAt: instant('ended_at'),
    outcome: text('outcome').$type<'met' | 'stopped' | 'superseded'>(),
    breachedAt: instant('breached_at'),
    breachCause: text('breach_cause').$type<'time' | 'reclassified'>(),
    usedSecondsAtEnd: integer('used_seconds_at_end'),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'sla_clocks_case_fk',
    }),
    index('sla_clocks_case_idx').on(table.caseId, table.startedAt),
  ],
)
