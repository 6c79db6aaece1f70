import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { plainText } from '@/lib/kernel/markdown'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { canSeeSimilar } from '../policy'
import { BLOCK, blockWord } from '../search-block'
import { similarWords, weightOf, type KnownWord, type SimilarWords } from '../similar'
import type { SimilarCase } from '../list-views'
import { named, visibleCases, type Fragment } from './visible'

const SHOWN = 5
/** Pairs of common words are looked for in so many blocks of the newest cases. */
const BLOCKS = 4
/** So many of those that hold the words are looked at, from the newest down, whether they are resolved. */
const LOOKED_AT = 2_000
/** So many candidates are weighed, of the organisation and of all. */
const CANDIDATES = 150
/** In an organisation one telling word is enough; so many are asked for. */
const OWN_WORDS = 4
/** A slip is mended where a word is this much like one that cases hold; at most so many of a case. */
const ALIKE = 0.5
const SLIPS = 2

/**
 * Resolved and closed cases about the same, for the staff who answer this one: those of its organisation first, then those that
 * share the most telling words, the newest of equals. Throws NotFound, and Forbidden for anybody but staff: others' words are in them.
 */
export async function listSimilarCases(ctx: Ctx, reference: string): Promise<readonly SimilarCase[]> {
  if (!canSeeSimilar(ctx.actor)) throw new Forbidden('cases.similar')
  return read(ctx, async (ctx) => {
    const [of] = await ctx.sql<Of[]>`
      select c.id, c.number, c.organisation_id as "organisationId", c.subject,
        (select coalesce(max(case_number), 0)::int from search_documents) as newest,
        (select greatest(reltuples, 1)::int from pg_class where oid = 'search_documents'::regclass) as documents
      from cases c cross join installation i where ${named(ctx, reference)} and ${visibleCases(ctx)}`
    if (!of) throw new NotFound('case')
    await ctx.sql`select set_config('enable_seqscan', 'off', true)`
    const all = Math.max(of.documents, 100)
    const sought = similarWords(await knownWords(ctx, of.subject), all)
    if (sought.rare.length + sought.pairs.length === 0) return []
    return weigh(ctx, of, sought, all)
  })
}

type Of = { id: string; number: number; organisationId: string; subject: string; newest: number; documents: number }

/** The words of a subject as cases hold them; for one that no other case holds, the word that was probably meant. */
async function knownWords({ sql }: TxCtx, subject: string): Promise<KnownWord[]> {
  const known = await sql<KnownWord[]>`
    select l.word, coalesce(w.cases, 0)::int as cases from unnest(tsvector_to_array(to_tsvector('simple', ${subject}))) l (word)
    left join search_words w on w.word = l.word`
  const slips = known.filter(({ word, cases }) => cases <= 1 && /^\p{L}{5,}$/u.test(word)).slice(0, SLIPS)
  if (slips.length === 0) return [...known]
  const meant = await sql<KnownWord[]>`
    select w.word, w.cases::int as cases from unnest(${slips.map(({ word }) => word)}::text[]) t (typed) cross join lateral (
      select word, cases from search_words where word % t.typed and word <> t.typed and similarity(word, t.typed) >= ${ALIKE} and cases > 1
      order by similarity(word, t.typed) desc, cases desc, word limit 1) w`
  return [...known, ...meant]
}

async function weigh(ctx: TxCtx, of: Of, sought: SimilarWords, all: number): Promise<readonly SimilarCase[]> {
  const { sql } = ctx
  const words = [...new Map([...sought.rare, ...sought.pairs.flat()].map((each) => [each.word, each])).values()]
  const rows = await sql<(Omit<SimilarCase, 'shared'> & { shared: string[]; resolvedAt: Instant })[]>`
    with found as materialized (
      select d.case_number as number from search_documents d where d.words @@ ${queryOf(sought, of.newest)}::tsquery
      order by d.case_number desc limit ${LOOKED_AT}),
    everywhere as materialized (
      select f.number from found f join cases c on c.number = f.number where ${isOver(ctx)} order by f.number desc limit ${CANDIDATES}),
    own as materialized (
      select c.number from case_words w join cases c on c.organisation_id = w.organisation_id and c.id = w.case_id
      where w.words @@ ${ownQuery(words.slice(0, OWN_WORDS), of.organisationId)}::tsquery and w.organisation_id = ${of.organisationId}
        and ${isOver(ctx)}
      order by c.number desc limit ${CANDIDATES}),
    weighed as (
      select d.case_number as number, sum(s.weight) as weight, array_agg(s.word order by s.weight desc) as shared
      from (select number from everywhere union select number from own) k join search_documents d on d.case_number = k.number
      cross join unnest(${words.map(({ word }) => word)}::text[], ${words.map((each) => weightOf(each, all))}::float8[]) s (word, weight)
      where d.case_number <> ${of.number} and d.words @@ ('''' || s.word || '''')::tsquery group by d.case_number)
    select i.case_prefix || '-' || c.number as reference, c.subject, o.name as "organisationName",
      c.organisation_id = ${of.organisationId} as "isSameOrganisation", coalesce(c.resolved_at, c.closed_at) as "resolvedAt", w.shared,
      (select m.body from case_messages m where m.case_id = c.id and m.author_kind = 'staff' order by m.created_at desc, m.id desc limit 1) as answer
    from weighed w join cases c on c.number = w.number join organisations o on o.id = c.organisation_id cross join installation i
    order by "isSameOrganisation" desc, w.weight desc, c.number desc limit ${SHOWN}`
  return rows.map(({ answer, ...row }) => ({ ...row, answer: answer === null ? null : shortened(answer) }))
}

/** Solved, and not gone on with in another case. */
function isOver({ sql }: TxCtx): Fragment {
  return sql`c.status in ('resolved', 'closed') and c.merged_into_id is null and coalesce(c.resolved_at, c.closed_at) is not null`
}

/** A rare word anywhere, or two common ones together among the newest. Words are letters and digits: none is an operator. */
function queryOf({ rare, pairs }: SimilarWords, newest: number): string {
  const blocks = Array.from({ length: BLOCKS }, (_, at) => newest - at * BLOCK).filter((number) => number >= 0)
  const within = `(${blocks.map((number) => `'${blockWord(number)}'`).join(' | ')})`
  return [
    ...rare.map(({ word }) => `'${word}'`),
    ...pairs.map(([one, other]) => `${within} & '${one.word}' & '${other.word}'`),
  ].join(' | ')
}

/** The same words as customers' index has them: with the end of the organisation's id before each (words_within). */
function ownQuery(words: readonly KnownWord[], organisationId: string): string {
  return words.map(({ word }) => `'${organisationId.slice(-4)}${word.slice(0, 40)}'`).join(' | ')
}

const ANSWER_SHOWN = 180

function shortened(answer: string): string {
  const line = plainText(answer)
  return line.length <= ANSWER_SHOWN ? line : `${line.slice(0, ANSWER_SHOWN).replace(/\s+\S*$/, '')} …`
}
