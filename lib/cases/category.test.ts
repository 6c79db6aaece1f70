import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../kernel/time'
import { CASE_CATEGORIES, CASE_STATUSES, isUnresolved, statusOfNewCase, type CaseCategory } from './case'
import { afterCategoryChange, categoryProblem, type CategoryFacts } from './category'

const AT = instant(1_800_000_000_000)

const facts = (more: Partial<CategoryFacts> = {}): CategoryFacts => ({
  status: 'open',
  beforeWaiting: null,
  category: 'how_to',
  lastAnswerAt: AT,
  ...more,
})

describe('another category', () => {
  it.each<[string, Partial<CategoryFacts>, CaseCategory, unknown]>([
    [
      'a new case goes to the account manager',
      { status: 'new', lastAnswerAt: null },
      'project_or_data',
      ['to_account_manager', 'with_account_manager', null],
    ],
    ['one in work does too', {}, 'project_or_data', ['to_account_manager', 'with_account_manager', null]],
    [
      'one that waits still waits, and returns there',
      { status: 'waiting', beforeWaiting: 'open' },
      'project_or_data',
      ['to_account_manager', 'waiting', 'with_account_manager'],
    ],
    [
      'one that the manager has stays',
      { status: 'with_account_manager' },
      'project_or_data',
      ['stays', 'with_account_manager', null],
    ],
    [
      'what is no project comes back to support',
      { status: 'with_account_manager', category: 'project_or_data' },
      'problem',
      ['to_support', 'open', null],
    ],
    [
      'and is new where nobody has answered',
      { status: 'with_account_manager', category: 'project_or_data', lastAnswerAt: null },
      'licence',
      ['to_support', 'new', null],
    ],
    [
      'also while it waits',
      { status: 'waiting', beforeWaiting: 'with_account_manager', category: 'project_or_data' },
      'how_to',
      ['to_support', 'waiting', 'open'],
    ],
    [
      'what the manager has for another reason stays',
      { status: 'with_account_manager', category: 'licence' },
      'problem',
      ['stays', 'with_account_manager', null],
    ],
    ['what they gave back already stays with support', { category: 'project_or_data' }, 'problem', ['stays', 'open', null]],
    ['support’s own categories route nothing', { category: 'licence' }, 'how_to', ['stays', 'open', null]],
  ])('%s', (_, more, to, expected) => {
    const { goes, status, beforeWaiting } = afterCategoryChange(facts(more), to)
    expect([goes, status, beforeWaiting]).toEqual(expected)
  })

  it('leaves a case with whom a new one of that category goes to, and changing it back brings it back', () => {
    const anyFacts = fc
      .record({
        status: fc.constantFrom(...CASE_STATUSES.filter(isUnresolved)),
        category: fc.constantFrom(...CASE_CATEGORIES),
        answered: fc.boolean(),
        before: fc.constantFrom('open' as const, 'with_account_manager' as const),
      })
      .map(({ status, category, answered, before }) =>
        facts({ status, category, lastAnswerAt: answered ? AT : null, beforeWaiting: status === 'waiting' ? before : null }),
      )
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...CASE_CATEGORIES), (before, to) => {
        fc.pre(before.category !== to)
        const after = afterCategoryChange(before, to)
        const owner = (of: Pick<CategoryFacts, 'status' | 'beforeWaiting'>) =>
          (of.status === 'waiting' ? of.beforeWaiting : of.status) === 'with_account_manager'
        expect(after.status === 'waiting').toBe(before.status === 'waiting')
        if (statusOfNewCase(to) === 'with_account_manager') expect(owner(after)).toBe(true)
        else if (statusOfNewCase(before.category) === 'with_account_manager') expect(owner(after)).toBe(false)
        else expect(owner(after)).toBe(owner(before))
        expect(after.goes === 'stays').toBe(owner(after) === owner(before))
        if (after.goes === 'to_account_manager')
          expect(owner(afterCategoryChange({ ...before, ...after, category: to }, before.category))).toBe(owner(before))
      }),
    )
  })

  it('is refused where it is that already, and for a case that is over', () => {
    expect(categoryProblem(facts(), 'how_to')).toMatch(/already/)
    expect(categoryProblem(facts({ status: 'resolved' }), 'problem')).toMatch(/resolved/)
    expect(categoryProblem(facts({ status: 'closed' }), 'problem')).toMatch(/resolved/)
    expect(categoryProblem(facts(), 'problem')).toBeNull()
  })
})
