import 'server-only'
import { asActor, read, type Ctx } from '@/db/context'
import { listKeptSynonyms } from '@/lib/knowledge/queries/synonyms'
import { Forbidden } from '@/lib/kernel/errors'
import type { CaseCategory } from '../case'
import { knownFor, type KnownProblem, type KnownQuery } from '../known-problem'
import { canOpenCase } from '../policy'

/** Newer problems come first; nobody keeps as many open at once. */
const READ_MAX = 200

/**
 * Known problems that what stands in the form may be about, the likeliest first. A problem is another organisation's case: nothing of it
 * is read but the words that were written for everybody. Throws Forbidden for whoever opens no cases.
 */
export async function listKnownProblems(ctx: Ctx, query: KnownQuery): Promise<KnownProblem[]> {
  if (!canOpenCase(ctx.actor)) throw new Forbidden('cases.open')
  if (query.q === '') return []
  const [told, synonyms] = await read(asActor(ctx, { kind: 'system', job: 'known-problems' }), (ctx) =>
    Promise.all([
      ctx.sql<(KnownProblem & { category: CaseCategory })[]>`
        select p.told_title as title, p.told_body as body, p.told_at as "toldAt", c.category
        from problem_cases p join cases c on c.id = p.case_id
        where p.told_at is not null and c.status not in ('resolved', 'closed') and c.merged_into_id is null
        order by p.told_at desc limit ${READ_MAX}`,
      listKeptSynonyms(ctx),
    ]),
  )
  return knownFor(query, told, synonyms).map(({ title, body, toldAt }) => ({ title, body, toldAt }))
}
