import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import {
  beginningOf,
  parseLine,
  planSearch,
  possibleWords,
  unknownWords,
  wordsOfSynonyms,
  type Known,
  type Plan,
  type Typed,
} from '../search/plan'
import { FINDS_A_PAGE, rank, worthShowing, type Hit } from '../search/rank'
import { excerpt, highlight } from '../search/snippet'
import { isNear, restsOf, type KnownWord } from '../search/spelling'
import type { HelpFind, HelpFinds, HelpSearchSection, HelpSuggestion } from '../views'
import { readableArticles } from './readable'
import { listKeptSynonyms } from './synonyms'

/** What is told of one search; whoever looks further says more words. */
const FOUND_MAX = 50
const SUGGESTED = 6
/** So many articles are looked at closely. */
const CANDIDATES = 150
/** So many postings are read to find them, those that say most first; of a common word no more than its share. */
const POSTINGS_READ = 4_000
const SHARE_MIN = 300
const GOING_ON_MAX = 12
/** The lines that are shown come from so much of a text. */
const TEXT_READ = 60_000

export type HelpSearchOptions = {
  /** Slips are left as they are. */
  asTyped?: boolean
  /** The address of a section of the first level. */
  section?: string
  page?: number
}

/**
 * What the reader may read that answers a line, best first: at most fifty finds, ten on a page. Words, counts, corrections and
 * highlights come from nothing else than what they may read. A line of no word finds nothing.
 */
export async function searchHelp(ctx: Ctx, line: string, options: HelpSearchOptions = {}): Promise<HelpFinds> {
  return read(ctx, async (ctx) => {
    const typed = parseLine(line)
    const found = await findArticles(ctx, typed, { asTyped: options.asTyped })
    const entries = await entriesOf(
      ctx,
      found.ranked.map(({ articleId }) => articleId),
    )
    const sections = sectionsOf(found.ranked.flatMap(({ articleId }) => entries.get(articleId) ?? []))
    const within = found.ranked.filter(
      ({ articleId }) => entries.has(articleId) && (!options.section || entries.get(articleId)!.sectionSlug === options.section),
    )
    const page = options.page ?? 1
    const shown = within.slice((page - 1) * FINDS_A_PAGE, page * FINDS_A_PAGE)
    const texts = await textsOf(
      ctx,
      shown.map(({ articleId }) => articleId),
    )
    return {
      finds: shown.map(({ articleId }) => findOf(articleId, entries.get(articleId)!, texts.get(articleId) ?? '', found)),
      total: within.length,
      all: found.ranked.length,
      sections,
      corrected: found.plan.corrected,
      lacksPhrase: found.plan.phrases.length > 0 && found.ranked.every(({ holdsPhrases }) => !holdsPhrases),
      articles: found.articles,
    }
  })
}

/** The few articles that a line that is still being typed leads to, best first. */
export async function suggestHelp(ctx: Ctx, line: string): Promise<HelpSuggestion[]> {
  return read(ctx, async (ctx) => {
    const found = await findArticles(ctx, parseLine(line), { typing: true })
    const first = found.ranked.slice(0, SUGGESTED).map(({ articleId }) => articleId)
    const entries = await entriesOf(ctx, first)
    return first.flatMap((articleId) => {
      const entry = entries.get(articleId)
      if (!entry) return []
      const { slug, title, language, sectionName } = entry
      return [{ articleId, slug, language, sectionName, title: highlight(title, found.soughtIn(articleId)) }]
    })
  })
}

type Found = {
  plan: Plan
  ranked: ReturnType<typeof rank>
  articles: number
  /** The forms in which an article holds what was sought. */
  soughtIn: (articleId: string) => ReadonlySet<string>
}

