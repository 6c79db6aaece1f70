// npm run bench [-- --json] [-- --only database,search,help,opening,uploads,web] [-- --drop]: measures the product on a million cases and on ten
// thousand, beside what its framework and its database take for the like in the same run, and says which gates hold. Fills
// the databases when they are missing; --drop removes them in the end.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { queueFigures, otherFigures, timeQueue } from '@/bench/database'
import { tableOf, type Figure } from '@/bench/figures'
import { fillHelp, helpFigures } from '@/bench/help'
import { buildFloor, fillFloor } from '@/bench/floor'
import { openingFigures } from '@/bench/opening'
import { askIn, type Asked } from '@/bench/people'
import { searchFigures } from '@/bench/search'
import { uploadFigures } from '@/bench/uploads'
import { webFigures } from '@/bench/web'
import { createClient } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { currentInstant } from '@/lib/kernel/time'
import { build, needsBuild } from './build.mjs'
import { printFailure, Unable } from './console.mjs'
import { assertEmbedded, databaseOfSize, dropFilled, findFilled, FULL_SIZE } from './fill/database'
import { fillDatabase } from './fill/fill'
import { progress } from './fill/progress'
import { freshDatabase } from './fresh-database'
import { root } from './place.mjs'

const SMALL_SIZE = 10_000
const PARTS = ['database', 'search', 'help', 'opening', 'uploads', 'web'] as const
type Part = (typeof PARTS)[number]

try {
  process.exitCode = await bench()
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}

async function bench(): Promise<number> {
  const { json, only, drop } = readArguments()
  assertEmbedded()
  mkdirSync(join(root, '.data'), { recursive: true })
  let full: Promise<Filled> | undefined
  const large = () => (full ??= filled(FULL_SIZE))
  const figures: Figure[] = []
  if (only.includes('database')) figures.push(...(await databasePart(await large())))
  if (only.includes('search')) {
    say('• The search of the desk')
    figures.push(...(await asking(await large(), 1, searchFigures)))
  }
  if (only.includes('help')) figures.push(...(await helpPart()))
  if (only.includes('web')) figures.push(...(await webPart(await large())))
  if (only.includes('opening')) {
    say('• Opening cases')
    const { urls } = await large()
    figures.push(...(await asking(await large(), 10, (asked) => openingFigures(asked, urls, FULL_SIZE))))
  }
  if (only.includes('uploads')) {
    say('• Ten uploads of 200 MB at once')
    if (needsBuild()) await build()
    const small = await filled(SMALL_SIZE)
    figures.push(...(await asking(small, 1, (asked) => uploadFigures(asked, small.urls))))
  }
  if (drop) await dropFilled()
  const missed = figures.filter(({ holds }) => holds === false)
  if (json) console.log(JSON.stringify({ figures, missed: missed.length }, null, 2))
  else
    console.log(
      `${tableOf(figures)}\n\n${missed.length === 0 ? 'Every gate holds.' : `${missed.length} figures miss their gates.`}`,
    )
  return missed.length === 0 ? 0 : 1
}

type Filled = NonNullable<Awaited<ReturnType<typeof findFilled>>>

async function databasePart(large: Filled): Promise<Figure[]> {
  const small = await filled(SMALL_SIZE)
  say('• Database time, a million cases beside ten thousand')
  return asking(small, 1, (fewer) =>
    asking(large, 1, async (asked) => {
      const bar = progress('Queue')
      const timings = await timeQueue(asked, fewer, bar.show)
      bar.end()
      return [...queueFigures(timings), ...(await otherFigures(asked))]
    }),
  )
}

async function helpPart(): Promise<Figure[]> {
  const now = currentInstant()
  say('• The search of the help centre: writing 20,000 articles')
  const urls = await freshDatabase('concord_bench_help', 'test')
  const client = createClient(urls.app, { max: 1, deadlineMs: 60_000, applicationName: 'concord bench' })
  try {
    await fillHelp(client, urls.owner, now)
    return await helpFigures(client, now)
  } finally {
    await client.end()
  }
}

async function webPart(large: Filled): Promise<Figure[]> {
  say('• Building the product and the bare framework')
  if (needsBuild()) await build()
  await buildFloor()
  await fillFloor(large.urls.owner)
  return asking(large, 2, (asked) => webFigures(asked, large.urls, (what) => say(`• ${what}`)))
}

async function asking<T>({ urls, now }: Filled, connections: number, run: (asked: Asked) => Promise<T>): Promise<T> {
  const asked = await askIn(urls, now, connections)
  try {
    return await run(asked)
  } finally {
    await asked.client.end()
  }
}

async function filled(cases: number): Promise<Filled> {
  const found = await findFilled(cases)
  if (found) {
    await migrateDatabase({ ownerUrl: found.urls.owner, kind: 'test' })
    return found
  }
  const bar = progress(`Filling ${databaseOfSize(cases)}`)
  const made = await fillDatabase(cases, currentInstant(), bar.show)
  bar.end()
  return made
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function readArguments(): { json: boolean; only: readonly Part[]; drop: boolean } {
  const usage = `npm run bench [-- --json] [--only ${PARTS.join(',')}] [--drop]`
  try {
    const {
      json = false,
      only,
      drop = false,
    } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' }, drop: { type: 'boolean' } } }).values
    const parts = only === undefined ? PARTS : PARTS.filter((part) => only.split(',').includes(part))
    if (parts.length === 0) throw new Error(`--only names none of ${PARTS.join(', ')}.`)
    return { json, only: parts, drop }
  } catch (error) {
    throw new Unable((error as Error).message, usage, { cause: error })
  }
}
