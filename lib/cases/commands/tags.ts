import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { canTag } from '../policy'
import { TAGS_IN_ALL, TAGS_ON_A_CASE, type AddTagInput, type RemoveTagInput, type TagView } from '../tag'
import { lockVisibleCase, type LockedCase } from './lock'

/** The tag that a case has now; `isNew` when nobody had written it before. */
export type Tagged = TagView & { readonly isNew: boolean }

/**
 * Tags a case. A name that nobody has written yet becomes part of the vocabulary; capitals make no other tag, and the name of one that
 * became part of another gives that one. Doing it again does nothing. Throws NotFound, Forbidden, Conflict for one too many.
 */
export async function addTag(ctx: Ctx, { reference, name }: AddTagInput): Promise<Tagged> {
  const { actor } = ctx
  if (!canTag(actor)) throw new Forbidden('cases.tag')
  return inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    const tag = (await findTag(ctx, name)) ?? (await makeTag(ctx, name))
    const [held] = await ctx.sql<{ others: number; has: boolean }[]>`
      select count(*) filter (where tag_id <> ${tag.id})::int as others, coalesce(bool_or(tag_id = ${tag.id}), false) as has
      from case_tags where case_id = ${supportCase.id}`
    if (held!.has) return tag
    if (held!.others >= TAGS_ON_A_CASE) throw new Conflict(`A case has ${TAGS_ON_A_CASE} tags at most. Take one away first.`)
    await writeTogether(ctx, [
      ctx.sql`
        insert into case_tags (organisation_id, case_id, tag_id, added_at, added_by)
        values (${supportCase.organisationId}, ${supportCase.id}, ${tag.id}, ${ctx.now}, ${actor.userId})`,
      ...tagHistory(ctx, supportCase, 'case.tagged', tag.name),
    ])
    return tag
  })
}

/** Takes a tag away from a case; one that it has not is no mistake. Throws NotFound, Forbidden. */
export async function removeTag(ctx: Ctx, { reference, tagId }: RemoveTagInput): Promise<void> {
  if (!canTag(ctx.actor)) throw new Forbidden('cases.tag')
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    const [gone] = await ctx.sql<{ name: string }[]>`
      delete from case_tags x using tags t where x.case_id = ${supportCase.id} and x.tag_id = ${tagId} and t.id = x.tag_id returning t.name`
    if (gone) await writeTogether(ctx, tagHistory(ctx, supportCase, 'case.untagged', gone.name))
  })
}

/** The same by the tag's name, as people type it. Throws NotFound, Forbidden. */
export async function removeTagNamed(ctx: Ctx, { reference, name }: AddTagInput): Promise<void> {
  if (!canTag(ctx.actor)) throw new Forbidden('cases.tag')
  await inTransaction(ctx, async (ctx) => {
    const tag = await findTag(ctx, name)
    if (tag) await removeTag(ctx, { reference, tagId: tag.id })
    else await lockVisibleCase(ctx, reference)
  })
}

/** The tag of this name, or the one that it became part of. */
async function findTag(ctx: TxCtx, name: string): Promise<Tagged | undefined> {
  const [found] = await ctx.sql<TagView[]>`
    select l.id, l.name from tags t join tags l on l.id = coalesce(t.merged_into_id, t.id)
    where lower(t.name) = lower(${name}) and l.removed_at is null order by t.merged_into_id is not null limit 1`
  return found && { ...found, isNew: false }
}

async function makeTag(ctx: TxCtx, name: string): Promise<Tagged> {
  const [count] = await ctx.sql<{ all: number }[]>`
    select count(*)::int as all from tags where removed_at is null and merged_into_id is null`
  if (count!.all >= TAGS_IN_ALL)
    throw new Invalid({ name: [`There are ${TAGS_IN_ALL} tags already. Choose one of them, or ask for others to be merged.`] })
  const id = newId(ctx.now)
  const [made] = await ctx.sql<TagView[]>`
    insert into tags (id, name, created_at, created_by) values (${id}, ${name}, ${ctx.now}, ${'userId' in ctx.actor ? ctx.actor.userId : null})
    on conflict (lower(name)) where removed_at is null and merged_into_id is null do update set name = tags.name returning id, name`
  return { ...made!, isNew: made!.id === id }
}

function tagHistory(ctx: TxCtx, supportCase: LockedCase, action: 'case.tagged' | 'case.untagged', name: string) {
  const { organisationId, id: caseId, number } = supportCase
  return historyWrites(
    ctx,
    { action, audience: 'staff', organisationId, caseId, after: { tag: name } },
    { type: 'case.changed', audience: 'staff', facts: { number } },
  )
}
