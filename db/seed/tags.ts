// What the desk of the demo has tagged, by words of the subject.
import type { TxCtx } from '@/db/context'
import { addTag } from '@/lib/cases/commands/tags'
import { addMs, instant, MINUTE_MS, type Instant } from '@/lib/kernel/time'

const TAGGED: readonly (readonly [words: string, ...tags: string[]])[] = [
  ['Nobody can publish', 'publishing', 'whole site'],
  ['Weighted bases are wrong', 'weighting', 'wave import'],
  ['CSV export is opened in Excel', 'export'],
  ['crosstabs with more than 26 columns', 'crosstabs'],
  ['Adding a booster sample', 'weighting'],
  ['Dashboard export to PowerPoint', 'export', 'PowerPoint'],
]

/** Minutes from when a case is opened until it is tagged. */
const READ_MS = 3 * MINUTE_MS

/** Tags the cases of the demo that are still worked on, as whoever `ctx` acts for, once they were opened and by `now`. */
export async function insertTags(ctx: TxCtx, now: Instant): Promise<void> {
  for (const [words, ...tags] of TAGGED) {
    const [found] = await ctx.sql<{ reference: string; openedAt: number }[]>`
      select i.case_prefix || '-' || c.number as reference, (extract(epoch from c.opened_at) * 1000)::float8 as "openedAt" from cases c cross join installation i
      where strpos(c.subject, ${words}) > 0 and c.status <> 'closed' order by c.number desc limit 1`
    if (!found) continue
    const read = addMs(instant(found.openedAt), READ_MS)
    for (const name of tags) await addTag({ ...ctx, now: read < now ? read : now }, { reference: found.reference, name })
  }
}
