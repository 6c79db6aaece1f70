import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import type { ArticleAudience } from '../article'
import { dictionaryOf } from '../language'
import { canIndexArticles } from '../policy'
import { postingsOf, READING, vocabularyOf } from '../search/document'
import { mayBeMisspelt, restsOf } from '../search/spelling'
import { textsOf } from '../search/texts'

/** The words of one article at a time, so that two publishings count no word wrongly and wait for each other in one order. */
const LOCK = 0x68656c70
const READ_AT_ONCE = 200

type Article = {
  slug: string
  language: string
  audience: ArticleAudience
  title: string
  summary: string
  body: string
  isPublished: boolean
  /** Organisations or plans that read it, as its audience says. */
  chosen: string[]
}

/**
 * Puts the words of an article into the search as they are read now, or takes them out when nobody but staff knows of it. In the
 * transaction of whatever changed it: it is found, or not found any more, from the same moment on.
 */
export async function indexArticle(ctx: TxCtx, articleId: string): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(${LOCK})`
  const [article] = await ctx.sql<Article[]>`
    select slug, language, audience, title, summary, body, published_number is not null as "isPublished",
      array(select organisation_id::text from article_organisations o where o.article_id = a.id and a.audience = 'organisations'
        union all select plan_id::text from article_plans p where p.article_id = a.id and a.audience = 'plans') as chosen
    from articles a where id = ${articleId}`
  await takeOut(ctx, articleId)
  if (article?.isPublished) await putIn(ctx, articleId, article)
  await ctx.sql`update articles set reading = ${READING} where id = ${articleId}`
}

/** Reads the articles again that the search has not read as it does now; answers how many. For the job alone; throws Forbidden. */
export async function indexUnread(ctx: Ctx): Promise<number> {
  if (!canIndexArticles(ctx.actor)) throw new Forbidden('articles.index')
  const unread = await inTransaction(
    ctx,
    (ctx) => ctx.sql<{ id: string }[]>`
      select id from articles where (reading is null or reading < ${READING} or reading > ${READING}) and published_number is not null
      limit ${READ_AT_ONCE}`,
  )
  for (const { id } of unread) await inTransaction(ctx, (ctx) => indexArticle(ctx, id))
  return unread.length
}

/**
 * Who reads it, as scopes: a reader has some of them, and finds what is in one of theirs, never in two, so that nothing counts twice.
 * Staff reads what is for organisations and plans too.
 */
function scopesOf({ audience, chosen }: Article): string[] {
  return audience === 'organisations' || audience === 'plans' ? ['staff', ...chosen] : [audience]
}

async function takeOut(ctx: TxCtx, articleId: string): Promise<void> {
  const { sql } = ctx
  const [gone] = await sql<{ words: string[] }[]>`
    with gone as (delete from help_postings where article_id = ${articleId} returning scope, term, words),
      terms as (update help_terms t set articles = t.articles - 1 from gone g where t.scope = g.scope and t.term = g.term),
      forms as (select scope, term, unnest(words) as word from gone),
      less as (update help_words w set articles = w.articles - 1 from forms f where w.scope = f.scope and w.word = f.word and w.term = f.term)
    select array(select distinct word from forms) as words`
  await sql`
    with gone as (delete from help_texts where article_id = ${articleId} returning scopes, dictionary)
    update help_scopes s set articles = s.articles - 1 from gone g where s.scope = any (g.scopes) and s.dictionary = g.dictionary`
  await sql`delete from help_terms where articles = 0`
  await sql`delete from help_words where articles = 0`
  await sql`
    delete from help_rests r where r.word = any (${gone!.words})
      and not exists (select from help_words w where w.word = r.word and w.scope = r.scope)`
}

async function putIn(ctx: TxCtx, articleId: string, article: Article): Promise<void> {
  const { sql } = ctx
  const texts = textsOf(article)
  const dictionary = dictionaryOf(article.language)
  const vocabulary = vocabularyOf(texts)
  const stems = await sql<{ word: string; term: string }[]>`
    select word, coalesce((ts_lexize(${dictionary}::regdictionary, word))[1], word) as term from unnest(${vocabulary}::text[]) word`
  const stemOf = new Map(stems.map(({ word, term }) => [word, term]))
  const { postings, titleTerms } = postingsOf(texts, (word) => stemOf.get(word) ?? word)
  const scopes = scopesOf(article)
  const rests = vocabulary.filter(mayBeMisspelt).flatMap((word) => restsOf(word).map((rest) => ({ rest, word })))
  const text = [texts.summary, texts.body].filter((part) => part !== '').join('\n')
  await Promise.all([
    sql`
      with posted as (
        insert into help_postings (scope, term, article_id, words, impact, in_title, title_terms, positions)
        select scope, p.term, ${articleId}, p.words, p.impact, p."inTitle", ${titleTerms}, p.positions
        from jsonb_to_recordset(${JSON.stringify(postings)}::text::jsonb)
          as p(term text, words text[], impact real, "inTitle" boolean, positions int[]) cross join unnest(${scopes}::text[]) scope
        returning scope, term, words),
        terms as (
          insert into help_terms (scope, term, articles) select scope, term, 1 from posted
          on conflict (term, scope) do update set articles = help_terms.articles + 1)
      insert into help_words (scope, word, term, articles) select scope, unnest(words), term, 1 from posted
      on conflict (word, scope, term) do update set articles = help_words.articles + 1`,
    sql`
      insert into help_rests (rest, scope, word)
      select r.rest, s.scope, r.word from jsonb_to_recordset(${JSON.stringify(rests)}::text::jsonb) as r(rest text, word text)
        cross join unnest(${scopes}::text[]) as s(scope)
      where not exists (select from help_words w where w.word = r.word and w.scope = s.scope and w.articles > 1)
      on conflict do nothing`,
    sql`
      insert into help_texts (article_id, scopes, dictionary, text)
      values (${articleId}, ${scopes}, ${dictionary}, ${text})`,
    sql`
      insert into help_scopes (scope, dictionary, articles) select scope, ${dictionary}, 1 from unnest(${scopes}::text[]) scope
      on conflict (scope, dictionary) do update set articles = help_scopes.articles + 1`,
  ])
}
