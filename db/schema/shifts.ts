import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns'
import { staffMembers } from './identity'
import { regions } from './sla'

/** The week somebody works, local to a zone. Without a row a person keeps the support hours of their region. */
export const staffHours = pgTable('staff_hours', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => staffMembers.userId),
  timeZone: text('time_zone').notNull(),
  week: jsonb('week').$type<unknown>().notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** Leave: from the beginning of the first day away to the beginning of the day somebody is back. Two of one person never overlap. */
export const absences = pgTable('absences', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id')
    .notNull()
    .references(() => staffMembers.userId),
  startsOn: text('starts_on').notNull(),
  backOn: text('back_on').notNull(),
  /** The two dates as instants, in the zone of the person's hours when the leave was written. */
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  coverId: uuid('cover_id').references(() => staffMembers.userId),
  /** Which of their open cases go back to the region when the leave begins. */
  givesBack: text('gives_back').$type<'none' | 'due' | 'all'>().notNull(),
  cancelledAt: instant('cancelled_at'),
  createdAt: instant('created_at').notNull(),
})

/** How a region shares out its cases, and what is usual there. Without a row the rule is off. */
export const assignmentRules = pgTable('assignment_rules', {
  regionCode: text('region_code')
    .primaryKey()
    .references(() => regions.code),
  rule: text('rule').$type<'off' | 'round_robin'>().notNull(),
  /** Open cases that somebody may hold while we owe the next step; null for no limit. */
  openCasesMax: integer('open_cases_max'),
  handlingMinutes: integer('handling_minutes').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** When the rule last gave somebody a case: whose turn is longest ago is next. */
export const assignmentTurns = pgTable('assignment_turns', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => staffMembers.userId),
  givenAt: instant('given_at').notNull(),
})
