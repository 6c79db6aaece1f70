// The search of the help centre in 20,000 articles of invented words, whose frequencies fall as those of a language do (Zipf). Database
// time with what the process adds, on one connection, as a visitor.
import postgres from 'postgres'
import type { DbClient } from '@/db/client'
import { createContext, inTransaction } from '@/db/context'
import { createWorld } from '@/db/seed/world'
import { importArticles } from '@/lib/knowledge/commands/import'
import { knownFor } from '@/lib/cases/known-problem'
import { searchHelp, suggestHelp } from '@/lib/knowledge/queries/search'
import { ANONYMOUS, type Customer } from '@/lib/kernel/actor'
import type { Instant } from '@/lib/kernel/time'
import { takeHelpTurn } from '@/lib/knowledge/commands/searches'
import { SUGGEST_LINE_MAX, SUGGEST_REST_MS } from '@/lib/knowledge/deflection'
import { median, ms, quantile, type Figure } from './figures'

export const HELP_ARTICLES = 20_000
const WRITTEN = 400
const P95_MS = 30
/** From the last key to the server's answer. */
const BESIDE_MS = 300
const ROUNDS = 5

const SYLLABLES = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'zu', 'dar', 'fen', 'gil', 'hom', 'jus', 'pal']
/** The word of a rank, the most frequent first: always the same. */
export const wordOf = (rank: number): string => {
  let word = ''
  for (let rest = rank + 17; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) word += SYLLABLES[rest % SYLLABLES.length]!
  return word
}

/** Ranks as a language has them, always the same. */
function* ranks(): Generator<number> {
  for (let state = 42; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield Math.floor(20_000 ** (state / 2 ** 32)) - 1
  }
}

/** Writes 400 articles by the product's own import, and 49 copies of each past it, with what the search has of them. */
export async function fillHelp(client: DbClient, ownerUrl: string, now: Instant): Promise<void> {
  const world = await createWorld(client, now)
  const drawn = ranks()
  const words = (count: number) => Array.from({ length: count }, () => wordOf(drawn.next().value!)).join(' ')
  await importArticles(world.as(world.staff.administrator), {
    ...{ source: 'bench', audience: 'everyone', dryRun: false },
    files: Array.from({ length: WRITTEN }, (_, at) => ({
      path: `section-${at % 20}/article-${at}.md`,
      matter: { title: words(5), summary: words(15) },
      body: Array.from({ length: 6 }, () => `## ${words(4)}\n\n${words(80)}`).join('\n\n'),
    })),
  })
  const copies = HELP_ARTICLES / WRITTEN
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await owner.unsafe(`
      create temp table copied as select id as old, gen_random_uuid() as new, n from articles cross join generate_series(2, ${copies}) n;
      insert into articles (id, section_id, top_section_id, slug, language, audience, owner_id, title, summary, body, check_by, created_at, reading)
        select new, section_id, top_section_id, slug || '-copy-' || n, language, audience, owner_id, title, summary, body, check_by, created_at, reading
        from copied join articles on id = old;
      insert into article_versions (article_id, number, title, summary, body, reason, published_by, published_at)
        select new, number, title, summary, '', reason, published_by, published_at from copied join article_versions on article_id = old;
      update articles set published_number = 1, published_at = created_at where published_number is null;
      insert into help_texts select new, scopes, dictionary, text from copied join help_texts on article_id = old;
      update help_terms set articles = articles * ${copies};
      update help_words set articles = articles * ${copies};
      update help_scopes set articles = articles * ${copies};`)
    await withoutIndexes(
      owner,
      'help_postings',
      () =>
        owner`
          insert into help_postings select scope, term, new, words, impact, in_title, title_terms, positions
            from copied join help_postings on article_id = old`,
    )
    await owner`vacuum analyze`
  } finally {
    await owner.end()
  }
}

