import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { ToldProblem } from '../known-problem'
import { LINKS_SHOWN, type CaseLinksView, type CaseLinkView, type LinkCandidate, type LinkPlanView } from '../link'
import { canLink } from '../policy'
import { named, visibleCases } from './visible'

/** How many known problems, and how many open cases of the organisation, are offered before anything is looked for. */
const OFFERED = 10

/** The links of a case, newest first. What was merged into another case is shown as that. Visibility is the case's; the caller has read it. */
export async function linksOf(ctx: TxCtx, caseId: string): Promise<CaseLinksView> {
  const ends = ctx.sql`
    from case_links l join cases c on c.id = case when l.from_id = ${caseId} then l.to_id else l.from_id end
    where (l.from_id = ${caseId} or l.to_id = ${caseId}) and c.merged_into_id is null`
  const [links, [counts], [told]] = await Promise.all([
    ctx.sql<CaseLinkView[]>`
      select e.*, o.name as "organisationName", i.case_prefix || '-' || e.number as reference from (
        select l.id, l.kind, case when l.from_id = ${caseId} then 'from' else 'to' end as way, c.number, c.subject, c.status, c.organisation_id, l.made_at ${ends}
        order by l.made_at desc, l.id desc limit ${LINKS_SHOWN}) e
      join organisations o on o.id = e.organisation_id cross join installation i order by e.made_at desc, e.id desc`,
    ctx.sql<Omit<CaseLinksView, 'links' | 'told'>[]>`
      select exists (select from problem_cases where case_id = ${caseId}) as "isProblem", count(*)::int as all,
        count(*) filter (where e.kind = 'caused_by' and e.to_id = ${caseId})::int as caused,
        count(*) filter (where e.kind = 'caused_by' and e.to_id = ${caseId} and e.status not in ('resolved', 'closed'))::int as "causedOpen"
      from (select l.kind, l.to_id, c.status ${ends}) e`,
    ctx.sql<ToldProblem[]>`
      select p.told_title as title, p.told_body as body, p.told_at as "toldAt", u.name as "toldByName"
      from problem_cases p join users u on u.id = p.told_by where p.case_id = ${caseId}`,
  ])
  return {
    ...counts!,
    told: told ?? null,
    links: links.map(({ id, kind, way, reference, subject, status, organisationName }) => ({
      id,
      kind,
      way,
      reference,
      subject,
      status,
      organisationName,
    })),
  }
}

/**
 * What a case may be linked with before anything is looked for: known problems, the latest first, then what its organisation has open.
 * `found` are references that a search has found; they are offered instead. Throws NotFound, and Forbidden for whoever may not link.
 */
export async function getLinkPlan(ctx: Ctx, reference: string, found: readonly string[] | null): Promise<LinkPlanView> {
  if (!canLink(ctx.actor)) throw new Forbidden('cases.link')
  return read(ctx, async (ctx) => {
    const [source] = await ctx.sql<(Omit<LinkPlanView, 'candidates'> & { id: string; organisationId: string })[]>`
      select c.id, c.organisation_id as "organisationId", i.case_prefix || '-' || c.number as reference, c.subject, o.name as "organisationName",
        (select i.case_prefix || '-' || t.number from cases t where t.id = c.merged_into_id) as "mergedInto"
      from cases c cross join installation i join organisations o on o.id = c.organisation_id
      where ${named(ctx, reference)} and ${visibleCases(ctx)}`
    if (!source) throw new NotFound('case')
    const { id, organisationId, ...view } = source
    return { ...view, candidates: await (found === null ? listOffered(ctx, id, organisationId) : listFound(ctx, id, found)) }
  })
}

/** The open cases that are caused by a problem, and with `withProblem` that case itself, in the order of their numbers. Throws NotFound. */
export async function listCausedOpen(
  ctx: TxCtx,
  reference: string,
  { withProblem, limit }: { withProblem: boolean; limit: number },
): Promise<string[]> {
  const [problem] = await ctx.sql<{ id: string }[]>`
    select c.id from cases c cross join installation i where ${named(ctx, reference)} and ${visibleCases(ctx)}`
  if (!problem) throw new NotFound('case')
  const rows = await ctx.sql<{ reference: string }[]>`
    select i.case_prefix || '-' || c.number as reference from cases c cross join installation i
    where c.status in ('new','open','waiting','with_account_manager') and c.id in (
      select from_id from case_links where to_id = ${problem.id} and kind = 'caused_by' union all select ${problem.id}::uuid where ${withProblem})
    order by c.number limit ${limit}`
  return rows.map((row) => row.reference)
}

function candidates(ctx: TxCtx) {
  return ctx.sql`
    i.case_prefix || '-' || c.number as reference, c.subject, c.status, o.name as "organisationName",
      exists (select from problem_cases p where p.case_id = c.id) as "isProblem"
    from cases c cross join installation i join organisations o on o.id = c.organisation_id`
}

async function listOffered(ctx: TxCtx, id: string, organisationId: string): Promise<LinkCandidate[]> {
  const [problems, own] = await Promise.all([
    ctx.sql<LinkCandidate[]>`
      select ${candidates(ctx)} join problem_cases m on m.case_id = c.id
      where c.id <> ${id} and c.merged_into_id is null and c.status <> 'closed' order by m.marked_at desc, c.number desc limit ${OFFERED}`,
    ctx.sql<LinkCandidate[]>`
      select ${candidates(ctx)}
      where c.organisation_id = ${organisationId} and c.id <> ${id} and c.status in ('new','open','waiting','with_account_manager')
      order by c.last_activity_at desc, c.id limit ${OFFERED}`,
  ])
  return [...problems, ...own.filter(({ isProblem }) => !isProblem)]
}

async function listFound(ctx: TxCtx, id: string, found: readonly string[]): Promise<LinkCandidate[]> {
  const numbers = found.map((reference) => Number(reference.slice(reference.lastIndexOf('-') + 1)))
  return ctx.sql<LinkCandidate[]>`
    select ${candidates(ctx)} join unnest(${numbers}::bigint[]) with ordinality as f (number, place) on f.number = c.number
    where c.id <> ${id} and c.merged_into_id is null order by f.place`
}
