import 'server-only'
import { asActor, inTransaction, type Ctx } from '@/db/context'
import { takePoints } from '@/lib/identity/commands/limits'
import { actorUserId } from '@/lib/kernel/actor'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import { canIndexArticles } from '../policy'
import { readableArticles } from '../queries/readable'
import { keptLine, SEARCHES_KEPT_DAYS } from '../search/privacy'

const BATCH = 5_000
/** A search belongs to the one before it, and a click to its search, for as long as somebody looks for one thing. */
const TOGETHER_MS = 30 * 60_000

/** Counts a search of a reader, who is known by their account or their `address`, before it is done. Throws TooMany (ME-20). */
export async function takeHelpTurn(ctx: Ctx, address: string): Promise<void> {
  const tooMany = await inTransaction(asActor(ctx, { kind: 'system', job: 'limits' }), (ctx) =>
    takePoints(ctx, [{ limit: 'help-search:reader', subject: actorUserId(ctx.actor) ?? address }]),
  )
  if (tooMany) throw tooMany
}

/**
 * Keeps that a search was made, by nobody: its words without what could be personal, how much was found, and which search of the
 * same reader came before. Answers with its id.
 */
export async function noteSearch(
  ctx: Ctx,
  { line, found, beforeId }: { line: string; found: number; beforeId?: string },
): Promise<string> {
  const id = newId(ctx.now)
  const side = ctx.actor.kind === 'anonymous' ? 'visitor' : ctx.actor.kind === 'customer' ? 'customer' : 'staff'
  await inTransaction(
    asActor(ctx, { kind: 'system', job: 'searches' }),
    (ctx) => ctx.sql`
      insert into help_searches (id, line, side, found, before_id, at)
      values (${id}, ${keptLine(line)}, ${side}, ${found}, (
        select b.id from help_searches b where b.id = ${beforeId ?? null}::uuid and b.at > ${addMs(ctx.now, -TOGETHER_MS)}), ${ctx.now})`,
  )
  return id
}

/**
 * Keeps that what a search found was opened: the first article that is opened counts. Answers with the article's address. Throws
 * NotFound for what the reader may not read.
 */
export async function noteOpened(ctx: Ctx, { searchId, slug }: { searchId: string; slug: string }): Promise<{ slug: string }> {
  const [article] = await inTransaction(
    ctx,
    (ctx) => ctx.sql<{ id: string; slug: string }[]>`
      select a.id, a.slug from help_addresses h join articles a on a.id = h.article_id where h.slug = ${slug} and ${readableArticles(ctx)}`,
  )
  if (!article) throw new NotFound('help')
  await inTransaction(
    asActor(ctx, { kind: 'system', job: 'searches' }),
    (ctx) => ctx.sql`
      update help_searches set opened_article_id = ${article.id}
      where id = ${searchId} and opened_article_id is null and at > ${addMs(ctx.now, -TOGETHER_MS)}`,
  )
  return { slug: article.slug }
}

/** This domain's part of `housekeeping.sweep`: forgets searches past their keep. Returns how many. Throws Forbidden. */
export async function forgetSearches(ctx: Ctx): Promise<number> {
  if (!canIndexArticles(ctx.actor)) throw new Forbidden('searches.forget')
  const before = addMs(ctx.now, -SEARCHES_KEPT_DAYS * DAY_MS)
  let total = 0
  for (let forgotten = BATCH; forgotten === BATCH; total += forgotten)
    forgotten = await inTransaction(
      ctx,
      async (ctx) =>
        (
          await ctx.sql`delete from help_searches where id in (select id from help_searches where at < ${before} order by at limit ${BATCH})`
        ).count,
    )
  return total
}
