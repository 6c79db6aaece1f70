import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { actorUserId } from '@/lib/kernel/actor'
import { Forbidden } from '@/lib/kernel/errors'
import { canKeepTags, canSeeTags } from '../policy'
import type { KeptTag, TagView } from '../tag'

/** How many a field suggests. */
const SUGGESTED = 8

/** Tags whose name begins with what was typed, then those that contain it; by name. Throws Forbidden for anybody but staff. */
export async function suggestTags(ctx: Ctx, typed: string): Promise<TagView[]> {
  if (!canSeeTags(ctx.actor)) throw new Forbidden('tags.see')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<TagView[]>`
      select id, name from tags where removed_at is null and merged_into_id is null and strpos(lower(name), lower(${typed})) > 0
      order by not starts_with(lower(name), lower(${typed})), lower(name) limit ${SUGGESTED}`
    return [...rows]
  })
}

/** The whole vocabulary by name, and whether the actor keeps it. Throws Forbidden for anybody but staff. */
export async function listTags(ctx: Ctx): Promise<{ tags: KeptTag[]; mayKeep: boolean }> {
  const { actor } = ctx
  if (!canSeeTags(actor)) throw new Forbidden('tags.see')
  return read(ctx, async (ctx) => {
    const [tags, leads] = await Promise.all([
      ctx.sql<KeptTag[]>`
        select t.id, t.name, u.name as "madeBy",
          (select count(*)::int from (select from queue_tags x where x.tag_id = t.id limit 1001) n) as cases
        from tags t left join users u on u.id = t.created_by
        where t.removed_at is null and t.merged_into_id is null order by lower(t.name)`,
      leadsARegion(ctx),
    ])
    return { tags: [...tags], mayKeep: canKeepTags(actor, { leads }) }
  })
}

/** The names of the tags of many cases, by the case's id. Throws Forbidden for anybody but staff. */
export async function listTagNames(ctx: Ctx, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (!canSeeTags(ctx.actor)) throw new Forbidden('tags.see')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<{ id: string; names: string[] }[]>`
      select x.case_id as id, array_agg(t.name order by lower(t.name)) as names from case_tags x join tags t on t.id = x.tag_id
      where x.case_id = any(${[...caseIds]}::uuid[]) and t.removed_at is null group by x.case_id`
    return new Map(rows.map(({ id, names }) => [id, names]))
  })
}

/** The tags of one case, by name. */
export async function tagsOf(ctx: TxCtx, caseId: string): Promise<TagView[]> {
  const rows = await ctx.sql<TagView[]>`
    select t.id, t.name from case_tags x join tags t on t.id = x.tag_id
    where x.case_id = ${caseId} and t.removed_at is null order by lower(t.name)`
  return [...rows]
}

/** Whether the actor is a lead of their region. */
export async function leadsARegion(ctx: TxCtx): Promise<boolean> {
  const [lead] = await ctx.sql`
    select from staff_members where user_id = ${actorUserId(ctx.actor)} and leads_region and ended_at is null`
  return lead !== undefined
}
