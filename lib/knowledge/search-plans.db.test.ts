import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction, type TxCtx } from '@/db/context'
import { createWorld, type World } from '@/lib/identity/testing/world'
import { importArticles } from './commands/import'

const ARTICLES = 4_000
let world: World
beforeAll(async () => {
  world = await createWorld()
  await importArticles(world.as('admin'), {
    ...{ source: 'kb', audience: 'everyone', dryRun: false },
    files: [{ path: 'a.md', matter: {}, body: 'One.' }],
  })
  await world.owner.begin(
    async ({ sql }) => {
      await sql`create temp table more on commit drop as select id as old, gen_random_uuid() as id, n from articles cross join generate_series(1, ${ARTICLES}) n`
      await sql`
        insert into articles (id, section_id, top_section_id, slug, language, audience, owner_id, title, summary, body, check_by, created_at)
        select m.id, section_id, top_section_id, 'a-' || n, language, audience, owner_id, title, summary, body, check_by, created_at
        from more m join articles a on a.id = m.old`
      await sql`
        insert into help_postings (scope, term, article_id, words, impact, in_title, title_terms, positions)
        select 'everyone', 'term' || (n * k * k) % (97 + k * 200), id, array['word'], 1, false, 1, array[n] from more cross join generate_series(1, 12) k
        on conflict do nothing`
      await sql`insert into help_words select 'everyone', 'word' || n, 'word' || n, 1 from generate_series(1, 20000) n`
      await sql`insert into help_rests select 'r' || n || '-' || k, 'everyone', 'word' || n from generate_series(1, 20000) n cross join generate_series(1, 8) k`
      await sql`analyze help_postings, help_words, help_rests, articles`
    },
    { deadlineMs: 60_000 },
  )
})
afterAll(() => world.end())

/** The plan of a statement as a visitor has it: below row-level security. */
const planOf = (ask: (ctx: TxCtx) => PromiseLike<readonly unknown[]>) =>
  inTransaction(world.anonymous(), async (ctx) =>
    (await ask(ctx)).map((row) => String((row as Record<string, unknown>)['QUERY PLAN'])).join('\n'),
  )
const SCOPES = ['everyone']

test('the promising articles come from the words that were typed, and from no other row', async () => {
  const plan = await planOf(
    ({ sql }) => sql`explain select best.article_id
      from unnest(${['term7', 'term11']}::text[]) as asked(term) cross join unnest(${SCOPES}::text[]) as s(scope)
        cross join lateral (
          select p.article_id, p.impact from help_postings p where p.scope = s.scope and p.term = asked.term collate "C"
          order by p.impact desc nulls last limit 300) best
      group by best.article_id order by sum(best.impact) desc, best.article_id limit 150`,
  )
  expect(plan).toMatch(/Index (Only )?Scan using help_postings_impact_idx/)
  expect(plan).not.toContain('Seq Scan on help_postings')
})

test('what the search has of an article comes by its id', async () => {
  const plan = await planOf(
    ({ sql }) => sql`explain with promising as materialized (select id as article_id from articles limit 200)
      select p.term from promising f join help_postings p on p.article_id = f.article_id where p.term = any (${['term7']}) and p.scope = any (${SCOPES})`,
  )
  expect(plan).toContain('help_postings_')
  expect(plan).not.toContain('Seq Scan on help_postings')
})

test('slips and beginnings come from their indexes', async () => {
  const slips = await planOf(
    ({ sql }) =>
      sql`explain select distinct word from help_rests where rest = any (${['r7-1', 'r9-2']}) and scope = any (${SCOPES})`,
  )
  expect(slips).toMatch(/Scan (using|on) help_rests_rest_scope_word_pk/)
  const going = await planOf(
    ({ sql }) => sql`explain select word, term, sum(articles) from help_words
      where scope = any (${SCOPES}) and word > ${'word123'} and word < ${'word123\u{10ffff}'} group by word, term`,
  )
  expect(going).toMatch(/Scan (using|on) help_words_word_scope_term_pk/)
})
