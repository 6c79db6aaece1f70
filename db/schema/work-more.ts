import { foreignKey, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { WorkAnswer } from '../../lib/engagements/satisfaction'
import type { RateRole } from '../../lib/engagements/rate-card'
import { instant } from '../columns'
import { users } from './identity'
import { engagements } from './quotes'
import { milestones } from './work'

/** That a customer was told that a delivered milestone will count as accepted: once for each delivery (services.md §1.6). */
export const milestoneNotices = pgTable(
  'milestone_notices',
  {
    organisationId: uuid('organisation_id').notNull(),
    milestoneId: uuid('milestone_id').notNull(),
    deliveredAt: instant('delivered_at').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.milestoneId, table.deliveredAt] }),
    foreignKey({
      columns: [table.organisationId, table.milestoneId],
      foreignColumns: [milestones.organisationId, milestones.id],
      name: 'milestone_notices_milestone_fk',
    }),
  ],
)

/** Time that somebody takes now: one of a person, which becomes a draft once it is stopped. */
export const timers = pgTable(
  'timers',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id),
    organisationId: uuid('organisation_id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    role: text('role').$type<RateRole>().notNull(),
    startedAt: instant('started_at').notNull(),
  },
  (table) => [
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'timers_engagement_fk',
    }),
  ],
)

/** The customer's word about an engagement after its delivery: one of each member. */
export const engagementRatings = pgTable(
  'engagement_ratings',
  {
    organisationId: uuid('organisation_id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    answer: text('answer').$type<WorkAnswer>().notNull(),
    comment: text('comment').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.engagementId, table.userId] }),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'engagement_ratings_engagement_fk',
    }),
  ],
)
