import { NotFound } from '@/lib/kernel/errors'
import { renderArticle } from '@/lib/knowledge/article-text'
import { HelpReadInput } from '@/lib/knowledge/input'
import { getHelpPage } from '@/lib/knowledge/queries/help'
import { publicRoute } from '@/lib/web/route'

/** An article as it is read beside a form, without leaving it. */
export const GET = publicRoute(HelpReadInput, async (ctx, { article: slug }) => {
  const page = await getHelpPage(ctx, slug)
  if (page.kind !== 'article') throw new NotFound('article')
  const { title, summary, language, body, files } = page.article
  return { title, summary, language, html: renderArticle(body, files).html }
})
