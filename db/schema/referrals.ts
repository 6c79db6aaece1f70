import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { CaseCategory } from '../../lib/cases/case'
import type { ReferralOutcome, ReferralReason } from '../../lib/engagements/referral'
import { instant } from '../columns'
import { cases } from './cases'
import { engagements } from './quotes'
import { serviceRequests } from './engagements'
import { users } from './identity'

/** A case that an agent passed to its account manager as outside support (services.md §2), with the request that it became. */
export const caseReferrals = pgTable(
  'case_referrals',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    requestId: uuid('request_id').notNull(),
    agentId: uuid('agent_id')
      .notNull()
      .references(() => users.id),
    reason: text('reason').$type<ReferralReason>().notNull(),
    /** Whether the case itself went; else only its project part did, and support keeps the fault. */
    movesCase: boolean('moves_case').notNull(),
    /** What the case was about before; it is about that again when it comes back. */
    category: text('category').$type<CaseCategory>().notNull(),
    referredAt: instant('referred_at').notNull(),
    /** Until when the account manager decides. */
    dueAt: instant('due_at').notNull(),
    decidedAt: instant('decided_at'),
    /** When the customer was asked whether to prepare a quote, and until when the question stands. */
    askedAt: instant('asked_at'),
    lapsesAt: instant('lapses_at'),
    reminders: smallint('reminders').notNull().default(0),
    /** When the customer is reminded next, or the question lapses. */
    nextAt: instant('next_at'),
    outcome: text('outcome').$type<ReferralOutcome>(),
    endedAt: instant('ended_at'),
    /** The onboarding that includes it. */
    engagementId: uuid('engagement_id'),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.caseId],
      foreignColumns: [cases.organisationId, cases.id],
      name: 'case_referrals_case_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.requestId],
      foreignColumns: [serviceRequests.organisationId, serviceRequests.id],
      name: 'case_referrals_request_fk',
    }),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'case_referrals_engagement_fk',
    }),
    uniqueIndex('case_referrals_request_key').on(table.requestId),
    /** One undecided at a time. */
    uniqueIndex('case_referrals_open_key')
      .on(table.caseId)
      .where(sql`ended_at is null`),
    index('case_referrals_case_idx').on(table.caseId, table.referredAt),
    index('case_referrals_next_idx')
      .on(table.nextAt)
      .where(sql`next_at is not null`),
    index('case_referrals_returned_idx')
      .on(table.endedAt)
      .where(sql`outcome = 'returned'`),
  ],
)
