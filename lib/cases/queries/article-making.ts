import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { addMs, DAY_MS, type Instant } from '@/lib/kernel/time'
import { groupSimilar } from '../grouping'
import { canAnswer, canUseMacros } from '../policy'
import type { AnswerForArticle, ArticleCases, CaseGroup } from '../article-views'
import { named, visibleCases } from './visible'

/** So many of the newest cases without an article are looked at, no older than this. */
const LOOKED_AT = 400
const WITHIN_MS = 90 * DAY_MS
/** From so many cases a question is frequent. */
const FREQUENT = 3
const GROUPS = 20
const CASES_SHOWN = 20

type Names = { people: string[]; organisation: string }
type Answer = { caseId: string; organisationId: string; subject: string; body: string; names: Names }

/** An answer of ours and the names of its case, inside a transaction that has decided who may ask. Throws NotFound. */
export async function answerForArticle(ctx: TxCtx, of: { reference: string; messageId: string }): Promise<Answer> {
  const [row] = await ctx.sql<(Omit<Answer, 'names'> & Names)[]>`
    select c.id as "caseId", c.organisation_id as "organisationId", c.subject, m.body, o.name as organisation,
      array(select distinct u.name from users u where u.id = c.requester_id or u.id in (select p.user_id from case_participants p where p.case_id = c.id)
        or u.id in (select x.author_id from case_messages x where x.case_id = c.id and x.author_kind = 'customer')) as people
    from cases c cross join installation i join organisations o on o.id = c.organisation_id
      join case_messages m on m.organisation_id = c.organisation_id and m.case_id = c.id
    where ${named(ctx, of.reference)} and ${visibleCases(ctx)} and m.id = ${of.messageId} and m.author_kind = 'staff'`
  if (!row) throw new NotFound('message')
  const { people, organisation, ...answer } = row
  return { ...answer, names: { people, organisation } }
}

/** An answer as it is made into an article. Throws Forbidden, NotFound for what is no answer of ours on this case. */
export async function getAnswerForArticle(ctx: Ctx, of: { reference: string; messageId: string }): Promise<AnswerForArticle> {
  if (!canAnswer(ctx.actor)) throw new Forbidden('articles.make')
  return read(ctx, async (ctx) => {
    const { subject, body, names } = await answerForArticle(ctx, of)
    return { ...of, subject, body, names }
  })
}

/** Where an article came from, and the cases whose answers linked to it. Throws Forbidden. */
export async function getArticleCases(ctx: Ctx, articleId: string): Promise<ArticleCases> {
  if (!canUseMacros(ctx.actor)) throw new Forbidden('articles.desk')
  return read(ctx, async (ctx) => {
    const [[source], cases, [counts]] = await Promise.all([
      ctx.sql<{ reference: string; subject: string; madeByName: string; madeAt: Instant }[]>`
        select i.case_prefix || '-' || c.number as reference, c.subject, u.name as "madeByName", s.made_at as "madeAt"
        from article_sources s join cases c on c.organisation_id = s.organisation_id and c.id = s.case_id join users u on u.id = s.made_by
          cross join installation i where s.article_id = ${articleId}`,
      ctx.sql<ArticleCases['closed'][number][]>`
        select i.case_prefix || '-' || c.number as reference, c.subject, o.name as "organisationName", l.linked_at as "linkedAt"
        from case_articles l join cases c on c.organisation_id = l.organisation_id and c.id = l.case_id
          join organisations o on o.id = c.organisation_id cross join installation i
        where l.article_id = ${articleId} and c.status in ('resolved', 'closed') order by l.linked_at desc, c.id limit ${CASES_SHOWN}`,
      ctx.sql<{ linked: number; closed: number }[]>`
        select count(*)::int as linked, count(*) filter (where c.status in ('resolved', 'closed'))::int as closed
        from case_articles l join cases c on c.organisation_id = l.organisation_id and c.id = l.case_id where l.article_id = ${articleId}`,
    ])
    return { source: source ?? null, closed: [...cases], counts: counts! }
  })
}

/**
 * What is asked again and again and answered without an article: groups of similar cases of the last ninety days, the largest
 * first. Looks at the newest 400 cases whose answers link to none. Throws Forbidden.
 */
export async function listCaseGroups(ctx: Ctx): Promise<CaseGroup[]> {
  if (!canUseMacros(ctx.actor)) throw new Forbidden('articles.desk')
  const cases = await read(
    ctx,
    async (ctx) =>
      ctx.sql<(CaseGroup['cases'][number] & { id: string; text: string; organisationId: string })[]>`
      select c.id, i.case_prefix || '-' || c.number as reference, c.subject, c.organisation_id as "organisationId", c.opened_at as "openedAt",
        c.subject || ' ' || c.subject || ' ' || coalesce((
          select left(m.body, 400) from case_messages m where m.case_id = c.id order by m.created_at, m.id limit 1), '') as text
      from cases c cross join installation i
      where c.opened_at > ${addMs(ctx.now, -WITHIN_MS)} and c.merged_into_id is null
        and not exists (select from case_articles l where l.case_id = c.id)
        and not exists (select from article_sources s where s.case_id = c.id)
      order by c.number desc limit ${LOOKED_AT}`,
  )
  return groupSimilar(cases)
    .filter((group) => group.length >= FREQUENT)
    .slice(0, GROUPS)
    .map((group) => ({
      subject: group[0]!.subject,
      organisations: new Set(group.map(({ organisationId }) => organisationId)).size,
      cases: group.map(({ reference, subject, openedAt }) => ({ reference, subject, openedAt })),
    }))
}
