import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { AuditAction } from '@/lib/events/event'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { canKeepTags } from '../policy'
import { leadsARegion } from '../queries/tags'
import type { MergeTagInput, RenameTagInput, TagInput } from '../tag'

/** Gives a tag another name; cases keep it. Throws NotFound, Forbidden, Invalid for a name that another one has. */
export async function renameTag(ctx: Ctx, { tagId, name }: RenameTagInput): Promise<void> {
  await keeping(ctx, async (ctx) => {
    const tag = await lockTag(ctx, tagId)
    if (tag.name === name) return
    if (await isTaken(ctx, name, tagId))
      throw new Invalid({ name: [`There is a tag “${name}” already. Merge the two, or choose another name.`] })
    await ctx.sql`update tags set name = ${name} where id = ${tagId}`
    await keep(ctx, 'tag.renamed', tagId, { name: tag.name }, { name })
  })
}

/**
 * Makes one tag of two: every case that has the first has the second, and whoever writes or follows the first finds the second.
 * Throws NotFound, Forbidden, Conflict for one and the same.
 */
export async function mergeTags(ctx: Ctx, { tagId, into }: MergeTagInput): Promise<void> {
  await keeping(ctx, async (ctx) => {
    if (tagId === into) throw new Conflict('A tag cannot be merged into itself. Choose another one.')
    // In one order, so that two merges never wait for each other.
    await ctx.sql`select id from tags where id in (${tagId}, ${into}) order by id for update`
    const [from, to] = [await lockTag(ctx, tagId), await lockTag(ctx, into)]
    await ctx.sql`
      insert into case_tags (organisation_id, case_id, tag_id, added_at, added_by)
      select organisation_id, case_id, ${into}, added_at, added_by from case_tags where tag_id = ${tagId} on conflict do nothing`
    await ctx.sql`delete from case_tags where tag_id = ${tagId}`
    await ctx.sql`update tags set merged_into_id = ${into} where id = ${tagId} or merged_into_id = ${tagId}`
    await keep(ctx, 'tag.merged', tagId, { name: from.name }, { name: to.name })
  })
}

/** Takes a tag out of the vocabulary and off its cases; `restoreTag` brings it back as it was. Throws NotFound, Forbidden. */
export async function retireTag(ctx: Ctx, { tagId }: TagInput): Promise<void> {
  await keeping(ctx, async (ctx) => {
    const tag = await lockTag(ctx, tagId)
    await ctx.sql`update tags set removed_at = ${ctx.now} where id = ${tagId}`
    await keep(ctx, 'tag.removed', tagId, { name: tag.name })
  })
}

/** Brings back a tag that was taken away, with its cases. Throws NotFound, Forbidden, Conflict when its name was taken meanwhile. */
export async function restoreTag(ctx: Ctx, { tagId }: TagInput): Promise<void> {
  await keeping(ctx, async (ctx) => {
    const [tag] = await ctx.sql<{ name: string }[]>`
      select name from tags where id = ${tagId} and removed_at is not null and merged_into_id is null for update`
    if (!tag) throw new NotFound('tag')
    if (await isTaken(ctx, tag.name, tagId)) throw new Conflict(`There is a tag “${tag.name}” again. Rename that one first.`)
    await ctx.sql`update tags set removed_at = null where id = ${tagId}`
    await keep(ctx, 'tag.restored', tagId, undefined, { name: tag.name })
  })
}

async function keeping(ctx: Ctx, act: (ctx: TxCtx) => Promise<void>): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if (!canKeepTags(ctx.actor, { leads: await leadsARegion(ctx) })) throw new Forbidden('tags.keep')
    await act(ctx)
  })
}

async function lockTag(ctx: TxCtx, tagId: string): Promise<{ name: string }> {
  const [tag] = await ctx.sql<{ name: string }[]>`
    select name from tags where id = ${tagId} and removed_at is null and merged_into_id is null for update`
  if (!tag) throw new NotFound('tag')
  return tag
}

async function isTaken(ctx: TxCtx, name: string, tagId: string): Promise<boolean> {
  const [taken] = await ctx.sql`
    select from tags where lower(name) = lower(${name}) and removed_at is null and merged_into_id is null and id <> ${tagId}`
  return taken !== undefined
}

async function keep(
  ctx: TxCtx,
  action: Extract<AuditAction, `tag.${string}`>,
  tagId: string,
  before?: Record<string, unknown>,
  after?: Record<string, unknown>,
): Promise<void> {
  await record(ctx, { action, audience: 'staff', organisationId: null, subjectId: tagId, before, after })
}
