import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Forbidden, Invalid } from '@/lib/kernel/errors'
import { beginArticle, saveArticleDraft } from '@/lib/knowledge/commands/write'
import type { MakeArticleInput } from '../article-input'
import { tracesIn } from '../article-making'
import { canAnswer } from '../policy'
import { answerForArticle } from '../queries/article-making'

/**
 * Makes a draft article of an answer and keeps which case it came from. A text that still holds names or addresses of the case is
 * refused until they are taken out or said to be meant. Throws Forbidden, NotFound, Invalid.
 */
export async function makeArticle(ctx: Ctx, input: MakeArticleInput): Promise<{ articleId: string }> {
  const { actor } = ctx
  if (!canAnswer(actor)) throw new Forbidden('articles.make')
  return inTransaction(ctx, async (ctx) => {
    const { reference, messageId, title, sectionId, body, isMeant } = input
    const { caseId, organisationId, names } = await answerForArticle(ctx, { reference, messageId })
    const traces = tracesIn(`${title}\n${body}`, names)
    if (traces.length > 0 && isMeant !== 'on')
      throw new Invalid({ body: [`This still stands in it: ${traces.join(', ')}. Take it out, or say below that it is meant.`] })
    const { articleId } = await beginArticle(ctx, { title, sectionId })
    await saveArticleDraft(ctx, { articleId, title, summary: '', body, version: 1 })
    await ctx.sql`
      insert into article_sources (article_id, organisation_id, case_id, message_id, made_by, made_at)
      values (${articleId}, ${organisationId}, ${caseId}, ${messageId}, ${actor.userId}, ${ctx.now})`
    await record(ctx, {
      action: 'case.made_article',
      audience: 'staff',
      organisationId,
      caseId,
      subjectId: articleId,
      after: { title },
    })
    return { articleId }
  })
}
