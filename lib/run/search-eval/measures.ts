// How good the order of finds is, by judged queries (docs: shared design "search.md"): a page of grade 2 or more is right, or one of
// the best grade that there is; nDCG counts 2^grade − 1, discounted by the logarithm of the place.
import { createHash } from 'node:crypto'
import { z } from 'zod'

export const Judged = z.object({
  id: z.string(),
  need: z.union([z.number(), z.string()]),
  query: z.string().min(1),
  kind: z.string(),
  relevant: z.array(z.object({ page: z.string(), grade: z.number().int().min(1) })).min(1),
})
export type Judged = z.infer<typeof Judged>

export type Measured = {
  readonly kind: string
  readonly half: 'developed on' | 'held out'
  readonly ndcg5: number
  readonly success1: number
  readonly success3: number
  readonly none: number
  readonly ms: number
}

const gain = (grade: number) => 2 ** grade - 1
const discounted = (grades: readonly number[]) =>
  grades.slice(0, 5).reduce((sum, grade, at) => sum + gain(grade) / Math.log2(at + 2), 0)

/** One query, by the pages that were found, best first. */
export function measure({ need, kind, relevant }: Judged, found: readonly string[], ms: number): Measured {
  const grades = new Map(relevant.map(({ page, grade }) => [page, grade]))
  const right = Math.min(2, Math.max(...grades.values()))
  const got = found.map((page) => grades.get(page) ?? 0)
  const success = (k: number) => Number(got.slice(0, k).some((grade) => grade >= right))
  const best = [...grades.values()].sort((a, b) => b - a)
  return {
    kind,
    half: halfOf(need),
    ndcg5: discounted(got) / discounted(best),
    success1: success(1),
    success3: success(3),
    none: Number(found.length === 0),
    ms,
  }
}

/** Half of the needs, by a hash: the rules were developed on one half, so that the other says whether they fit it too well. */
export function halfOf(need: number | string): Measured['half'] {
  return createHash('sha256').update(String(need)).digest()[0]! % 2 === 0 ? 'developed on' : 'held out'
}

/** The mean of each measure and the times below which half and 95 % of the searches stay. */
export function summary(all: readonly Measured[]) {
  const mean = (of: (each: Measured) => number) => all.reduce((sum, each) => sum + of(each), 0) / all.length
  const times = all.map(({ ms }) => ms).sort((a, b) => a - b)
  const below = (share: number) => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)]!
  return {
    queries: all.length,
    ndcg5: mean(({ ndcg5 }) => ndcg5),
    success1: mean(({ success1 }) => success1),
    success3: mean(({ success3 }) => success3),
    none: mean(({ none }) => none),
    p50: below(0.5),
    p95: below(0.95),
  }
}
