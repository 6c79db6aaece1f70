// A Zendesk Guide export (the JSON of its Help Center API: categories, sections, articles) as files that can be moved in.
import { z } from 'zod'
import type { ArticleAudience } from './article'
import { htmlToMarkdown } from './html-to-markdown'
import type { MovingFile } from './moving-in'
import { addressOfPlace, attachmentId, fileFinder } from './zendesk-files'

const Ref = z.union([z.number(), z.string()]).transform(String)
const Category = z.object({ id: Ref, name: z.string() })
const Section = z.object({ id: Ref, name: z.string(), category_id: Ref.nullish(), parent_section_id: Ref.nullish() })
/** `user_type`: who belongs to it; further conditions make it narrower than any audience of ours. */
const Segment = z.object({
  id: Ref,
  user_type: z.string(),
  tags: z.array(z.unknown()).nullish(),
  ...{
    or_tags: z.array(z.unknown()).nullish(),
    organization_ids: z.array(z.unknown()).nullish(),
    group_ids: z.array(z.unknown()).nullish(),
  },
})
const Article = z.object({
  id: Ref,
  title: z.string(),
  body: z.string().nullish(),
  locale: z.string().nullish(),
  draft: z.boolean().nullish(),
  section_id: Ref.nullish(),
  html_url: z.string().nullish(),
  /** Absent for everyone. */
  user_segment_id: Ref.nullish(),
})

const Attachment = z.object({ id: Ref, file_name: z.string(), article_id: Ref.nullish(), inline: z.boolean().nullish() })

/** One file of an export: any of the five lists, as a page of the API has them or alone. */
const Page = z.object({
  categories: z.array(z.unknown()).optional(),
  sections: z.array(z.unknown()).optional(),
  articles: z.array(z.unknown()).optional(),
  user_segments: z.array(z.unknown()).optional(),
  article_attachments: z.array(z.unknown()).optional(),
})

export type ZendeskRead = {
  readonly files: readonly MovingFile[]
  readonly left: readonly { readonly path: string; readonly reason: string }[]
}

/** Whether a JSON file is a part of such an export. */
export function isZendeskPage(json: unknown): boolean {
  const page = Page.safeParse(json)
  return page.success && Object.values(page.data).some((list) => list !== undefined)
}

/**
 * The articles of an export as Markdown: each at a path of its own id, so that moving in again finds it; in its category and
 * section; with links among them; with the pictures and files of `places`, the paths of all else in the export. What cannot be read is named
 * with the reason, and nothing else is lost.
 */
export function readZendesk(
  pages: readonly { readonly path: string; readonly json: unknown }[],
  places: Iterable<string> = [],
): ZendeskRead {
  const left: { path: string; reason: string }[] = []
  const all = pages.map(({ path, json }) => ({ path, page: Page.parse(json) }))
  const list = <T>(name: keyof z.infer<typeof Page>, schema: z.ZodType<T>): T[] =>
    all.flatMap(({ path, page }) =>
      (page[name] ?? []).flatMap((row, at) => {
        const read = schema.safeParse(row)
        if (read.success) return [read.data]
        left.push({
          path: `${path}#${name}/${at}`,
          reason: `It is none of the ${name} that we know: ${read.error.issues[0]!.path.join('.')}.`,
        })
        return []
      }),
    )
  const categories = new Map(list('categories', Category).map((each) => [each.id, each.name]))
  const sections = new Map(list('sections', Section).map((each) => [each.id, each]))
  const segments = new Map(list('user_segments', Segment).map((each) => [each.id, each]))
  const attachments = new Map(list('article_attachments', Attachment).map((each) => [each.id, each]))
  const find = fileFinder(places, attachments)
  const files = list('articles', Article).map((article): MovingFile => {
    const notes: string[] = []
    let pictures = 0
    const placeOf = (address: string, what: string): string | undefined => {
      const found = find(address)
      if ('place' in found) return addressOfPlace(found.place)
      notes.push(found.name === '' ? `One ${what.toLowerCase()} ${found.why}` : `${what} ${found.name} ${found.why}`)
      return undefined
    }
    const written = htmlToMarkdown(article.body ?? '', {
      link: (href) => (attachmentId(href) === undefined ? linkOf(href) : (placeOf(href, 'File') ?? href)),
      picture: (src) => {
        const place = placeOf(src, 'Picture')
        if (place === undefined) pictures += 1
        return place
      },
    })
    // What hangs on the article and is named nowhere in it stands below its words, as it did there.
    const below = [...attachments.values()].flatMap(({ id, file_name: name, article_id: of, inline }) => {
      if (of !== article.id || inline || attachmentNamed(article.body, id)) return []
      const place = placeOf(`/hc/article_attachments/${id}/${encodeURIComponent(name)}`, 'File')
      return place === undefined ? [] : [`- [${name.replace(/[[\]\\]/g, ' ')}](${place})`]
    })
    const markdown = [written, below.join('\n')].filter((part) => part !== '').join('\n\n')
    return {
      notes: [...new Set(notes)],
      path: `${article.id}.md`,
      matter: {
        title: article.title,
        slug: slugOf(article.html_url) ?? article.title,
        section: sectionPath(article.section_id),
        language: languageOf(article.locale),
        draft: article.draft === true,
        audience: audienceOf(article.user_segment_id),
        pictures,
      },
      body: markdown,
    }
  })
  return { files, left }

  function attachmentNamed(body: string | null | undefined, id: string): boolean {
    return new RegExp(`/article_attachments/${id}(?!\\d)`).test(body ?? '')
  }

  /** Whoever is not everyone and not all signed-in customers is staff, until somebody here says otherwise. */
  function audienceOf(segmentId: string | null | undefined): ArticleAudience | undefined {
    if (segmentId === null || segmentId === undefined) return undefined
    const segment = segments.get(segmentId)
    const conditions = [segment?.tags, segment?.or_tags, segment?.organization_ids, segment?.group_ids]
    return segment?.user_type === 'signed_in_users' && conditions.every((list) => !list?.length) ? 'customers' : 'staff'
  }

  /** The two innermost names: category and section, or a section and the one in it. */
  function sectionPath(id: string | null | undefined): string[] {
    const names: string[] = []
    const seen = new Set<string>()
    let section = id ? sections.get(id) : undefined
    let category: string | undefined
    while (section && !seen.has(section.id)) {
      seen.add(section.id)
      names.unshift(section.name)
      category = section.category_id ? categories.get(section.category_id) : category
      section = section.parent_section_id ? sections.get(section.parent_section_id) : undefined
    }
    const whole = category === undefined ? names : [category, ...names]
    return whole.length <= 2 ? whole : [whole[0]!, whole.at(-1)!]
  }
}

/** "https://x.zendesk.com/hc/en-us/articles/360001-Base-sizes#top" → "/360001.md#top"; other addresses as they are. */
function linkOf(href: string): string {
  const own = /\/hc\/(?:[a-z-]+\/)?articles\/(\d+)[^#]*(#.*)?$/i.exec(href)
  return own ? `/${own[1]}.md${own[2] ?? ''}` : href
}

function slugOf(url: string | null | undefined): string | undefined {
  return /\/articles\/\d+-([^/?#]+)/.exec(url ?? '')?.[1]?.toLowerCase()
}

/** "en-us" → "en-US"; what is no tag of ours is left to the default. */
function languageOf(locale: string | null | undefined): string {
  const [language = '', region] = (locale ?? '').split('-')
  return region === undefined ? language.toLowerCase() : `${language.toLowerCase()}-${region.toUpperCase()}`
}
