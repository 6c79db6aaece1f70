import 'server-only'
import { asActor, inTransaction, type Ctx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import { COMES_BACK_DAYS, isSameQuestion } from '../deflection'
import type { DeflectionInput } from '../input'
import { canBeHelpedByArticles, canIndexArticles } from '../policy'
import { readableArticles } from '../queries/readable'
import { keptLine, SEARCHES_KEPT_DAYS } from '../search/privacy'

/**
 * Keeps what became of the articles beside one form for a new case: that they were suggested, that one was opened, that one solved
 * it, or did not after all. Asking the same again within seven days of a solution is coming back. Throws Forbidden for who opens no
 * cases, NotFound for what they may not read.
 */
export async function noteDeflection(ctx: Ctx, input: DeflectionInput): Promise<void> {
  const { actor } = ctx
  if (!canBeHelpedByArticles(actor)) throw new Forbidden('articles.deflection')
  const { key, line, event, articleIds } = input
  const readable = await inTransaction(ctx, async (ctx) => {
    const rows = await ctx.sql<
      { id: string }[]
    >`select a.id from articles a where a.id = any (${articleIds}) and ${readableArticles(ctx)}`
    return rows.map(({ id }) => id)
  })
  const [articleId] = readable
  if (articleId === undefined) throw new NotFound('help')
  await inTransaction(asActor(ctx, { kind: 'system', job: 'deflection' }), async (ctx) => {
    const { sql } = ctx
    const kept = keptLine(line)
    const opened = event === 'suggested' ? [] : [articleId]
    await sql`
      insert into help_deflections as d (id, user_id, line, suggested_at, suggested, opened)
      values (${key}, ${actor.userId}, ${kept}, ${ctx.now}, ${readable}, ${opened})
      on conflict (id) do update set line = excluded.line,
        suggested = array(select distinct unnest(d.suggested || excluded.suggested)), opened = array(select distinct unnest(d.opened || excluded.opened))
      where d.user_id = excluded.user_id`
    if (event === 'solved')
      await sql`update help_deflections set solved_by = ${articleId}, solved_at = ${ctx.now} where id = ${key} and user_id = ${actor.userId}`
    if (event === 'not_solved')
      await sql`update help_deflections set solved_by = null, solved_at = null, came_back_at = null where id = ${key} and user_id = ${actor.userId}`
    if (event !== 'suggested') return
    const before = await sql<{ id: string; line: string }[]>`
      select id, line from help_deflections where user_id = ${actor.userId} and solved_at > ${addMs(ctx.now, -COMES_BACK_DAYS * DAY_MS)}
        and came_back_at is null and id <> ${key}`
    const same = before.filter((each) => isSameQuestion(each.line, kept)).map(({ id }) => id)
    if (same.length > 0) await sql`update help_deflections set came_back_at = ${ctx.now} where id = any (${same})`
  })
}

/** This domain's part of `housekeeping.sweep`: forgets who asked once nobody can come back any more, and later all of it. Throws Forbidden. */
export async function forgetDeflections(ctx: Ctx): Promise<void> {
  if (!canIndexArticles(ctx.actor)) throw new Forbidden('deflection.forget')
  await inTransaction(ctx, async ({ sql, now }) => {
    // A form that is left open may be solved a day later.
    await sql`update help_deflections set user_id = null where user_id is not null and suggested_at < ${addMs(now, -(COMES_BACK_DAYS + 1) * DAY_MS)}`
    await sql`delete from help_deflections where suggested_at < ${addMs(now, -SEARCHES_KEPT_DAYS * DAY_MS)}`
  })
}
