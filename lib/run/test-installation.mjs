// An installation flagged `test` for browser and fault tests: the production build on an embedded PostgreSQL in the
// temporary folder, on free ports, with the demo's people, and a clock that begins where CONCORD_CLOCK says.
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Unable } from './console.mjs'
import { embeddedEnvironment } from './embedded.mjs'
import { has, mailCatcher, TYPESCRIPT, web, worker } from './parts.mjs'
import { root, temporaryPlace } from './place.mjs'
import { startPostgres } from './postgres.mjs'
import { freePort } from './processes.mjs'
import { Supervisor } from './supervisor.mjs'

/** A Tuesday on which support is open in London at this hour, and in no daylight-saving change. */
const BEGIN = '2026-11-24T10:00:00Z'

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
    const server = await startPostgres(place, { forgetful: true })
    supervisor.lastly(() => server.stop())
    const env = await embeddedEnvironment(place, server, { kind: 'test', database: 'concord', port: await freePort() })
    Object.assign(env, { CONCORD_CLOCK: env.CONCORD_CLOCK || BEGIN, CONCORD_CLOCK_SINCE: new Date().toISOString() }, more)
    if ((await supervisor.run('prepare', [...TYPESCRIPT, 'lib/run/prepare.ts'], env)) !== 0)
      throw new Unable('The test database could not be prepared.', 'The reason stands above.')
    if (has('lib/run/fill-demo.ts') && (await supervisor.run('fill', [...TYPESCRIPT, 'lib/run/fill-demo.ts'], env)) !== 0) {
      throw new Unable('The test database could not be filled.', 'The reason stands above.')
    }
    await Promise.all([
      supervisor.keep(web(env)),
      supervisor.keep(worker(env)),
      ...(has('lib/run/mail-catcher.ts') ? [supervisor.keep(mailCatcher(env))] : []),
    ])
    code = await work(env)
  } finally {
    const kept = join(root, 'test-results', 'installation')
    await supervisor.stop(code)
    if (code !== 0 && existsSync(place.logs)) {
      rmSync(kept, { recursive: true, force: true })
      cpSync(place.logs, kept, { recursive: true })
      console.log(`The logs of the test installation: ${kept}`)
      for (const part of ['web', 'worker']) printErrors(part, join(kept, `${part}.log`))
    }
    rmSync(place.folder, { recursive: true, force: true })
  }
  return code
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
