// An installation flagged `test` for browser and fault tests: the production build on an embedded PostgreSQL in the
// temporary folder, on free ports, with the demo's people, and a clock that begins where CONCORD_CLOCK says.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Unable } from './console.mjs'
import { embeddedEnvironment } from './embedded.mjs'
import { has, mailCatcher, TYPESCRIPT, web, worker } from './parts.mjs'
import { root, temporaryPlace } from './place.mjs'
import { startPostgres } from './postgres.mjs'
import { freePort } from './processes.mjs'
import { Supervisor } from './supervisor.mjs'

/** @typedef {import('./place.mjs').Place} Place */

/** A Tuesday on which support is open in London at this hour, and in no daylight-saving change. */
const BEGIN = '2026-11-24T10:00:00Z'

/** One that was made already: its place, and how long its clock had run by then. @type {{ place: Place, ranMs: number } | undefined} */
let kept

/**
 * Makes an installation with the demo's people and keeps it: those of this process that begin after it begin with a copy, on the same
 * clock. @returns {Promise<void>}
 */
export async function keepTestInstallation() {
  const place = temporaryPlace()
  const supervisor = new Supervisor(place.logs)
  const since = Date.now()
  try {
    await beginIn(place, supervisor, since)
    kept = { place, ranMs: Date.now() - since }
  } finally {
    await supervisor.stop(kept ? 0 : 1)
    if (!kept) rmSync(place.folder, { recursive: true, force: true })
  }
}

/** Removes what `keepTestInstallation` made. */
export function forgetTestInstallation() {
  if (kept) rmSync(kept.place.folder, { recursive: true, force: true })
  kept = undefined
}

/**
 * Starts it, runs `work` with the environment of its processes (APP_ORIGIN, DATABASE_URL, …), and ends it. The logs of a run
 * that failed are kept in test-results/installation. @returns {Promise<number>} the exit code of `work`
 */
export async function withTestInstallation(
  /** @type {(env: NodeJS.ProcessEnv) => Promise<number>} */ work,
  /** @type {NodeJS.ProcessEnv} */ more = {},
) {
  const place = temporaryPlace()
  const supervisor = new Supervisor(place.logs)
  let code = 1
  try {
    if (kept) copyPlace(kept.place, place)
    const env = await beginIn(place, supervisor, Date.now() - (kept?.ranMs ?? 0), more)
    await Promise.all([
      supervisor.keep(web(env)),
      supervisor.keep(worker(env)),
      ...(has('lib/run/mail-catcher.ts') ? [supervisor.keep(mailCatcher(env))] : []),
    ])
    code = await work(env)
  } finally {
    const logs = join(root, 'test-results', 'installation')
    await supervisor.stop(code)
    if (code !== 0 && existsSync(place.logs)) {
      rmSync(logs, { recursive: true, force: true })
      cpSync(place.logs, logs, { recursive: true })
      console.log(`The logs of the test installation: ${logs}`)
      for (const part of ['web', 'worker']) printErrors(part, join(logs, `${part}.log`))
    }
    rmSync(place.folder, { recursive: true, force: true })
  }
  return code
}

/** Starts the database in its place and fills it where it is empty; its clock began at `since`. Answers with the environment. */
async function beginIn(
  /** @type {Place} */ place,
  /** @type {Supervisor} */ supervisor,
  /** @type {number} */ since,
  /** @type {NodeJS.ProcessEnv} */ more = {},
) {
  const isFilled = existsSync(place.data)
  const server = await startPostgres(place, { forgetful: true })
  supervisor.lastly(() => server.stop())
  const env = await embeddedEnvironment(place, server, { kind: 'test', database: 'concord', port: await freePort() })
  Object.assign(env, { CONCORD_CLOCK: env.CONCORD_CLOCK || BEGIN, CONCORD_CLOCK_SINCE: new Date(since).toISOString() }, more)
  if (isFilled) return env
  if ((await supervisor.run('prepare', [...TYPESCRIPT, 'lib/run/prepare.ts'], env)) !== 0)
    throw new Unable('The test database could not be prepared.', 'The reason stands above.')
  if (has('lib/run/fill-demo.ts') && (await supervisor.run('fill', [...TYPESCRIPT, 'lib/run/fill-demo.ts'], env)) !== 0)
    throw new Unable('The test database could not be filled.', 'The reason stands above.')
  return env
}

/** Copies an installation that stands still, each file with its owner: the database server is not root's. */
function copyPlace(/** @type {Place} */ from, /** @type {Place} */ to) {
  const files = [from.data, join(from.folder, 'files'), join(from.folder, 'secrets.json')].filter((path) => existsSync(path))
  const { status } = spawnSync('cp', ['-Rp', ...files, to.folder], { stdio: 'inherit' })
  if (status !== 0) throw new Unable('The test installation could not be copied.', `Is there room in ${dirname(to.folder)}?`)
}

const ERRORS_SHOWN = 30

/** The errors of a log, the last ones: where a run is far away they are all that is left of it. */
function printErrors(/** @type {string} */ part, /** @type {string} */ log) {
  if (!existsSync(log)) return
  const lines = readFileSync(log, 'utf8').split('\n')
  const isError = (/** @type {string | undefined} */ line = '') => /⨯|"level":[56]0|Error:/.test(line)
  const errors = lines.filter((line, n) => isError(line) || (/^\s+\S/.test(line) && isError(lines[n - 1])))
  for (const line of errors.slice(-ERRORS_SHOWN)) console.log(`${part}: ${line.slice(0, 400)}`)
}
