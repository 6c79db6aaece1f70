'use server'
import { redirect } from 'next/navigation'
import { MakeArticleInput } from '@/lib/cases/article-input'
import { makeArticle } from '@/lib/cases/commands/make-article'
import { action } from '@/lib/web/action'

export const make = action('desk', MakeArticleInput, async (ctx, input): Promise<void> => {
  const { articleId } = await makeArticle(ctx, input)
  redirect(`/desk/knowledge/${articleId}`)
})
