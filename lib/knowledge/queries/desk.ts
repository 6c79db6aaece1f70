import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { dayOf } from '@/lib/kernel/time'
import type { ArticleList } from '../article'
import { canReadDesk } from '../policy'
import { listArticleFiles } from './files'
import type { ArticleVersionRow, ArticleWords, DeskArticle, DeskArticleRow, DeskSection } from '../views'

const LISTED = 500
const FEEDBACK_SHOWN = 20

/** All sections with how many articles stand in each, in their order: a section before those that stand in it. Throws Forbidden. */
export async function listSections(ctx: Ctx): Promise<DeskSection[]> {
  if (!canReadDesk(ctx.actor)) throw new Forbidden('articles.desk')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<DeskSection[]>`
      select s.id, s.parent_id as "parentId", s.slug, s.name, s.description,
        (select count(*)::int from articles a where a.section_id = s.id) as articles
      from article_sections s left join article_sections p on p.id = s.parent_id
      order by coalesce(p.position, s.position), coalesce(p.id, s.id), s.parent_id nulls first, s.position, s.id`
    return [...rows]
  })
}

/** Articles as their writers have them: what waits longest for a check first, else by title. Throws Forbidden. */
export async function listArticles(ctx: Ctx, list: ArticleList): Promise<DeskArticleRow[]> {
  const { actor } = ctx
  if (!canReadDesk(actor)) throw new Forbidden('articles.desk')
  return read(ctx, async (ctx) => {
    const today = dayOf(ctx.now, actor.timeZone)
    const wanted = {
      all: ctx.sql`true`,
      drafts: ctx.sql`d.article_id is not null`,
      review: ctx.sql`d.review_asked_at is not null and d.approved_version is distinct from d.version`,
      due: ctx.sql`a.published_number is not null and a.check_by <= ${today}`,
    }[list]
    const order = list === 'due' ? ctx.sql`a.check_by, a.id` : ctx.sql`lower(coalesce(d.title, a.title)), a.id`
    const rows = await ctx.sql<(Omit<DeskArticleRow, 'draft'> & NonNullable<DeskArticleRow['draft']>)[]>`
      select a.id, coalesce(d.title, a.title) as title, s.name as "sectionName", a.audience, u.name as "ownerName",
        a.published_number as "publishedNumber", d.saved_at as "savedAt", d.review_asked_at as "reviewAskedAt",
        d.approved_version is not distinct from d.version as "isApproved", d.scheduled_at as "scheduledAt",
        a.check_by as "checkBy", a.published_number is not null and a.check_by <= ${today} as "isDue",
        count(f.id) filter (where f.is_helpful)::int as helpful, count(f.id) filter (where not f.is_helpful)::int as unhelpful
      from articles a join article_sections s on s.id = a.section_id join users u on u.id = a.owner_id
        left join article_drafts d on d.article_id = a.id left join article_feedback f on f.article_id = a.id
      where ${wanted} group by a.id, s.id, u.id, d.article_id order by ${order} limit ${LISTED}`
    return rows.map(({ savedAt, reviewAskedAt, isApproved, scheduledAt, ...row }) => ({
      ...row,
      draft: (savedAt as typeof savedAt | null) === null ? null : { savedAt, reviewAskedAt, isApproved, scheduledAt },
    }))
  })
}

type Head = Omit<DeskArticle, 'words' | 'versions' | 'feedback' | 'organisations' | 'plans' | 'needsReview' | 'files'> &
  ArticleWords
type Draft = Omit<DeskArticle['words'], 'isApproved'> & { approvedVersion: number | null }