async function findArticles(ctx: TxCtx, typed: Typed, options: { asTyped?: boolean; typing?: boolean }): Promise<Found> {
  const scopes = await scopesOf(ctx)
  const known = await knownOf(ctx, scopes, typed, options.asTyped ?? false)
  const plan = planSearch(typed, known, options)
  const rows = await candidatesOf(ctx, scopes, plan)
  const candidates = new Map<string, { articleId: string; titleTerms: number; hits: (Hit & { words: string[] })[] }>()
  for (const { articleId, titleTerms, ...hit } of rows) {
    const candidate = candidates.get(articleId) ?? { articleId, titleTerms, hits: [] }
    candidate.hits.push(hit)
    candidates.set(articleId, candidate)
  }
  const ranked = worthShowing(rank(plan, [...candidates.values()])).slice(0, FOUND_MAX)
  const soughtIn = (articleId: string) => new Set(candidates.get(articleId)?.hits.flatMap(({ words }) => words))
  return { plan, ranked, articles: known.articles, soughtIn }
}

/** What the reader may read, as the search has it; a customer reads by organisation and by its plan. */
async function scopesOf({ actor, sql }: TxCtx): Promise<string[]> {
  if (actor.kind === 'anonymous') return ['everyone']
  if (actor.kind !== 'customer') return ['everyone', 'customers', 'staff']
  const [on] = await sql<{ planId: string | null }[]>`
    select plan_id as "planId" from organisations where id = ${actor.organisationId}`
  return ['everyone', 'customers', actor.organisationId, ...(on?.planId ? [on.planId] : [])]
}

async function knownOf(ctx: TxCtx, scopes: string[], typed: Typed, asTyped: boolean): Promise<Known> {
  const possible = possibleWords(typed)
  const beginning = beginningOf(typed)
  const [sizes, synonyms, going] = await Promise.all([
    ctx.sql<{ dictionary: string; articles: number }[]>`
      select dictionary, sum(articles)::int as articles from help_scopes where scope = any (${scopes}) group by dictionary`,
    listKeptSynonyms(ctx),
    beginning === null
      ? []
      : ctx.sql<KnownWord[]>`
          select word, term, sum(articles)::int as articles from help_words
          where scope = any (${scopes}) and word > ${beginning} and word < ${`${beginning}\u{10ffff}`}
          group by word, term order by articles desc, word limit ${GOING_ON_MAX}`,
  ])
  const articles = sizes.reduce((sum, each) => sum + each.articles, 0)
  const asked = [...new Set([...possible, ...wordsOfSynonyms(synonyms)])]
  const dictionaries = sizes.filter(({ articles }) => articles > 0).map(({ dictionary }) => dictionary)
  const [stemmed, forms] = await Promise.all([
    ctx.sql<{ word: string; term: string; articles: number }[]>`
      select word, term, coalesce((select sum(t.articles)::int from help_terms t where t.term = s.term and t.scope = any (${scopes})), 0) as articles
      from (select distinct w.word, coalesce((ts_lexize(d.dictionary::regdictionary, w.word))[1], w.word) collate "C" as term
        from unnest(${asked}::text[]) as w(word) cross join unnest(${dictionaries}::text[]) as d(dictionary)) s`,
    ctx.sql<{ word: string }[]>`select distinct word from help_words where word = any (${possible}) and scope = any (${scopes})`,
  ])
  const stems = new Map<string, string[]>()
  const counts = new Map<string, number>()
  for (const { word, term, articles } of stemmed) {
    stems.set(word, [...(stems.get(word) ?? []), term])
    counts.set(term, articles)
  }
  const unknown = asTyped ? [] : unknownWords(typed, { counts, stems })
  const alike = unknown.length === 0 ? [] : await alikeOf(ctx, scopes, unknown)
  const more = [...new Set([...going, ...alike].map(({ term }) => term))].filter((term) => !counts.has(term))
  if (more.length > 0)
    for (const { term, articles } of await ctx.sql<{ term: string; articles: number }[]>`
      select term, sum(articles)::int as articles from help_terms where term = any (${more}) and scope = any (${scopes}) group by term`)
      counts.set(term, articles)
  return { articles, counts, stems, forms: new Set(forms.map(({ word }) => word)), goingOn: going, alike, synonyms }
}

