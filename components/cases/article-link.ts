// Links to articles in a reply: how one is written, and which of those that stand in a text the customer cannot open.
import type { Suggestion } from '@/components/ui/suggest'
import type { LinkableArticle } from '@/lib/knowledge/views'

/** An article as the composer knows it; `href` is where the customer opens it. */
export type ReadyArticle = Omit<LinkableArticle, 'slug'> & { readonly href: string }

/** The link as the reply holds it. Brackets of a title would end it. */
export function articleLink({ title, href }: Pick<ReadyArticle, 'title' | 'href'>): string {
  return `[${title.replace(/[[\]\\]/g, '\\$&')}](${href})`
}

/** Why the customer cannot open it, as the end of a sentence. */
export function unreadableBecause({ audience }: Pick<ReadyArticle, 'audience'>): string {
  if (audience === 'staff') return 'is for staff only'
  return audience === 'plans' ? 'is for organisations on another plan' : 'is for other organisations'
}

/** Those the customer may read, to be found by typing. */
export function linkSuggestions(articles: readonly ReadyArticle[]): Suggestion[] {
  return articles
    .filter(({ isReadable }) => isReadable)
    .map((article) => ({ id: article.href, label: article.title, detail: 'article', text: articleLink(article) }))
}

/** The articles that a text links to and its reader cannot open. */
export function unreadableIn(text: string, articles: readonly ReadyArticle[]): ReadyArticle[] {
  return articles.filter(({ isReadable, href }) => {
    if (isReadable) return false
    const at = text.indexOf(href)
    return at >= 0 && !/[a-z0-9-]/.test(text[at + href.length] ?? '')
  })
}
