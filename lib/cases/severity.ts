// The level that follows from the customer's two answers (product.md, "Severity"). Where the published policy leaves a gap,
// the more urgent reading holds for major functions.

import { z } from 'zod'

import type { Level } from '../sla/support-policy'

/** How much is affected, from "the product cannot be used" down to "nothing fails". */
export const Impact = z.enum(['unusable', 'major', 'minor', 'none'])
export type Impact = z.infer<typeof Impact>

/** Whether there is a way around it: none, one for a while, or one that will do. */
export const Workaround = z.enum(['no', 'temporary', 'acceptable'])
export type Workaround = z.infer<typeof Workaround>

const LEVEL: Readonly<Record<Impact, Readonly<Record<Workaround, Level>>>> = {
  unusable: { no: 1, temporary: 2, acceptable: 2 },
  major: { no: 1, temporary: 2, acceptable: 2 },
  minor: { no: 3, temporary: 3, acceptable: 3 },
  none: { no: 4, temporary: 4, acceptable: 4 },
}

/** The severity level of a case. */
export function severityFor(impact: Impact, workaround: Workaround): Level {
  return LEVEL[impact][workaround]
}

/** Whether the level of an impact depends on the second answer; where it does, silence must not lower it. */
export function needsWorkaround(impact: Impact): boolean {
  return new Set(Object.values(LEVEL[impact])).size > 1
}

/** The whole table by both answers, as "major/no": for pages that show the level while it is chosen. */
export function levelTable(): Record<string, Level> {
  return Object.fromEntries(
    Impact.options.flatMap((impact) =>
      Workaround.options.map((workaround) => [`${impact}/${workaround}`, LEVEL[impact][workaround]]),
    ),
  )
}
