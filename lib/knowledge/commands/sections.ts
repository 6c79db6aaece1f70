import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { slugOf } from '../article'
import type { MoveSectionInput, SaveSectionInput, SwitchReviewInput } from '../input'
import { canSwitchReview, canWriteArticles } from '../policy'

type Known = { id: string; parentId: string | null; slug: string; name: string; position: number }

/**
 * A section, new or renamed: a former address leads to the new one. A new one comes last, in another section of the first level
 * or on the first level itself. Throws Forbidden, NotFound, Invalid for a name that is taken.
 */
export async function saveSection(ctx: Ctx, input: SaveSectionInput): Promise<{ sectionId: string }> {
  if (!canWriteArticles(ctx.actor)) throw new Forbidden('sections.keep')
  return inTransaction(ctx, async (ctx) => {
    const { name, description } = input
    const sectionId = input.sectionId ?? newId(ctx.now)
    const slug = await takeAddress(ctx, slugOf(name), sectionId)
    if (input.sectionId === undefined) {
      await assertTopLevel(ctx, input.parentId)
      await ctx.sql`
        insert into article_sections (id, parent_id, slug, name, description, position, created_at)
        select ${sectionId}::uuid, ${input.parentId ?? null}::uuid, ${slug}::text, ${name}::text, ${description}::text, coalesce(max(position), 0) + 1, ${ctx.now}::timestamptz
        from article_sections where parent_id is not distinct from ${input.parentId ?? null}::uuid`
    } else {
      const [changed] = await ctx.sql`
        update article_sections set name = ${name}, description = ${description}, slug = ${slug} where id = ${sectionId} returning id`
      if (!changed) throw new NotFound('section')
    }
    await ctx.sql`insert into help_addresses (slug, section_id) values (${slug}, ${sectionId}) on conflict (slug) do nothing`
    await record(ctx, { action: 'section.saved', audience: 'staff', organisationId: null, subjectId: sectionId, after: { name } })
    return { sectionId }
  })
}

/** Changes places with the section before or after it; the first one does not go up. Throws Forbidden, NotFound. */
export async function moveSection(ctx: Ctx, { sectionId, direction }: MoveSectionInput): Promise<void> {
  if (!canWriteArticles(ctx.actor)) throw new Forbidden('sections.keep')
  await inTransaction(ctx, async (ctx) => {
    const sections = await ctx.sql<Known[]>`
      select id, parent_id as "parentId", slug, name, position from article_sections order by position, id for update`
    const moved = sections.find(({ id }) => id === sectionId)
    if (!moved) throw new NotFound('section')
    const beside = sections.filter(({ parentId }) => parentId === moved.parentId)
    const at = beside.indexOf(moved)
    const other = beside[direction === 'up' ? at - 1 : at + 1]
    if (!other) return
    await ctx.sql`
      update article_sections set position = case when id = ${moved.id} then ${other.position}::int else ${moved.position}::int end
      where id in (${moved.id}, ${other.id})`
    await record(ctx, {
      action: 'section.moved',
      audience: 'staff',
      organisationId: null,
      subjectId: sectionId,
      after: { name: moved.name, direction },
    })
  })
}

/** Whether a second person reads an article before it is published. For administrators; throws Forbidden. */
export async function switchReview(ctx: Ctx, { needsReview }: SwitchReviewInput): Promise<void> {
  if (!canSwitchReview(ctx.actor)) throw new Forbidden('knowledge.review')
  await inTransaction(ctx, async (ctx) => {
    await ctx.sql`update knowledge_settings set needs_review = ${needsReview}`
    await record(ctx, { action: 'knowledge.review_switched', audience: 'staff', organisationId: null, after: { needsReview } })
  })
}

/** The address of a name: its own, or with a number where something else has it. */
async function takeAddress(ctx: TxCtx, slug: string, sectionId: string): Promise<string> {
  const [taken] = await ctx.sql`
    select from help_addresses where slug = ${slug} and section_id is distinct from ${sectionId}::uuid`
  return taken ? `${slug.slice(0, 71)}-${sectionId.slice(-8)}` : slug
}

async function assertTopLevel(ctx: TxCtx, parentId: string | undefined): Promise<void> {
  if (parentId === undefined) return
  const [parent] = await ctx.sql<{ parentId: string | null }[]>`
    select parent_id as "parentId" from article_sections where id = ${parentId} for share`
  if (!parent || parent.parentId !== null)
    throw new Invalid({ parentId: ['Sections have two levels: please choose one of the first level.'] })
}
