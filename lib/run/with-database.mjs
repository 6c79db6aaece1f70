// node lib/run/with-database.mjs PROGRAM.ts ARGUMENTS: runs a command line of ours with a database. Where DATABASE_URL names
// one, that; else the demo's: of the demo that runs from this folder, or its server is started for as long as it takes.
import { spawn } from 'node:child_process'
import { embeddedEnvironment } from './embedded.mjs'
import { printFailure } from './console.mjs'
import { TYPESCRIPT } from './parts.mjs'
import { demoPlace, root } from './place.mjs'
import { startPostgres } from './postgres.mjs'
import { findRunning } from './running.mjs'

const [program, ...args] = process.argv.slice(2)
if (!program) {
  console.error('Name the program: node lib/run/with-database.mjs lib/run/admin.ts …')
  process.exit(2)
}

// The program hears Ctrl-C itself; the server must outlive it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})

try {
  process.exitCode = process.env.DATABASE_URL ? await run(process.env) : await runOnDemo()
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}

async function runOnDemo() {
  const place = demoPlace()
  const running = findRunning(place.folder)
  if (running) return run({ ...process.env, ...running.environment })
  const server = await startPostgres(place)
  try {
    return await run(
      await embeddedEnvironment(place, server, { kind: 'demo', database: 'concord', port: Number(process.env.PORT) || 3000 }),
    )
  } finally {
    await server.stop()
  }
}

function run(/** @type {NodeJS.ProcessEnv} */ env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...TYPESCRIPT, program, ...args], { cwd: root, env, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
