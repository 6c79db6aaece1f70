// What a case is about, and who therefore has it: another category is routed by the rule of a new case (`statusOfNewCase`, P11).
// No clock ends or starts with it: nobody loses a promise because the case changed hands (services.md §2).
import { z } from 'zod'
import { prose } from '../kernel/text'
import type { Instant } from '../kernel/time'
import {
  CASE_CATEGORIES,
  CATEGORY_TOPICS,
  isUnresolved,
  isWithManager,
  statusOfNewCase,
  type CaseCategory,
  type StatusFacts,
} from './case'
import { CaseReference } from './input'

export const Category = z.enum(CASE_CATEGORIES, 'Please choose what it is about.')

export const ChangeCategoryInput = z.object({
  reference: CaseReference,
  category: Category,
  reason: prose({ max: 2_000, required: 'Please say why: the customer reads it.' }),
  /** The category that its author saw; one that was changed meanwhile is not overwritten. */
  was: Category.optional(),
})
export type ChangeCategoryInput = z.infer<typeof ChangeCategoryInput>

/** What the rule must know of a case. */
export type CategoryFacts = Pick<StatusFacts, 'status' | 'beforeWaiting'> & {
  readonly category: CaseCategory
  readonly lastAnswerAt: Instant | null
}

/** Where a case goes: to its account manager, back to support, or nowhere; and how it stands there. */
export type Rerouting = Pick<StatusFacts, 'status' | 'beforeWaiting'> & {
  readonly goes: 'to_account_manager' | 'to_support' | 'stays'
}

/** Why a case cannot be about something else now; null when it can. */
export function categoryProblem(
  { status, category }: Pick<CategoryFacts, 'status' | 'category'>,
  to: CaseCategory,
): string | null {
  if (category === to) return `This case is about ${CATEGORY_TOPICS[to]} already.`
  return isUnresolved(status) ? null : 'This case is resolved. Reopen it with an answer before you change what it is about.'
}

/** The same for an answer that may bring a category; one that the case has already is no problem, and changes nothing. */
export function routingProblem(facts: Pick<CategoryFacts, 'status' | 'category'>, to: CaseCategory | undefined): string | null {
  return to === undefined || to === facts.category ? null : categoryProblem(facts, to)
}

/**
 * Where a case goes that is about something else from now on. A case that waits on its customer still waits, and returns to whoever
 * has it then. One that its account manager had for another reason than its category stays with them.
 */
export function afterCategoryChange(facts: CategoryFacts, to: CaseCategory): Rerouting {
  const { status, beforeWaiting, category, lastAnswerAt } = facts
  const waits = status === 'waiting'
  const withManager = isWithManager(facts)
  if (isForManager(to) && !withManager)
    return waits
      ? { goes: 'to_account_manager', status, beforeWaiting: 'with_account_manager' }
      : { goes: 'to_account_manager', status: 'with_account_manager', beforeWaiting: null }
  if (isForManager(category) && !isForManager(to) && withManager)
    return waits
      ? { goes: 'to_support', status, beforeWaiting: 'open' }
      : { goes: 'to_support', status: lastAnswerAt === null ? 'new' : 'open', beforeWaiting: null }
  return { goes: 'stays', status, beforeWaiting }
}

function isForManager(category: CaseCategory): boolean {
  return statusOfNewCase(category) === 'with_account_manager'
}
