import 'server-only'
import { read, type Ctx } from '@/db/context'
import { knownFor, type KnownQuery } from '@/lib/cases/known-problem'
import { tellingWords } from '@/lib/knowledge/deflection'
import { listKeptSynonyms } from '@/lib/knowledge/queries/synonyms'
import type { UpdateProblem } from '../views'

/** Nobody keeps as many of one release. */
const READ_MAX = 200

/**
 * Known problems of the newest release that is published (of all of its day) that a line may be about, the likeliest first, as `knownFor`
 * decides; a line of one word is about a problem. What an earlier release told is over, or stands in the newest again.
 */
export async function findKnownProblems(ctx: Ctx, query: KnownQuery): Promise<UpdateProblem[]> {
  if (query.q === '') return []
  return read(ctx, async (ctx) => {
    const [problems, synonyms] = await Promise.all([
      ctx.sql<UpdateProblem[]>`
        select p.slug, p.version, p.released_on as "releasedOn", e.text from update_entries e join product_updates p on p.id = e.update_id
        where e.kind = 'known_problem' and p.published_at is not null
          and p.released_on = (select max(released_on) from product_updates where published_at is not null)
        order by p.id, e.position limit ${READ_MAX}`,
      listKeptSynonyms(ctx),
    ])
    const category = tellingWords(query.q).size === 1 ? 'problem' : query.category
    const among = problems.map((problem) => ({ ...problem, title: '', body: problem.text, category: 'problem' as const }))
    return knownFor({ ...query, category }, among, synonyms).map(({ slug, version, releasedOn, text }) => ({
      ...{ slug, version, releasedOn, text },
    }))
  })
}