async function alikeOf(ctx: TxCtx, scopes: string[], unknown: readonly string[]): Promise<KnownWord[]> {
  const rests = [...new Set(unknown.flatMap(restsOf))]
  const words = await ctx.sql<{ word: string }[]>`
    select distinct word from help_rests where rest = any (${rests}) and scope = any (${scopes})`
  const near = words.flatMap(({ word }) => (unknown.some((each) => isNear(each, word)) ? [word] : []))
  if (near.length === 0) return []
  const rows = await ctx.sql<KnownWord[]>`
    select word, term, sum(articles)::int as articles from help_words
    where word = any (${near}) and scope = any (${scopes}) group by word, term order by articles desc, word`
  return [...rows]
}

type Row = Hit & { articleId: string; titleTerms: number; words: string[] }

/** The articles for which the sought words say most, and all that the search has of them. */
async function candidatesOf(ctx: TxCtx, scopes: string[], plan: Plan): Promise<Row[]> {
  const weights = new Map<string, number>()
  for (const { terms } of plan.groups)
    for (const { term, weight } of terms) weights.set(term, Math.max(weight, weights.get(term) ?? 0))
  if (weights.size === 0) return []
  const asked = [...weights]
  const share = Math.max(SHARE_MIN, Math.floor(POSTINGS_READ / asked.length))
  const inPhrases = new Set(plan.phrases.flat(2))
  const terms = [...new Set([...weights.keys(), ...inPhrases])]
  const rows = await ctx.sql<Row[]>`
    with promising as materialized (
      select best.article_id
      from unnest(${asked.map(([term]) => term)}::text[], ${asked.map(([, weight]) => weight)}::real[]) as asked(term, weight)
        cross join unnest(${scopes}::text[]) as s(scope)
        cross join lateral (
          select p.article_id, p.impact from help_postings p where p.scope = s.scope and p.term = asked.term collate "C"
          order by p.impact desc nulls last limit ${share}) best
      group by best.article_id order by sum(best.impact * asked.weight) desc, best.article_id limit ${CANDIDATES})
    select p.article_id as "articleId", p.title_terms as "titleTerms", p.term, p.impact, p.in_title as "inTitle", p.words,
      ${inPhrases.size > 0 ? ctx.sql`p.positions` : ctx.sql`p.positions[1:32]`} as positions
    from promising f join help_postings p on p.article_id = f.article_id
    where p.term = any (${terms}) and p.scope = any (${scopes})`
  return [...rows]
}

type Entry = {
  articleId: string
  slug: string
  title: string
  summary: string
  language: string
  checkedAt: HelpFind['checkedAt']
  sectionSlug: string
  sectionName: string
}

async function entriesOf(ctx: TxCtx, ids: readonly string[]): Promise<Map<string, Entry>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.sql<Entry[]>`
    select a.id as "articleId", a.slug, a.title, a.summary, a.language, a.checked_at as "checkedAt", s.slug as "sectionSlug", s.name as "sectionName"
    from articles a join article_sections s on s.id = a.top_section_id where a.id = any (${[...ids]}) and ${readableArticles(ctx)}`
  return new Map(rows.map((row) => [row.articleId, row]))
}

async function textsOf(ctx: TxCtx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.sql<{ articleId: string; text: string }[]>`
    select article_id as "articleId", left(text, ${TEXT_READ}) as text from help_texts where article_id = any (${[...ids]})`
  return new Map(rows.map(({ articleId, text }) => [articleId, text]))
}

function sectionsOf(entries: readonly Entry[]): HelpSearchSection[] {
  const counted = new Map<string, HelpSearchSection>()
  for (const { sectionSlug: slug, sectionName: name } of entries)
    counted.set(slug, { slug, name, finds: (counted.get(slug)?.finds ?? 0) + 1 })
  return [...counted.values()].sort((a, b) => b.finds - a.finds || (a.name < b.name ? -1 : 1))
}

function findOf(articleId: string, entry: Entry, text: string, { soughtIn }: Found): HelpFind {
  const { slug, title, language, checkedAt, sectionName } = entry
  const sought = soughtIn(articleId)
  return { articleId, slug, language, checkedAt, sectionName, title: highlight(title, sought), text: excerpt(text, sought) }
}
