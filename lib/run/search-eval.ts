// npm run search:eval -- PAGES QUERIES [--json]: moves a folder of pages into a database of its own, asks it judged queries by the
// code of the help centre as a visitor, and prints how good the answers are. Ends with `N passed, N failed` over its gates.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createClient } from '@/db/client'
import { createContext } from '@/db/context'
import { createWorld } from '@/db/seed/world'
import { importArticles } from '@/lib/knowledge/commands/import'
import { searchHelp } from '@/lib/knowledge/queries/search'
import { ANONYMOUS } from '@/lib/kernel/actor'
import { currentInstant } from '@/lib/kernel/time'
import { printFailure, Unable } from './console.mjs'
import { freshDatabase } from './fresh-database'
import { readFiles } from './moving-in/read-files'
import { Judged, measure, summary, type Measured } from './search-eval/measures'

const USAGE = 'npm run search:eval -- ../shared/data/help/pages ../shared/data/help/queries.jsonl'
/** What the search is held to, in all. */
const GATES = [
  { name: 'nDCG@5 of 0.64 or more', holds: (all: ReturnType<typeof summary>) => all.ndcg5 >= 0.64 },
  { name: 'success@3 of 0.78 or more', holds: (all: ReturnType<typeof summary>) => all.success3 >= 0.78 },
  { name: 'no query without result', holds: (all: ReturnType<typeof summary>) => all.none === 0 },
]

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
  const [pages, queries, ...more] = positionals
  if (!pages || !queries || more.length > 0) throw new Unable('Name a folder of pages and a file of judged queries.', USAGE)
  process.exitCode = await evaluate(pages, readQueries(queries), values.json ?? false)
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}

function readQueries(file: string): Judged[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return []
    const read = Judged.safeParse(JSON.parse(line))
    if (!read.success)
      throw new Unable(`Line ${at + 1} of ${file} is no judged query.`, 'It needs id, need, query, kind and relevant.')
    return [read.data]
  })
}

async function evaluate(pages: string, judged: readonly Judged[], json: boolean): Promise<number> {
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const { name, files, left } = readFiles(pages)
  const urls = await freshDatabase('concord_search_eval', 'test')
  const client = createClient(urls.app, { max: 2, deadlineMs: 60_000, applicationName: 'concord search:eval' })
  try {
    const now = currentInstant()
    const world = await createWorld(client, now)
    const moveIn = () =>
      importArticles(world.as(world.staff.administrator), { source: name, files, audience: 'everyone', dryRun: false })
    const lines = await moveIn()
    const again = await moveIn()
    const pageOf = new Map(lines.flatMap(({ slug, path }) => (slug === null ? [] : [[slug, path.replace(/\.[a-z]+$/i, '')]])))
    const skipped = [...left, ...lines.filter(({ outcome }) => outcome === 'skipped')]
    say(`• ${pageOf.size} pages moved in, ${skipped.length} skipped`)
    for (const { path, reason } of skipped) say(`  ${path}: ${reason}`)

    const visitor = createContext(ANONYMOUS, now, { client })
    await searchHelp(visitor, judged[0]!.query)
    const measured: Measured[] = []
    for (const each of judged) {
      const began = performance.now()
      const { finds } = await searchHelp(visitor, each.query)
      const ms = performance.now() - began
      measured.push(
        measure(
          each,
          finds.map(({ slug }) => pageOf.get(slug) ?? slug),
          ms,
        ),
      )
    }
    const moved = {
      name: `all ${files.length} pages moved in, and nothing changed by moving them in again`,
      holds: skipped.length === 0 && again.every(({ outcome }) => outcome === 'unchanged') && again.length === files.length,
    }
    return report(measured, json, moved)
  } finally {
    await client.end()
  }
}

function report(measured: readonly Measured[], json: boolean, moved: { name: string; holds: boolean }): number {
  const groups: [string, readonly Measured[]][] = [
    ['all', measured],
    ...[...Map.groupBy(measured, ({ half }) => half)].sort().map(([half, each]) => [`  ${half}`, each] as [string, Measured[]]),
    ...[...Map.groupBy(measured, ({ kind }) => kind)].sort().map(([kind, each]) => [kind, each] as [string, Measured[]]),
  ]
  const rows = groups.map(([name, each]) => ({ name, ...summary(each) }))
  if (json) console.log(JSON.stringify(rows, null, 2))
  else {
    console.log('                queries  nDCG@5  success@1  success@3  no result  ms p50   p95')
    for (const { name, queries, ndcg5, success1, success3, none, p50, p95 } of rows)
      console.log(
        `${name.padEnd(16)}${String(queries).padStart(7)}${ndcg5.toFixed(3).padStart(8)}${success1.toFixed(3).padStart(11)}` +
          `${success3.toFixed(3).padStart(11)}${`${(none * 100).toFixed(1)} %`.padStart(11)}${p50.toFixed(1).padStart(8)}${p95.toFixed(1).padStart(6)}`,
      )
  }
  const gates = [...GATES.map(({ name, holds }) => ({ name, holds: holds(rows[0]!) })), moved]
  const failed = gates.filter(({ holds }) => !holds)
  for (const { name } of failed) console.log(`✗ missed: ${name}`)
  console.log(`${gates.length - failed.length} passed, ${failed.length} failed`)
  return failed.length > 0 ? 1 : 0
}