/** One article with its draft, its versions and what readers said last. Throws Forbidden, NotFound. */
export async function getDeskArticle(ctx: Ctx, articleId: string): Promise<DeskArticle> {
  const { actor } = ctx
  if (!canReadDesk(actor)) throw new Forbidden('articles.desk')
  return read(ctx, async (ctx) => {
    const [heads, drafts, organisations, plans, versions, feedback, settings, files] = await Promise.all([
      ctx.sql<Head[]>`
        select a.id, a.slug, a.language, a.section_id as "sectionId", s.name as "sectionName", a.audience, a.owner_id as "ownerId",
          a.published_number as "publishedNumber", a.check_by as "checkBy", a.checked_at as "checkedAt",
          a.published_number is not null and a.check_by <= ${dayOf(ctx.now, actor.timeZone)} as "isDue", a.title, a.summary, a.body
        from articles a join article_sections s on s.id = a.section_id where a.id = ${articleId}`,
      ctx.sql<Draft[]>`
        select d.title, d.summary, d.body, d.version, d.saved_at as "savedAt", d.review_asked_at as "reviewAskedAt",
          d.approved_version as "approvedVersion", r.name as "approvedByName", v.name as "reviewerName",
          d.scheduled_at as "scheduledAt", s.name as "scheduledByName", b.name as "returnedByName", d.returned_reason as "returnedReason",
          (select json_agg(json_build_object('id', w.id, 'name', w.name) order by w.name) from users w where w.id = any(d.writer_ids)) as writers
        from article_drafts d left join users r on r.id = d.approved_by left join users v on v.id = d.reviewer_id
          left join users s on s.id = d.scheduled_by left join users b on b.id = d.returned_by
        where d.article_id = ${articleId}`,
      ctx.sql<{ id: string; name: string }[]>`
        select o.id, o.name from article_organisations x join organisations o on o.id = x.organisation_id
        where x.article_id = ${articleId} order by lower(o.name)`,
      ctx.sql<{ id: string; name: string }[]>`
        select p.id, p.name from article_plans x join plans p on p.id = x.plan_id where x.article_id = ${articleId} order by lower(p.name)`,
      ctx.sql<ArticleVersionRow[]>`
        select v.number, v.reason, p.name as "publishedByName", r.name as "approvedByName", v.published_at as "publishedAt"
        from article_versions v join users p on p.id = v.published_by left join users r on r.id = v.approved_by
        where v.article_id = ${articleId} order by v.number desc`,
      ctx.sql<DeskArticle['feedback'][number][]>`
        select f.is_helpful as "isHelpful", f.reason, f.comment, u.name as "byName", f.said_at as "saidAt"
        from article_feedback f left join users u on u.id = f.user_id where f.article_id = ${articleId}
        order by f.said_at desc, f.id desc limit ${FEEDBACK_SHOWN}`,
      ctx.sql<{ needsReview: boolean }[]>`select needs_review as "needsReview" from knowledge_settings`,
      listArticleFiles(ctx, articleId),
    ])
    const head = heads[0]
    if (!head) throw new NotFound('article')
    const { title, summary, body, ...article } = head
    const draft = drafts[0]
    return {
      ...article,
      organisations: [...organisations],
      plans: [...plans],
      words: draft ? { ...draft, isApproved: draft.approvedVersion === draft.version } : { ...NO_DRAFT, title, summary, body },
      versions: [...versions],
      files,
      feedback: [...feedback],
      needsReview: settings[0]?.needsReview ?? true,
    }
  })
}

const NO_DRAFT = {
  version: 0,
  savedAt: null,
  writers: [],
  reviewAskedAt: null,
  approvedByName: null,
  isApproved: false,
  reviewerName: null,
  returnedByName: null,
  returnedReason: null,
  scheduledAt: null,
  scheduledByName: null,
} as const

/** The words of a published version. Throws Forbidden, NotFound. */
export async function getArticleVersion(ctx: Ctx, articleId: string, number: number): Promise<ArticleWords> {
  if (!canReadDesk(ctx.actor)) throw new Forbidden('articles.desk')
  return read(ctx, async (ctx) => {
    const [words] = await ctx.sql<ArticleWords[]>`
      select title, summary, body from article_versions where article_id = ${articleId} and number = ${number}`
    if (!words) throw new NotFound('article')
    return words
  })
}

/** Whether a second person reads an article before it is published. Throws Forbidden. */
export async function getNeedsReview(ctx: Ctx): Promise<boolean> {
  if (!canReadDesk(ctx.actor)) throw new Forbidden('articles.desk')
  return read(ctx, async (ctx) => {
    const [settings] = await ctx.sql<{ needs: boolean }[]>`select needs_review as needs from knowledge_settings`
    return settings?.needs ?? true
  })
}

/** Every organisation by name, to choose the readers of an article from. Throws Forbidden. */
export async function listReaders(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  if (!canReadDesk(ctx.actor)) throw new Forbidden('articles.desk')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<{ id: string; name: string }[]>`
      select id, name from organisations where disabled_at is null order by lower(name), id`
    return [...rows]
  })
}
