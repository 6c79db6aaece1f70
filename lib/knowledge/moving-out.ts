// An article as a file of Markdown that any other help centre can read, and that moves in here again.
import { toIso, type Instant } from '../kernel/time'
import { slugOf, type ArticleAudience } from './article'
import { fileAddress } from './files'

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
  readonly plans: readonly string[]
  /** Those that its words name. `key`: under which it is stored. */
  readonly files: readonly { readonly id: string; readonly name: string; readonly key: string }[]
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
      publishedNumber,
      publishedAt,
      checkBy,
      ownerEmail,
      section,
      organisations,
      plans,
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
        ...(plans.length > 0 && { plans }),
        ...(publishedNumber === null
          ? { draft: true }
          : { version: publishedNumber, published: publishedAt === null ? undefined : toIso(publishedAt) }),
        check_by: checkBy,
        ...(ownerEmail !== null && { owner: ownerEmail }),
      },
      body: withFiles(article).replace(/\]\(\/help\/([a-z0-9-]+)(#[^)\s]*)?\)/g, (whole, target: string, anchor = '') => {
        const path = paths.get(target)
        return path === undefined ? whole : `](/${path}${anchor})`
      }),
    }
  })
}

/** Where each file of the articles lies beside them, and under which key it is stored. */
export function storedFilesOf(articles: readonly ExportedArticle[]): { readonly path: string; readonly key: string }[] {
  return articles.flatMap((article) => article.files.map(({ key }, at) => ({ path: placeOfFile(article, at), key })))
}

/** A second file of one name has its number in front. */
function placeOfFile({ slug, files }: ExportedArticle, at: number): string {
  const name = files[at]!.name.replaceAll('/', '-')
  const isSecond = files.slice(0, at).some((file) => file.name === files[at]!.name)
  return `files/${slug}/${isSecond ? `${at + 1}-` : ''}${name}`
}

function withFiles(article: ExportedArticle): string {
  return article.files.reduce((body, { id }, at) => {
    const target = placeOfFile(article, at).split('/').map(encodeURIComponent).join('/')
    return body.replaceAll(fileAddress(id), `/${target.replaceAll('(', '%28').replaceAll(')', '%29')}`)
  }, article.body)
}

function pathOf({ section, slug }: Pick<ExportedArticle, 'section' | 'slug'>): string {
  return [...section.map(slugOf), `${slug}.md`].join('/')
}
