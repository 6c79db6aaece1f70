// An article as a file of Markdown that any other help centre can read, and that moves in here again.
import { toIso, type Instant } from '../kernel/time'
import { slugOf, type ArticleAudience } from './article'

export type ExportedArticle = {
  readonly slug: string
  readonly language: string
  readonly audience: ArticleAudience
  readonly title: string
  readonly summary: string
  readonly body: string
  readonly publishedNumber: number | null
  readonly publishedAt: Instant | null
  readonly checkBy: string
  readonly ownerEmail: string | null
  /** From the first level down. */
  readonly section: readonly string[]
  readonly organisations: readonly string[]
  /** There are words that no reader has yet. */
  readonly hasDraft: boolean
}

export type ExportedFile = { readonly path: string; readonly matter: Readonly<Record<string, unknown>>; readonly body: string }

/**
 * Each article at a path of its sections and its address, with its front matter. Links to other articles of the help centre become
 * links to their files. What an article is for stands in it: whoever moves it elsewhere sees what was not for everyone.
 */
export function filesOf(articles: readonly ExportedArticle[]): ExportedFile[] {
  const paths = new Map(articles.map((article) => [article.slug, pathOf(article)]))
  return articles.map((article) => {
    const {
      slug,
      language,
      audience,
      title,
      summary,
      body,
      publishedNumber,
      publishedAt,
      checkBy,
      ownerEmail,
      section,
      organisations,
    } = article
    return {
      path: pathOf(article),
      matter: {
        title,
        slug,
        ...(summary !== '' && { summary }),
        section,
        language,
        audience,
        ...(organisations.length > 0 && { organisations }),
        ...(publishedNumber === null
          ? { draft: true }
          : { version: publishedNumber, published: publishedAt === null ? undefined : toIso(publishedAt) }),
        check_by: checkBy,
        ...(ownerEmail !== null && { owner: ownerEmail }),
      },
      body: body.replace(/\]\(\/help\/([a-z0-9-]+)(#[^)\s]*)?\)/g, (whole, target: string, anchor = '') => {
        const path = paths.get(target)
        return path === undefined ? whole : `](/${path}${anchor})`
      }),
    }
  })
}

function pathOf({ section, slug }: Pick<ExportedArticle, 'section' | 'slug'>): string {
  return [...section.map(slugOf), `${slug}.md`].join('/')
}
