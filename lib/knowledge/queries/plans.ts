import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { canManageOrganisations } from '@/lib/identity/policy'
import { Forbidden } from '@/lib/kernel/errors'
import { PLAN_USES_NAMED, type KeptPlan } from '../plan-use'

/** All plans by name, each with who uses it, for whoever keeps them. Throws Forbidden. */
export async function listKeptPlans(ctx: Ctx): Promise<KeptPlan[]> {
  if (!canManageOrganisations(ctx.actor)) throw new Forbidden('plans.keep')
  return read(ctx, (ctx) => usesOfPlans(ctx))
}

/** The same inside a transaction, of all plans or of one. */
export async function usesOfPlans(ctx: TxCtx, planId?: string): Promise<KeptPlan[]> {
  const rows = await ctx.sql<KeptPlan[]>`
    select p.id as "planId", p.name, o.organisations, o.count as "organisationCount", a.articles, a.count as "articleCount"
    from plans p
      cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'isClosed', "isClosed") order by n)
            filter (where n <= ${PLAN_USES_NAMED}), '[]') as organisations, count(*)::int as count
        from (
          select id, name, disabled_at is not null as "isClosed", row_number() over (order by lower(name), id) as n
          from organisations where plan_id = p.id) each) o
      cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('id', id, 'title', title) order by n)
            filter (where n <= ${PLAN_USES_NAMED}), '[]') as articles, count(*)::int as count
        from (
          select x.article_id as id, coalesce(d.title, a.title) as title,
            row_number() over (order by lower(coalesce(d.title, a.title)), a.id) as n
          from article_plans x join articles a on a.id = x.article_id left join article_drafts d on d.article_id = a.id
          where x.plan_id = p.id) each) a
    ${planId === undefined ? ctx.sql`` : ctx.sql`where p.id = ${planId}`}
    order by lower(p.name), p.id`
  return [...rows]
}
