// npm run bench:timing: what depends on time alone. The promise's arithmetic and ledgers per second, and whether the time that
// an answer takes tells what it must not: whether somebody has an account, or whether another organisation's case exists.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { tableOf } from '@/bench/figures'
import { askIn } from '@/bench/people'
import { secretFigures } from '@/bench/secrets'
import { currentInstant } from '@/lib/kernel/time'
import { printFailure } from './console.mjs'
import { assertEmbedded, findFilled, FULL_SIZE } from './fill/database'
import { fillDatabase } from './fill/fill'
import { progress } from './fill/progress'
import { TYPESCRIPT } from './parts.mjs'
import { root } from './place.mjs'

const SMALL_SIZE = 10_000

try {
  assertEmbedded()
  const arithmetic = await run(join('bench', 'arithmetic.ts'))
  const filled = (await findFilled(FULL_SIZE)) ?? (await findFilled(SMALL_SIZE)) ?? (await fill())
  const asked = await askIn(filled.urls, filled.now, 2)
  try {
    const figures = await secretFigures(asked, filled.urls)
    console.log(tableOf(figures))
    process.exitCode = arithmetic === 0 && figures.every(({ holds }) => holds !== false) ? 0 : 1
  } finally {
    await asked.client.end()
  }
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}

async function fill() {
  const bar = progress('Filling')
  const made = await fillDatabase(SMALL_SIZE, currentInstant(), bar.show)
  bar.end()
  return made
}

function run(program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...TYPESCRIPT, program], { cwd: root, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
