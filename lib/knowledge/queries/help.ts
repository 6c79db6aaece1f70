import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { actorUserId } from '@/lib/kernel/actor'
import { NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import type { ArticleAudience } from '../article'
import { filesNamedIn } from '../files'
import type { HelpArticle, HelpEntry, HelpPage, HelpSection, HelpTopSection, PublicAddress } from '../views'
import { listArticleFiles } from './files'
import { readableArticles } from './readable'

/** How many articles of a section the first page names. */
const NAMED_AT_HOME = 5
/** And the section's own page. */
const NAMED_IN_SECTION = 500
const RELATED = 4
/** The protocol of sitemaps allows no more in one file. */
const SITEMAP_MAX = 50_000

/** The help centre's sections in their order, each with its first articles and how many there are; only what the actor reads. */
export async function listHelp(ctx: Ctx): Promise<HelpTopSection[]> {
  return read(ctx, (ctx) => sectionsOf(ctx, NAMED_AT_HOME))
}

/** What stands at an address. Throws NotFound, also for what the actor may not read. */
export async function getHelpPage(ctx: Ctx, slug: string): Promise<HelpPage> {
  return read(ctx, async (ctx) => {
    const [address] = await ctx.sql<{ articleId: string | null; sectionId: string | null }[]>`
      select article_id as "articleId", section_id as "sectionId" from help_addresses where slug = ${slug}`
    if (!address) throw new NotFound('help')
    return address.articleId !== null ? articlePage(ctx, address.articleId, slug) : sectionPage(ctx, address.sectionId!, slug)
  })
}

/** What search engines may know: the addresses of all articles that everyone reads, whoever asks. */
export async function listPublicAddresses(ctx: Ctx): Promise<PublicAddress[]> {
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<PublicAddress[]>`
      select slug, published_at as "changedAt" from articles where audience = 'everyone' and published_number is not null
      order by published_at desc, id limit ${SITEMAP_MAX}`
    return [...rows]
  })
}

type Section = { id: string; parentId: string | null; slug: string; name: string; description: string }
type Entry = HelpEntry & { sectionId: string; total: number }

async function sectionsOf(ctx: TxCtx, named: number, topId?: string): Promise<HelpTopSection[]> {
  const within = topId === undefined ? ctx.sql`true` : ctx.sql`a.top_section_id = ${topId}`
  const [sections, entries] = await Promise.all([
    ctx.sql<Section[]>`select id, parent_id as "parentId", slug, name, description from article_sections order by position, id`,
    ctx.sql<Entry[]>`
      select slug, title, summary, language, section_id as "sectionId", total from (
        select a.slug, a.title, a.summary, a.language, a.section_id, count(*) over (partition by a.section_id)::int as total,
          row_number() over (partition by a.section_id order by lower(a.title), a.id) as place
        from articles a where ${within} and ${readableArticles(ctx)}) ranked
      where place <= ${named} order by place`,
  ])
  const filled = (section: Section): HelpSection & { total: number } => {
    const own = entries.filter(({ sectionId }) => sectionId === section.id)
    return { ...namesOf(section), articles: own.map(entryOf), total: own[0]?.total ?? 0 }
  }
  return sections
    .filter(({ parentId }) => parentId === null)
    .map((top) => {
      const below = sections.filter(({ parentId }) => parentId === top.id).map(filled)
      const own = filled(top)
      return {
        ...own,
        sections: below.filter(({ total }) => total > 0),
        total: below.reduce((sum, { total }) => sum + total, own.total),
      }
    })
    .filter(({ total }) => total > 0)
}

const namesOf = ({ slug, name, description }: Section) => ({ slug, name, description })
const entryOf = ({ slug, title, summary, language }: HelpEntry): HelpEntry => ({ slug, title, summary, language })

async function sectionPage(ctx: TxCtx, sectionId: string, slug: string): Promise<HelpPage> {
  const [section] = await ctx.sql<(Section & { topId: string })[]>`
    select id, parent_id as "parentId", slug, name, description, coalesce(parent_id, id) as "topId" from article_sections where id = ${sectionId}`
  const [top] = section ? await sectionsOf(ctx, NAMED_IN_SECTION, section.topId) : []
  if (!section || !top) throw new NotFound('help')
  if (section.slug !== slug) return { kind: 'moved', slug: section.slug }
  if (section.parentId === null) return { kind: 'section', path: [], section: top }
  const own = top.sections.find((each) => each.slug === slug)
  if (!own) throw new NotFound('help')
  return {
    kind: 'section',
    path: [{ slug: top.slug, name: top.name }],
    section: { ...own, sections: [], total: own.articles.length },
  }
}

type ArticleColumns = Omit<HelpArticle, 'path' | 'related' | 'said' | 'files' | 'isPublic' | 'isForStaff'> & {
  audience: ArticleAudience
  sectionId: string
  topSectionId: string
  publishedAt: Instant
}

async function articlePage(ctx: TxCtx, articleId: string, slug: string): Promise<HelpPage> {
  const [article] = await ctx.sql<ArticleColumns[]>`
    select a.id, a.slug, a.language, a.audience, a.title, a.summary, a.body, a.published_at as "publishedAt", a.checked_at as "checkedAt",
      a.section_id as "sectionId", a.top_section_id as "topSectionId"
    from articles a where a.id = ${articleId} and ${readableArticles(ctx)}`
  if (!article) throw new NotFound('help')
  if (article.slug !== slug) return { kind: 'moved', slug: article.slug }
  const userId = actorUserId(ctx.actor)
  const [path, related, [said], files] = await Promise.all([
    ctx.sql<{ slug: string; name: string }[]>`
      select slug, name from article_sections where id in (${article.topSectionId}, ${article.sectionId}) order by parent_id nulls first`,
    ctx.sql<HelpEntry[]>`
      select a.slug, a.title, a.summary, a.language from articles a
      where a.section_id = ${article.sectionId} and a.id <> ${articleId} and ${readableArticles(ctx)} order by lower(a.title), a.id limit ${RELATED}`,
    ctx.sql<{ isHelpful: boolean }[]>`
      select is_helpful as "isHelpful" from article_feedback where article_id = ${articleId} and user_id = ${userId}`,
    filesNamedIn(article.body).length > 0 ? listArticleFiles(ctx, articleId) : [],
  ])
  const { audience, sectionId: _, topSectionId: __, ...words } = article
  return {
    kind: 'article',
    article: {
      ...words,
      isPublic: audience === 'everyone',
      isForStaff: audience === 'staff',
      path: [...path],
      related: [...related],
      said: said?.isHelpful ?? null,
      files,
    },
  }
}
