import { sql } from 'drizzle-orm'
import { bigint, customType, date, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { ExpenseCategory, ExpenseState } from '../../lib/engagements/expense'
import { instant } from '../columns'
import { users } from './identity'
import { engagements } from './quotes'

const minorUnits = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'bigint',
  fromDriver: BigInt,
  toDriver: String,
})

/** What somebody spent for an engagement, at cost: billed up to the expenses that were signed (services.md §1.6). */
export const expenses = pgTable(
  'expenses',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    engagementId: uuid('engagement_id').notNull(),
    spenderId: uuid('spender_id')
      .notNull()
      .references(() => users.id),
    /** Made when the form is shown: sending it twice enters it once. */
    formKey: uuid('form_key').notNull(),
    category: text('category').$type<ExpenseCategory>().notNull(),
    spentOn: date('spent_on', { mode: 'string' }).notNull(),
    /** As the receipt says. */
    receiptMinor: minorUnits('receipt_minor').notNull(),
    receiptCurrency: text('receipt_currency').notNull(),
    /** Millionths of the engagement's currency that one of the receipt's is worth, as it was typed; null where they are the same. */
    rateMicro: bigint('rate_micro', { mode: 'bigint' }),
    rateOn: date('rate_on', { mode: 'string' }),
    /** In the currency of the engagement. */
    amountMinor: minorUnits('amount_minor').notNull(),
    currency: text('currency').notNull(),
    /** The customer reads it. */
    note: text('note').notNull(),
    state: text('state').$type<ExpenseState>().notNull(),
    /** Who approved, returned or wrote it off: never who spent it. */
    decidedBy: uuid('decided_by').references(() => users.id),
    decidedAt: instant('decided_at'),
    submittedAt: instant('submitted_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    unique('expenses_id_key').on(table.id),
    unique('expenses_form_key').on(table.engagementId, table.spenderId, table.formKey),
    foreignKey({
      columns: [table.organisationId, table.engagementId],
      foreignColumns: [engagements.organisationId, engagements.id],
      name: 'expenses_engagement_fk',
    }),
    index('expenses_engagement_idx').on(table.engagementId, table.spentOn, table.id),
    index('expenses_submitted_idx')
      .on(table.engagementId)
      .where(sql`state = 'submitted'`),
  ],
)

/** Each step of an expense, with its reason; ours alone, never changed. */
export const expenseSteps = pgTable(
  'expense_steps',
  {
    organisationId: uuid('organisation_id').notNull(),
    id: uuid('id').notNull(),
    expenseId: uuid('expense_id').notNull(),
    fromState: text('from_state').$type<ExpenseState>(),
    toState: text('to_state').$type<ExpenseState>().notNull(),
    actorId: uuid('actor_id')
      .notNull()
      .references(() => users.id),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.id] }),
    foreignKey({
      columns: [table.organisationId, table.expenseId],
      foreignColumns: [expenses.organisationId, expenses.id],
      name: 'expense_steps_expense_fk',
    }),
    index('expense_steps_expense_idx').on(table.expenseId, table.at, table.id),
  ],
)
