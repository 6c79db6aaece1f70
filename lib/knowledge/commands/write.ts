import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { dayOf, type Instant } from '@/lib/kernel/time'
import { CHECK_EVERY_MONTHS, monthsLater, numberedSlug, slugOf } from '../article'
import type { BeginArticleInput, RestoreVersionInput, SaveArticleDraftInput } from '../input'
import { canWriteArticles } from '../policy'
import type { ArticleWords } from '../views'
import { takeBackSchedule } from './draft'
import { lockArticle, type LockedArticle } from './lock'

/** A title's address is looked for among this many. */
const SAME_TITLE_MAX = 50

/**
 * Begins an article: its draft has a title, and nobody but staff knows of it. It is the writer's own, for signed-in customers
 * once it is published, until its settings say otherwise. Throws Forbidden, NotFound for the section.
 */
export async function beginArticle(ctx: Ctx, { title, sectionId }: BeginArticleInput): Promise<{ articleId: string }> {
  const { actor } = ctx
  if (!canWriteArticles(actor)) throw new Forbidden('articles.write')
  return inTransaction(ctx, async (ctx) => {
    const [section] = await ctx.sql<{ top: string }[]>`
      select coalesce(parent_id, id) as top from article_sections where id = ${sectionId}`
    if (!section) throw new NotFound('section')
    const articleId = newId(ctx.now)
    const slug = await freeSlug(ctx, slugOf(title))
    const checkBy = monthsLater(dayOf(ctx.now, actor.timeZone), CHECK_EVERY_MONTHS)
    await ctx.sql`
      insert into articles (id, section_id, top_section_id, slug, language, audience, owner_id, title, summary, body, check_by, created_at)
      values (${articleId}, ${sectionId}, ${section.top}, ${slug}, 'en', 'customers', ${actor.userId}, ${title}, '', '', ${checkBy}, ${ctx.now})`
    await ctx.sql`insert into help_addresses (slug, article_id) values (${slug}, ${articleId})`
    await insertDraft(ctx, articleId, { title, summary: '', body: '' }, actor)
    await record(ctx, {
      action: 'article.begun',
      audience: 'staff',
      organisationId: null,
      subjectId: articleId,
      after: { title },
    })
    return { articleId }
  })
}

/**
 * Keeps what has been written so far. An approval and a time of publishing hold for one saving alone. Answers with the number of this
 * saving; unchanged words are no new one. Throws Forbidden, NotFound, Conflict when somebody else has saved meanwhile.
 */
export async function saveArticleDraft(ctx: Ctx, input: SaveArticleDraftInput): Promise<{ version: number; savedAt: Instant }> {
  const { actor } = ctx
  if (!canWriteArticles(actor)) throw new Forbidden('articles.write')
  return inTransaction(ctx, async (ctx) => {
    const article = await lockArticle(ctx, input.articleId)
    const words = { title: input.title, summary: input.summary, body: input.body }
    const known: ArticleWords = article.draft ?? article
    if (isSame(words, known)) return { version: article.draft?.version ?? 0, savedAt: ctx.now }
    assertSeen(article, input.version)
    return { version: await keepWords(ctx, article, words, actor), savedAt: ctx.now }
  })
}

/** Makes an earlier version the draft; it is reviewed and published like any other. Throws Forbidden, NotFound, Conflict over another draft. */
export async function restoreVersion(ctx: Ctx, { articleId, number }: RestoreVersionInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteArticles(actor)) throw new Forbidden('articles.write')
  await inTransaction(ctx, async (ctx) => {
    const article = await lockArticle(ctx, articleId)
    const [words] = await ctx.sql<ArticleWords[]>`
      select title, summary, body from article_versions where article_id = ${articleId} and number = ${number}`
    if (!words) throw new NotFound('article')
    if (article.draft && !isSame(article.draft, words))
      throw new Conflict('There is a draft of this article. Publish or discard it first, so that nothing of it is lost.')
    if (!article.draft) await keepWords(ctx, article, words, actor)
  })
}

/** Throws the draft away; the published version stays as it is. Throws Forbidden, NotFound, Conflict before the first publishing. */
export async function discardArticleDraft(ctx: Ctx, { articleId }: { articleId: string }): Promise<void> {
  if (!canWriteArticles(ctx.actor)) throw new Forbidden('articles.write')
  await inTransaction(ctx, async (ctx) => {
    const article = await lockArticle(ctx, articleId)
    if (article.lastNumber === 0)
      throw new Conflict('This article was never published: without its draft nothing would be left of it.')
    await takeBackSchedule(ctx, article)
    await ctx.sql`delete from article_drafts where article_id = ${articleId}`
  })
}

function isSame(one: ArticleWords, other: ArticleWords): boolean {
  return one.title === other.title && one.summary === other.summary && one.body === other.body
}

function assertSeen({ draft }: LockedArticle, version: number): void {
  if ((draft?.version ?? 0) !== version)
    throw new Conflict(
      'Somebody else has saved this article meanwhile. Copy what you wrote, reload the page and put it in again.',
    )
}

async function keepWords(ctx: TxCtx, article: LockedArticle, words: ArticleWords, writer: Staff): Promise<number> {
  if (!article.draft) return insertDraft(ctx, article.id, words, writer)
  await takeBackSchedule(ctx, article)
  const version = article.draft.version + 1
  await ctx.sql`
    update article_drafts set title = ${words.title}, summary = ${words.summary}, body = ${words.body}, version = ${version}, saved_at = ${ctx.now},
      writer_ids = (select array_agg(distinct w) from unnest(writer_ids || ${writer.userId}::uuid) w), approved_by = null, approved_version = null
    where article_id = ${article.id}`
  return version
}

async function insertDraft(ctx: TxCtx, articleId: string, words: ArticleWords, writer: Staff): Promise<number> {
  await ctx.sql`
    insert into article_drafts (article_id, title, summary, body, version, writer_ids, saved_at)
    values (${articleId}, ${words.title}, ${words.summary}, ${words.body}, 1, array[${writer.userId}::uuid], ${ctx.now})`
  return 1
}

async function freeSlug(ctx: TxCtx, slug: string): Promise<string> {
  const wanted = Array.from({ length: SAME_TITLE_MAX }, (_, at) => numberedSlug(slug, at + 1))
  const taken = await ctx.sql<{ slug: string }[]>`select slug from help_addresses where slug = any(${wanted})`
  const free = wanted.find((each) => !taken.some((row) => row.slug === each))
  if (!free)
    throw new Invalid({ title: ['Many articles are called so already. Please say more precisely what this one is about.'] })
  return free
}
