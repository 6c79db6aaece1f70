import 'server-only'
import { asActor, inTransaction, type Ctx } from '@/db/context'
import { takePoints } from '@/lib/identity/commands/limits'
import { actorUserId } from '@/lib/kernel/actor'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { RateArticleInput } from '../input'
import { canRateArticles } from '../policy'
import { readableArticles } from '../queries/readable'

/**
 * What a reader says of the version they read. Somebody who has signed in may say it again, and the last word counts; others are
 * counted by their `address`. Throws NotFound for what they may not read, TooMany, Forbidden. Answers with the article's address.
 */
export async function rateArticle(ctx: Ctx, input: RateArticleInput, address: string): Promise<{ slug: string }> {
  if (!canRateArticles(ctx.actor)) throw new Forbidden('articles.rate')
  const userId = actorUserId(ctx.actor)
  const tooMany = await inTransaction(asActor(ctx, { kind: 'system', job: 'limits' }), (ctx) =>
    takePoints(ctx, [{ limit: 'feedback:reader', subject: userId ?? address }]),
  )
  if (tooMany) throw tooMany
  return inTransaction(ctx, async (ctx) => {
    const [article] = await ctx.sql<{ slug: string; number: number }[]>`
      select a.slug, a.published_number as number from articles a where a.id = ${input.articleId} and ${readableArticles(ctx)}`
    if (!article) throw new NotFound('article')
    const isHelpful = input.helpful === 'yes'
    const [reason, comment] = isHelpful ? [null, ''] : [input.reason ?? null, input.comment]
    const said = ctx.sql`
      insert into article_feedback (id, article_id, number, user_id, is_helpful, reason, comment, said_at)
      values (${newId(ctx.now)}, ${input.articleId}, ${article.number}, ${userId}, ${isHelpful}, ${reason}, ${comment}, ${ctx.now})`
    await (userId === null
      ? said
      : ctx.sql`${said} on conflict (article_id, user_id) where user_id is not null do update set number = excluded.number,
          is_helpful = excluded.is_helpful, reason = excluded.reason, comment = excluded.comment, said_at = excluded.said_at`)
    return { slug: article.slug }
  })
}
