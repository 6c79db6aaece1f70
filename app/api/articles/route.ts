import { z } from 'zod'
import { CaseReference } from '@/lib/cases/input'
import { listArticlesForCase } from '@/lib/cases/queries/articles'
import { environment } from '@/lib/kernel/env'
import { route } from '@/lib/web/route'

/** The articles that a reply to a case may link to, with the address of each as its customer opens it. */
export const GET = route('desk', z.object({ reference: CaseReference }), async (ctx, { reference }) => {
  const articles = await listArticlesForCase(ctx, reference)
  return articles.map(({ slug, ...article }) => ({ ...article, href: `${environment().appOrigin}/help/${slug}` }))
})
