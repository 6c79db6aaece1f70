import { rateArticle } from '@/lib/knowledge/commands/feedback'
import { RateArticleInput } from '@/lib/knowledge/input'
import { publicRoute } from '@/lib/web/route'
import { visitorOfRequest } from '@/lib/web/visitor'

/** What a reader says of an article, by a form that needs no script; leads back to the article. */
export const POST = publicRoute(RateArticleInput, async (ctx, input) => {
  const { address } = await visitorOfRequest()
  const { slug } = await rateArticle(ctx, input, address)
  return new Response(null, { status: 303, headers: { location: `/help/${slug}?said=${input.helpful}#feedback` } })
})
