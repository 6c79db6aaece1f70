// What the desk of the demo has tagged, by words of the subject.
import type { TxCtx } from '@/db/context'
import { addTag } from '@/lib/cases/commands/tags'

const TAGGED: readonly (readonly [words: string, ...tags: string[]])[] = [
  ['Nobody can publish', 'publishing', 'whole site'],
  ['Weighted bases are wrong', 'weighting', 'wave import'],
  ['CSV export is opened in Excel', 'export'],
  ['crosstabs with more than 26 columns', 'crosstabs'],
  ['Adding a booster sample', 'weighting'],
  ['Dashboard export to PowerPoint', 'export', 'PowerPoint'],
]

/** Tags the cases of the demo that are still worked on, as whoever `ctx` acts for. */
export async function insertTags(ctx: TxCtx): Promise<void> {
  for (const [words, ...tags] of TAGGED) {
    const [found] = await ctx.sql<{ reference: string }[]>`
      select i.case_prefix || '-' || c.number as reference from cases c cross join installation i
      where strpos(c.subject, ${words}) > 0 and c.status <> 'closed' order by c.number desc limit 1`
    if (found) for (const name of tags) await addTag(ctx, { reference: found.reference, name })
  }
}