/** Fills a table while it has neither indexes nor constraints, and gives it back the same ones: row by row they would take minutes. */
async function withoutIndexes(owner: postgres.Sql, table: string, fill: () => PromiseLike<unknown>): Promise<void> {
  const constraints = await owner<{ name: string; definition: string }[]>`
    select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = ${table}::regclass and contype in ('p', 'u', 'f')`
  const indexes = await owner<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index i
    where indrelid = ${table}::regclass and not exists (select from pg_constraint where conindid = i.indexrelid)`
  for (const { name } of constraints) await owner`alter table ${owner(table)} drop constraint ${owner(name)}`
  for (const { name } of indexes) await owner`drop index ${owner(name)}`
  await fill()
  await owner`set maintenance_work_mem = '512MB'`
  for (const { name, definition } of constraints)
    await owner`alter table ${owner(table)} add constraint ${owner(name)} ${owner.unsafe(definition)}`
  for (const { definition } of indexes) await owner.unsafe(definition)
}

const said = (...ranks: number[]) => ranks.map(wordOf).join(' ')
const QUESTIONS: Record<string, readonly string[]> = {
  'one word, rare to common': [4_000, 800, 120, 15, 1].map((rank) => `${said(rank)} `),
  'two words': [`${said(40, 900)} `, `${said(300, 310)} `, `${said(5, 9)} `],
  'a question of nine words': [`${said(1, 3, 700, 12, 60, 2, 2_500, 30, 8)} `, `${said(2, 4, 6, 8, 10, 12, 14, 16, 18)} `],
  'a phrase': [`"${said(1, 2)}" `, `"${said(50, 3)}" `],
  slips: [said(900), said(2_000, 3_000), said(90, 4_500)].map((line) => `${line.replace(/(..)(.)(.)/, '$1$3$2')} `),
  'an unfinished word': [said(700).slice(0, 4), said(3, 60).slice(0, -2), said(4).slice(0, 3)],
  'words that nobody wrote': ['xylophone quartz ', 'zzyzx '],
}

/** What somebody has typed into a new case, longer each time: the server is asked at each of these pauses. */
function typedLines(): string[] {
  const drawn = ranks()
  const whole = Array.from({ length: 80 }, () => wordOf(drawn.next().value!))
    .join(' ')
    .slice(0, SUGGEST_LINE_MAX)
  return [12, 30, 60, 120, 200, 300, SUGGEST_LINE_MAX].map((length) => whole.slice(0, length))
}

/** As many known problems as are read at most, and synonyms, in words of the same language. */
function knownTexts() {
  const drawn = ranks()
  const words = (count: number) => Array.from({ length: count }, () => wordOf(drawn.next().value!)).join(' ')
  const known = { category: 'problem' as const }
  return {
    problems: Array.from({ length: 400 }, () => ({ ...known, title: words(10), body: words(60) })),
    synonyms: Array.from({ length: 200 }, () => [words(1), words(2), words(1)]),
  }
}

/** What a customer waits for beside the form: the rest of the fingers, the turn that is taken, the articles, and what is known already. */
async function besideForm(client: DbClient, now: Instant): Promise<number[]> {
  const system = createContext({ kind: 'system', job: 'bench' }, now, { client })
  const [member] = await inTransaction(
    system,
    (ctx) => ctx.sql<Pick<Customer, 'userId' | 'organisationId'>[]>`
      select user_id as "userId", organisation_id as "organisationId" from memberships order by user_id limit 1`,
  )
  const actor: Customer = { kind: 'customer', ...member!, isAdministrator: false, name: 'Bench', timeZone: 'UTC' }
  const took: number[] = []
  const ctx = createContext(actor, now, { client })
  const { problems, synonyms } = knownTexts()
  for (let round = -1; round < ROUNDS; round++)
    for (const line of typedLines()) {
      const began = performance.now()
      await takeHelpTurn(ctx, '')
      await suggestHelp(ctx, line)
      knownFor({ q: line, category: 'problem' }, problems, synonyms)
      if (round >= 0) took.push(SUGGEST_REST_MS + performance.now() - began)
    }
  return took
}

/** Each kind of line with its median, then all of them together, and suggestions, against their gate. */
export async function helpFigures(client: DbClient, now: Instant): Promise<Figure[]> {
  const group = `Search of the help centre in ${HELP_ARTICLES.toLocaleString('en-GB')} articles, ${ROUNDS} rounds`
  const ctx = createContext(ANONYMOUS, now, { client })
  const took = new Map(Object.keys(QUESTIONS).map((kind) => [kind, [] as number[]]))
  const suggested: number[] = []
  for (let round = -1; round < ROUNDS; round++)
    for (const [kind, lines] of Object.entries(QUESTIONS))
      for (const line of lines) {
        const began = performance.now()
        await searchHelp(ctx, line)
        const between = performance.now()
        await suggestHelp(ctx, line.trim())
        if (round < 0) continue
        took.get(kind)!.push(between - began)
        suggested.push(performance.now() - between)
      }
  const beside = await besideForm(client, now)
  const besideTail = quantile(beside, 0.95)
  const all = [...took.values()].flat()
  const tail = quantile(all, 0.95)
  const held = (name: string, each: readonly number[]): Figure => ({
    group,
    name,
    value: ms(median(each)),
    ratio: `p95 ${ms(quantile(each, 0.95))}`,
  })
  return [
    ...[...took].map(([name, each]) => held(name, each)),
    held('suggestions while typing', suggested),
    {
      ...{ group, name: 'beside the form for a new case: last key to answer, p95' },
      ...{ value: ms(besideTail), ratio: `${SUGGEST_REST_MS} ms of it wait for the next key` },
      ...{ gate: `≤ ${BESIDE_MS} ms`, holds: besideTail <= BESIDE_MS },
    },
    { group, name: 'all, median', value: ms(median(all)) },
    { group, name: 'all, p95', value: ms(tail), gate: `≤ ${P95_MS} ms`, holds: tail <= P95_MS },
  ]
}
