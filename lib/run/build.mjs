// Builds the product when its sources changed since the last build, judged by content, so that a fresh checkout of the same
// sources, or a touched file, costs nothing.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Unable } from './console.mjs'
import { root } from './place.mjs'

const SOURCES = ['app', 'components', 'db', 'lib', 'public']
const FILES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'next.config.mjs',
  'next.config.ts',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
]
const NOT_BUILT = [/^lib\/run\//, /^lib\/worker\//, /^db\/(migrations|seed)\//, /\.test\.[a-z]+$/, /\/fixtures\//]

/** Next's folder of built files. */
export const buildFolder = join(root, process.env.NEXT_DIST_DIR ?? '.next')
const mark = join(buildFolder, 'concord-sources')

/** Whether there is a build, of whatever sources. */
export const hasBuilt = () => existsSync(join(buildFolder, 'BUILD_ID'))

/** Whether the sources differ from those of the last build that succeeded. */
export function needsBuild() {
  return !hasBuilt() || !existsSync(mark) || readFileSync(mark, 'utf8') !== fingerprint()
}

/** Runs `next build`; prints its output only when it fails. `onChild` is told of the process. */
export async function build(onChild = (/** @type {import('node:child_process').ChildProcess} */ _child) => {}) {
  const wanted = fingerprint()
  const child = spawn(process.execPath, [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onChild(child)
  const output = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  const code = await new Promise((resolve) => child.once('close', (status, signal) => resolve(status ?? signal)))
  if (code !== 0) {
    throw new Unable(
      'The product could not be built.',
      `${Buffer.concat(output).toString('utf8').trimEnd()}\n\nMend what stands above (npm run check says the same faster), then run the command again.`,
    )
  }
  writeFileSync(mark, wanted)
}

function fingerprint() {
  const hash = createHash('sha256').update(process.versions.node)
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile() && !NOT_BUILT.some((pattern) => pattern.test(path))) add(path)
    }
  }
  for (const folder of SOURCES) if (existsSync(join(root, folder))) walk(folder)
  for (const file of FILES) if (existsSync(join(root, file))) add(file)
  return hash.digest('hex')
}
