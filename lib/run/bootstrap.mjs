// Runs before `npm start` and `npm test`: makes node_modules what the lock file says. Only node: imports, and syntax that any
// Node from 20.9 parses, because this file alone runs on the system's Node; everything after it runs on the Node that the
// lock file brings (a platform package that npm links as node_modules/.bin/node).
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const mark = join(root, 'node_modules', '.installed')

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 9)) {
  fail(
    `Node ${process.versions.node} is too old to install Concord.`,
    'Install Node 20.9 or newer (https://nodejs.org) and run the command again.',
  )
}

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex')
const installed = existsSync(mark) ? readFileSync(mark, 'utf8') : ''

if (installed !== wanted) {
  console.log('• Installing packages from package-lock.json (about a minute the first time) …')
  const began = Date.now()
  // A half-finished installation must not look finished.
  rmSync(mark, { force: true })
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit', env: installEnvironment() })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', env: installEnvironment(), shell: process.platform === 'win32' })
  if (result.status !== 0) {
    fail(
      'The packages could not be installed; npm says why above.',
      'Check that the package registry can be reached (npm ping), that this folder is writable and has 1.5 GB free, then run the command again.',
    )
  }
  writeFileSync(mark, wanted)
  console.log(`  installed in ${((Date.now() - began) / 1000).toFixed(0)} s`)
}

/** Tools that build and check the product are development dependencies: NODE_ENV=production would leave them out. */
function installEnvironment() {
  const env = { ...process.env, NODE_ENV: 'development' }
  delete env.npm_config_omit
  delete env.npm_config_production
  return env
}

function fail(what, mend) {
  console.error(`\n✗ ${what}\n  ${mend}`)
  process.exit(1)
}
