import 'server-only'
import { read, type Ctx } from '@/db/context'
import { knownFor, type KnownQuery } from '@/lib/cases/known-problem'
import { tellingWords } from '@/lib/knowledge/deflection'
import { listKeptSynonyms } from '@/lib/knowledge/queries/synonyms'
import type { UpdateProblem } from '../views'

/** Those of newer releases come first; nobody keeps as many. */
const READ_MAX = 200

/**
 * Known problems of published updates that a line may be about, the likeliest first, the newest release of equals: two of its telling words
 * stand in them, or one where the line is about a problem or has no other; a synonym of editors stands for what it means.
 */
export async function findKnownProblems(ctx: Ctx, query: KnownQuery): Promise<UpdateProblem[]> {
  if (query.q === '') return []
  return read(ctx, async (ctx) => {
    const [problems, synonyms] = await Promise.all([
      ctx.sql<UpdateProblem[]>`
        select p.slug, p.version, p.released_on as "releasedOn", e.text from update_entries e join product_updates p on p.id = e.update_id
        where e.kind = 'known_problem' and p.published_at is not null
        order by p.released_on desc, p.id, e.position limit ${READ_MAX}`,
      listKeptSynonyms(ctx),
    ])
    const category = tellingWords(query.q).size === 1 ? 'problem' : query.category
    const among = problems.map((problem) => ({ ...problem, title: '', body: problem.text, category: 'problem' as const }))
    return knownFor({ ...query, category }, among, synonyms).map(({ slug, version, releasedOn, text }) => ({
      ...{ slug, version, releasedOn, text },
    }))
  })
}
