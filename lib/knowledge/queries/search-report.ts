import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import { canReadDesk } from '../policy'
import { countDeflections } from './deflection'
import { REPORT_DAYS } from '../search/privacy'
import type { SearchReport } from '../views'

const LISTED = 50
/** Words are proposed that more than one search led to. */
const PROPOSED_FROM = 2
/** So many searches before the one that ended in a click are looked at. */
const TRIES = 4

/**
 * What readers looked for in the last thirty days: how often nothing was found, how often nothing was opened, and which words
 * failed before others led to an article. Searches of our own people are not counted. Throws Forbidden.
 */
export async function getSearchReport(ctx: Ctx): Promise<SearchReport> {
  if (!canReadDesk(ctx.actor)) throw new Forbidden('articles.desk')
  return read(ctx, async (ctx) => {
    const since = addMs(ctx.now, -REPORT_DAYS * DAY_MS)
    const counted = ctx.sql`at > ${since} and side <> 'staff'`
    const lines = (which: ReturnType<typeof ctx.sql>) => ctx.sql<SearchReport['nothingFound'][number][]>`
      select line, count(*)::int as searches, max(at) as "lastAt" from help_searches where ${counted} and ${which}
      group by line order by searches desc, max(at) desc, line limit ${LISTED}`
    const [[totals], nothingFound, nothingOpened, proposals, synonyms, deflection] = await Promise.all([
      ctx.sql<SearchReport['totals'][]>`
        select count(*)::int as searches, count(*) filter (where found = 0)::int as "nothingFound",
          count(*) filter (where found > 0 and opened_article_id is null)::int as "nothingOpened",
          count(*) filter (where opened_article_id is not null)::int as opened
        from help_searches where ${counted}`,
      lines(ctx.sql`found = 0`),
      lines(ctx.sql`found > 0 and opened_article_id is null`),
      ctx.sql<SearchReport['proposals'][number][]>`
        with recursive tries as (
          select s.line as meant, s.opened_article_id as article_id, s.before_id, 1 as try, null::text as failed from help_searches s
          where ${counted} and s.opened_article_id is not null and s.before_id is not null
          union all
          select t.meant, t.article_id, f.before_id, t.try + 1, f.line from tries t join help_searches f on f.id = t.before_id
          where f.opened_article_id is null and t.try <= ${TRIES})
        select t.failed, t.meant, count(*)::int as searches, min(a.title) as title
        from tries t join articles a on a.id = t.article_id
        where t.failed is not null and t.failed <> t.meant
          and not exists (select from help_synonyms y where y.lines @> array[t.failed, t.meant])
        group by t.failed, t.meant having count(*) >= ${PROPOSED_FROM} order by searches desc, t.failed, t.meant limit ${LISTED}`,
      ctx.sql<SearchReport['synonyms'][number][]>`
        select y.id, y.lines, u.name as "byName", y.decided_at as "decidedAt" from help_synonyms y join users u on u.id = y.decided_by
        where y.is_kept order by y.lines, y.id`,
      countDeflections(ctx, since),
    ])
    return {
      totals: totals!,
      deflection,
      nothingFound: [...nothingFound],
      nothingOpened: [...nothingOpened],
      proposals: [...proposals],
      synonyms: [...synonyms],
    }
  })
}
