import 'server-only'
import type { TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import type { CaseStatus } from '../case'
import { corrected, excerpt, highlight, holdsAll, type Search } from '../search'
import { BLOCK, blockWord } from '../search-block'
import type { FoundCase } from '../list-views'
import type { Fragment } from './visible'

/** A word that no more cases hold is asked for in all of them at once. */
const RARE = 5_000
/** Common words are looked for in so many blocks of the newest cases, then in more; in all as soon as they prove to stand together in few. */
const SPANS = [1, 4, 16, Infinity]
const FEW = 3
/** Phrases of common words are read case by case: a further step is taken while this is likely not exceeded, in milliseconds. */
const PHRASE_SPANS = [4, 16, 64, Infinity]
const PHRASE_MS = 60
/** An unfinished word stands for so many that begin like it, those of most cases. */
const COMPLETIONS = 12
/** How alike a word must be to be the one that was meant. */
const ALIKE = 0.4
const MISSPELT_MIN = 4

/** The newest cases found. `older`: below which number to look for further ones, null when these are all; `cut`: for want of time. */
export type CasesFound = { readonly cases: readonly FoundCase[]; readonly older: number | null; readonly cut: boolean }

const NONE: CasesFound = { cases: [], older: null, cut: false }

/**
 * The cases that hold all terms in their subject, messages and internal notes together: the newest `limit` of those numbered below
 * `before`, of which those with all terms in the subject come first. With `tags` only cases that have all of them; without a term too. For staff;
 * throws Forbidden for everybody else.
 */
export async function findCases(
  ctx: TxCtx,
  search: Search,
  { limit, before, tags = [] }: { limit: number; before?: number; tags?: readonly string[] },
): Promise<CasesFound> {
  if (ctx.actor.kind !== 'staff') throw new Forbidden('cases.find')
  const tagIds = await idsOfTags(ctx, tags)
  if (tagIds.length < tags.length) return NONE
  if (search.terms.length === 0 && tags.length === 0) return NONE
  const asked = search.terms.length === 0 ? null : await ask(ctx, search)
  if (asked === null && search.terms.length > 0) return NONE
  const end = before ?? (await endOfNumbers(ctx))
  const { numbers, reached } =
    asked === null
      ? { numbers: await newestTagged(ctx, tagIds, limit + 1, end), reached: null }
      : await findNumbers(ctx, asked, limit + 1, end, haveTags(ctx, tagIds))
  const older = numbers.length > limit ? numbers[limit - 1]! : reached
  return { cases: await describe(ctx, numbers.slice(0, limit), search), older, cut: older !== null && older === reached }
}

/** The tags of these names, or those that they became part of; one that there is not is left out. */
async function idsOfTags({ sql }: TxCtx, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return []
  const rows = await sql<{ id: string }[]>`
    select distinct on (n.name) l.id from unnest(${[...names]}::text[]) n (name) join tags t on lower(t.name) = n.name
      join tags l on l.id = coalesce(t.merged_into_id, t.id) where l.removed_at is null order by n.name, t.merged_into_id is not null`
  return rows.map(({ id }) => id)
}

/** Which of the numbers found are of cases with all these tags. */
function haveTags({ sql }: TxCtx, tagIds: readonly string[]) {
  const each = tagIds.map(
    (id) => sql`and number in (select c.number from case_tags x join cases c on c.id = x.case_id where x.tag_id = ${id})`,
  )
  return each.length === 0 ? sql`` : sql`${each}`
}

async function newestTagged(
  { sql }: TxCtx,
  [first, ...others]: readonly string[],
  limit: number,
  below: number,
): Promise<number[]> {
  const each = others.map((id) => sql`and exists (select from case_tags y where y.case_id = c.id and y.tag_id = ${id})`)
  const rows = await sql<{ number: number }[]>`
    select c.number::int as number from case_tags x join cases c on c.id = x.case_id
    where x.tag_id = ${first!} and c.number < ${below} ${each.length === 0 ? sql`` : each} order by c.number desc limit ${limit}`
  return rows.map(({ number }) => number)
}

/** A search as the index takes it: how many cases hold its rarest term, and whether words must stand in order. */
type Asked = { readonly query: string; readonly rarest: number; readonly ordered: boolean }

/** Null when a word is in no case. */
async function ask({ sql }: TxCtx, { terms, unfinished }: Search): Promise<Asked | null> {
  const last = terms.length - 1
  const goesOn = unfinished ? terms[last]!.words.at(-1)! : null
  const heads = terms.map(({ text, words }, at) => (at === last && goesOn !== null ? words.slice(0, -1).join(' ') : text))
  const [parts, completions] = await Promise.all([
    sql<{ query: string; whole: string; rarest: number | null }[]>`
      select phraseto_tsquery('simple', t.head)::text as query, phraseto_tsquery('simple', t.whole)::text as whole,
        (select min(coalesce(w.cases, 0)) from unnest(tsvector_to_array(to_tsvector('simple', t.head))) l (word) left join search_words w on w.word = l.word)::int as rarest
      from unnest(${heads}::text[], ${terms.map(({ text }) => text)}::text[]) with ordinality t (head, whole, at) order by t.at`,
    goesOn === null
      ? []
      : sql<{ word: string; cases: number }[]>`
          select word, cases::int as cases from search_words
          where word like ${`${goesOn.toLowerCase()}%`} and word ~ '^[[:alnum:]]+$' order by cases desc, word limit ${COMPLETIONS}`,
  ])
  const queries: string[] = []
  let rarest = Infinity
  for (const [at, part] of parts.entries()) {
    const isLast = at === last && goesOn !== null
    if (isLast && completions.length === 0) return null
    const ends = completions.map(({ word }) => `'${word}'`).join(' | ')
    const holding = isLast ? completions.reduce((sum, { cases }) => sum + cases, 0) : Infinity
    rarest = Math.min(rarest, part.rarest ?? Infinity, holding)
    if (!isLast) queries.push(part.query)
    else queries.push(part.query === '' ? ends : `(${part.query}) <-> (${ends}) | ${part.whole}`)
  }
  const said = queries.filter((query) => query !== '')
  if (rarest === 0 || said.length === 0) return null
  const query = said.map((each) => `(${each})`).join(' & ')
  return { query, rarest, ordered: query.includes('<') }
}

/** Reads further and further back. `reached`: the number above which everything was read, null when that is all. */
async function findNumbers(ctx: TxCtx, { query, rarest, ordered }: Asked, limit: number, before: number, tagged: Fragment) {
  const spans = rarest <= RARE ? [Infinity] : ordered ? PHRASE_SPANS : SPANS
  const numbers: number[] = []
  const began = performance.now()
  let rate = 0
  let below = before
  for (const step of spans) {
    const span = !ordered && below < before - BLOCK && numbers.length < FEW ? Infinity : step
    const first = Math.floor((below - 1) / BLOCK)
    const isRest = span > first
    const spent = performance.now() - began
    if (ordered && rate > 0 && spent + rate * Math.min(span, first + 1) > PHRASE_MS) return { numbers, reached: below }
    const blocks = Array.from({ length: isRest ? 0 : span }, (_, at) => `'${blockWord(below - 1 - at * BLOCK)}'`)
    const within = isRest ? query : `(${blocks.join(' | ')}) & ${query}`
    const rows = await ctx.sql<{ number: number }[]>`
      with found as materialized (select case_number as number from search_documents where words @@ ${within}::tsquery)
      select number::int from found where number < ${below} ${tagged} order by number desc limit ${limit - numbers.length}`
    numbers.push(...rows.map(({ number }) => number))
    if (isRest || numbers.length === limit) break
    rate = (performance.now() - began - spent) / span
    below = (first - span + 1) * BLOCK
  }
  return { numbers, reached: null }
}

async function endOfNumbers({ sql }: TxCtx): Promise<number> {
  const [row] = await sql<{ end: number }[]>`select coalesce(max(number), 0)::int + 1 as end from cases`
  return row!.end
}

type Row = {
  reference: string
  subject: string
  organisation: string
  status: CaseStatus
  place: 'message' | 'note' | null
  body: string | null
}

/** Each case with the text that holds most of the words; the newest of them. */
async function describe({ sql }: TxCtx, numbers: readonly number[], search: Search): Promise<FoundCase[]> {
  if (numbers.length === 0) return []
  const words = search.terms.flatMap((term) => term.words.map((word) => word.toLowerCase()))
  const rows = await sql<Row[]>`
    select i.case_prefix || '-' || c.number as reference, c.subject, o.name as organisation, c.status, t.place, t.body
    from unnest(${[...numbers]}::bigint[]) k (number) join cases c on c.number = k.number cross join installation i
    join organisations o on o.id = c.organisation_id
    left join lateral (
      select t.place, t.body from (
        select 'message' as place, m.id, m.body from case_messages m where m.case_id = c.id
        union all select 'note', n.id, n.body from case_notes n where n.case_id = c.id) t
      cross join lateral (select count(*) as held from unnest(${words}::text[]) w where position(w in lower(t.body)) > 0) h
      where h.held > 0 order by h.held desc, t.id desc limit 1) t on true
    order by c.number desc`
  const found = rows.map(({ subject, place, body, ...row }): FoundCase => {
    const ofSubject = body === null || holdsAll(subject, search)
    return {
      ...row,
      subject: highlight(subject, search),
      place: ofSubject ? 'subject' : (place ?? 'subject'),
      text: ofSubject ? null : excerpt(body, search),
    }
  })
  return [...found.filter(({ place }) => place === 'subject'), ...found.filter(({ place }) => place !== 'subject')]
}

/** The search with the words that were probably meant in the place of words that no case holds; null when there are none. For staff. */
export async function correctSearch(ctx: TxCtx, search: Search): Promise<Search | null> {
  if (ctx.actor.kind !== 'staff') throw new Forbidden('cases.find')
  const words = search.terms.flatMap((term) => term.words.map((word) => word.toLowerCase()))
  const typed = [...new Set(words)].filter((word) => word.length >= MISSPELT_MIN)
  if (typed.length === 0) return null
  const rows = await ctx.sql<{ typed: string; meant: string }[]>`
    select t.typed, w.word as meant from unnest(${typed}::text[]) t (typed) cross join lateral (
      select word from search_words where word % t.typed and similarity(word, t.typed) >= ${ALIKE} and word ~ '^[[:alpha:]]+$'
      order by similarity(word, t.typed) desc, cases desc, word limit 1) w
    where not exists (select from search_words known where known.word = t.typed)`
  return rows.length === 0 ? null : corrected(search, new Map(rows.map(({ typed, meant }) => [typed, meant])))
}
