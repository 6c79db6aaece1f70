import { expect, test } from 'vitest'
import { usedSentence, type PlanUse } from './plan-use'

const usedBy = (organisations: readonly string[], articles: readonly string[], more: Partial<PlanUse> = {}): PlanUse => ({
  organisations: organisations.map((name) => ({ id: name, name, isClosed: false })),
  organisationCount: organisations.length,
  articles: articles.map((title) => ({ id: title, title })),
  articleCount: articles.length,
  ...more,
})

test.each([
  [usedBy(['Kea Ltd'], []), 'Kea Ltd still uses this plan.'],
  [usedBy([], ['Base sizes']), 'The article “Base sizes” still uses this plan.'],
  [usedBy(['Kea Ltd', 'Tui'], ['Base sizes']), 'Kea Ltd, Tui and the article “Base sizes” still use this plan.'],
  [usedBy(['Kea Ltd'], [], { organisationCount: 1_205 }), 'Kea Ltd and 1,204 more organisations still use this plan.'],
  [
    usedBy(['Kea Ltd'], ['Base sizes'], { organisationCount: 3, articleCount: 2 }),
    'Kea Ltd, the article “Base sizes”, 2 more organisations and 1 more article still use this plan.',
  ],
])('who tries to delete a plan is told who uses it', (uses, sentence) => {
  expect(usedSentence(uses)).toBe(sentence)
})
