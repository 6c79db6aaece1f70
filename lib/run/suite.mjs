// The parts of the check, in one place. Each is run once and answers with how many of its tests passed and failed; a tool
// such as the type checker counts as one. A test that was skipped, or passed only when repeated, has not passed.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, needsBuild } from './build.mjs'
import { TYPESCRIPT } from './parts.mjs'
import { root } from './place.mjs'
import { countOfPlaywright, countOfVitest } from './reports.mjs'

/**
 * @typedef {import('./reports.mjs').Count} Count
 * @typedef {{ name: string, run: () => Promise<Count> }} Part
 */

const bin = {
  oxfmt: 'node_modules/oxfmt/bin/oxfmt',
  next: 'node_modules/next/dist/bin/next',
  tsc: 'node_modules/typescript-native/bin/tsc',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  vitest: 'node_modules/vitest/vitest.mjs',
}

/** Variables that would point a test at somebody's installation. */
const FOREIGN = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'DATABASE_WORKER_URL',
  'AUTH_SECRET',
  'APP_ORIGIN',
  'SMTP_URL',
  'NEXTAUTH_URL',
  'NEXTAUTH_SECRET',
  'PORT',
  'HOST',
  'NODE_ENV',
]

/** The environment for tests: nothing of an installation that somebody named. */
export function testEnvironment() {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.includes(name))),
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

/** Judged without running anything of ours. @type {Part[]} */
export const STATIC_PARTS = [
  { name: 'types', run: types },
  { name: 'lint', run: () => tool([bin.oxlint, '--config', 'oxlint.config.mjs', '.']) },
  { name: 'formatting', run: () => tool([bin.oxfmt, '--check']) },
  {
    name: 'import boundaries',
    run: () =>
      tool([
        bin.depcruise,
        '--config',
        'lib/boundaries.mjs',
        ...['app', 'components', 'db', 'lib', 'e2e'].filter((folder) => existsSync(join(root, folder))),
      ]),
  },
]

/** After the types of the routes were made, which stand in no file of ours. */
async function types() {
  const made = await tool([bin.next, 'typegen'])
  return made.failed ? made : tool([bin.tsc, '--noEmit', '--incremental', 'false', '-p', '.'])
}

/** What needs nothing but Node. @type {Part} */
export const RULE_PART = { name: 'rule tests', run: () => vitest(['--project', 'rules*']) }

const MATRIX = 'lib/web/access.db.test.ts'

/** Every function of the data-access layer × everybody, against a real PostgreSQL: one file, which keeps one process busy. @type {Part} */
export const MATRIX_PART = {
  name: 'access matrix by function',
  run: () => vitest(['--project', 'data*', '--maxWorkers=1', MATRIX]),
}

/** The other data, access and fault tests, against a real PostgreSQL. @type {Part} */
export const DATA_PART = {
  name: 'data, access and fault tests',
  run: () => vitest(['--project', 'data*', '--exclude', MATRIX]),
}

/** @type {Part} */
export const BUILD_PART = {
  name: 'build',
  run: async () => {
    if (needsBuild()) await build()
    return { passed: 1, failed: 0 }
  },
}

/** The product under short faults. @type {Part} */
export const FAULT_PART = { name: 'faults, short', run: () => counted([...TYPESCRIPT, 'lib/run/faults/main.ts', '--short']) }

/** Runs a program of ours whose last line is `N passed, N failed`. @returns {Promise<Count>} */
async function counted(/** @type {string[]} */ args) {
  let said = ''
  const code = await new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env: testEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] })
    child.stdout.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text)
      said = (said + text).slice(-10_000)
    })
    child.once('close', (status) => resolve(status ?? 1))
    child.once('error', () => resolve(1))
  })
  const found = said
    .trimEnd()
    .split('\n')
    .at(-1)
    ?.match(/^(\d+) passed, (\d+) failed$/)
  if (!found) return { passed: 0, failed: 1 }
  const [passed, failed] = [Number(found[1]), Number(found[2])]
  return { passed, failed: failed || (code === 0 ? 0 : 1) }
}

/** Runs a tool to its end, its output on this terminal; one passed or one failed. @returns {Promise<Count>} */
export async function tool(/** @type {string[]} */ args, env = testEnvironment()) {
  const code = await runNode(args, env)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Runs a Node program in the repository's root and answers with its exit code. */
export function runNode(/** @type {string[]} */ args, /** @type {NodeJS.ProcessEnv} */ env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('exit', (code) => resolve(code ?? 1))
    child.once('error', () => resolve(1))
  })
}

/** Runs Vitest and counts from its report. @returns {Promise<Count>} */
export async function vitest(/** @type {string[]} */ args) {
  return withReport(async (file) => {
    const code = await runNode(
      [bin.vitest, 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, ...args],
      testEnvironment(),
    )
    return existsSync(file) ? countOfVitest(JSON.parse(readFileSync(file, 'utf8')), code) : { passed: 0, failed: 1 }
  })
}

/** Counts from Playwright's report; `run` gets its path and answers with the exit code. @returns {Promise<Count>} */
export async function playwright(/** @type {(file: string) => Promise<number>} */ run) {
  return withReport(async (file) => {
    const code = await run(file)
    return existsSync(file) ? countOfPlaywright(JSON.parse(readFileSync(file, 'utf8')), code) : { passed: 0, failed: 1 }
  })
}

async function withReport(run) {
  const folder = mkdtempSync(join(tmpdir(), 'concord-report-'))
  try {
    return await run(join(folder, 'report.json'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Runs the parts one after the other; of a list, its members at once, each of which may be a row of parts in their order. Says how
 * each went and once more what failed, and ends with the line `N passed, N failed`.
 * Answers with the exit code; a check that proved nothing has failed.
 */
export async function runParts(/** @type {(Part | (Part | Part[])[])[]} */ parts) {
  const results = []
  for (const part of parts) {
    const together = [part].flat()
    const names = together.map((row) => [row].flat().map(({ name }) => name))
    console.log(`\n▸ ${names.map((row) => row.join(', ')).join(' + ')}`)
    results.push(...(await Promise.all(together.map((row) => resultsOf([row].flat())))).flat())
  }
  const passed = results.reduce((sum, { count }) => sum + count.passed, 0)
  const failed = results.reduce((sum, { count }) => sum + count.failed, 0) || (passed === 0 ? 1 : 0)
  const failures = results.flatMap(({ name, count }) => (count.failures ?? []).map((failure) => `✗ ${name} · ${failure}`))
  console.log(`\n${[...failures, ...results.map(({ line }) => line)].join('\n')}\n`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

async function resultsOf(/** @type {Part[]} */ row) {
  const results = []
  for (const part of row) results.push(await resultOf(part))
  return results
}

/** Never rejects: a part that could not run has failed. */
async function resultOf(/** @type {Part} */ { name, run }) {
  const began = performance.now()
  const count = await run().catch(async (error) => {
    const { printFailure } = await import('./console.mjs')
    printFailure(error)
    return { passed: 0, failed: 1 }
  })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const counted = `${String(count.passed).padStart(6)} passed ${String(count.failed).padStart(5)} failed`
  return { name, count, line: `${count.failed ? '✗' : '✓'} ${name.padEnd(38)} ${counted} ${seconds.padStart(8)} s` }
}
