import { expect, test } from 'vitest'
import { measure, summary, type Judged } from './measures'

const judged = (grades: Record<string, number>): Judged => ({
  ...{ id: 'q', need: 1, query: 'x', kind: 'keyword' },
  relevant: Object.entries(grades).map(([page, grade]) => ({ page, grade })),
})

test('the best order is 1, and a worse one less by the logarithm of the place', () => {
  const query = judged({ a: 3, b: 1 })
  expect(measure(query, ['a', 'b'], 1)).toMatchObject({ ndcg5: 1, success1: 1, success3: 1, none: 0 })
  const { ndcg5, success1, success3 } = measure(query, ['x', 'a'], 1)
  expect(ndcg5).toBeCloseTo(7 / Math.log2(3) / (7 + 1 / Math.log2(3)))
  expect([success1, success3]).toEqual([0, 1])
  expect(measure(query, [], 1)).toMatchObject({ ndcg5: 0, success3: 0, none: 1 })
})

test('a page of grade 2 is right, and the best grade where there is no such', () => {
  expect(measure(judged({ a: 3, b: 2 }), ['b'], 1).success1).toBe(1)
  expect(measure(judged({ a: 3, b: 1 }), ['b'], 1).success1).toBe(0)
  expect(measure(judged({ b: 1 }), ['b'], 1).success1).toBe(1)
})

test('the summary is the mean, with times by share', () => {
  const all = [1, 2, 3, 4].map((ms) => measure(judged({ a: 3 }), ms > 1 ? ['a'] : [], ms))
  expect(summary(all)).toEqual({ queries: 4, ndcg5: 0.75, success1: 0.75, success3: 0.75, none: 0.25, p50: 2, p95: 4 })
})
