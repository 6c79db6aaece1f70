// npm start. Without DATABASE_URL: a demo with an embedded PostgreSQL, its data in .data/. With it: production, which is
// checked first and never filled. `--dev` serves the sources as they are and follows their changes; `--web` starts the web
// part alone (the worker then runs as `npm run worker`).
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, hasBuilt, needsBuild } from './build.mjs'
import { printFailure, step, Unable } from './console.mjs'
import { embeddedEnvironment } from './embedded.mjs'
import { has, mailCatcher, TYPESCRIPT, web, worker } from './parts.mjs'
import { demoPlace, root } from './place.mjs'
import { dropDatabase, startPostgres } from './postgres.mjs'
import { freePort, isFree } from './processes.mjs'
import { findRunning, noteRunning } from './running.mjs'
import { Stopped, Supervisor } from './supervisor.mjs'

const dev = process.argv.includes('--dev')
const webOnly = process.argv.includes('--web')

process.chdir(root)
try {
  assertNode()
  if (existsSync('.env')) process.loadEnvFile('.env')
  const code = process.env.DATABASE_URL ? await startProduction() : await startDemo()
  process.exit(code)
} catch (error) {
  printFailure(error)
  process.exit(1)
}

async function startProduction() {
  console.log('Concord, production (DATABASE_URL is set)')
  const supervisor = new Supervisor(undefined)
  return supervised(supervisor, async () => {
    const env = { ...process.env }
    const checked = await step('Checking the environment and the database', () =>
      supervisor.run('check', [...TYPESCRIPT, 'lib/run/guard-main.ts', ...(webOnly ? [] : ['--worker'])], env),
    )
    if (checked !== 0) throw new Stopped()
    await buildIfNeeded(supervisor)
    await step('Starting web', () => supervisor.keep(web(env)))
    if (!webOnly) await step('Starting the worker', () => supervisor.keep(worker(env)))
    console.log(`\nConcord is ready: ${env.APP_ORIGIN}`)
  })
}

async function startDemo() {
  console.log(`Concord, ${dev ? 'development' : 'demo'} (DATABASE_URL is not set)`)
  const place = demoPlace()
  const running = findRunning(place.folder)
  if (running) {
    throw new Unable(
      `Concord already runs from this folder: ${running.origin} (process ${running.pid}).`,
      `Open that address, or stop it first: Ctrl-C in its terminal, or kill ${running.pid}`,
    )
  }
  const port = await choosePort()
  const supervisor = new Supervisor(dev ? undefined : place.logs)
  return supervised(supervisor, async () => {
    const server = await step(
      `Starting PostgreSQL${place.runAs ? ` as user ${place.runAs.name}` : ''}, data in ${place.folder}`,
      () => startPostgres(place),
    )
    const current = keepServer(supervisor, place, server)
    supervisor.lastly(() => current().stop())
    // A demo whose filling was interrupted is nobody's yet: begin again.
    const filling = join(place.folder, 'filling')
    if (existsSync(filling)) await dropDatabase(server, 'concord')
    rmSync(filling, { force: true })
    const env = await embeddedEnvironment(place, server, { kind: 'demo', database: 'concord', port })
    supervisor.lastly(
      noteRunning(place.folder, { origin: String(env.APP_ORIGIN), environment: /** @type {Record<string, string>} */ (env) }),
    )

    let prepared
    const code = await supervisor.run('prepare', [...TYPESCRIPT, 'lib/run/prepare.ts'], env, (message) => (prepared = message))
    if (code !== 0 || !prepared) throw new Stopped()
    if (prepared.empty && has('lib/run/fill-demo.ts')) {
      writeFileSync(filling, '')
      const filled = await step('Filling the demo with people and cases', () =>
        supervisor.run('fill', [...TYPESCRIPT, 'lib/run/fill-demo.ts'], env),
      )
      if (filled !== 0) throw new Stopped()
      rmSync(filling)
    }
    if (!dev) await buildIfNeeded(supervisor)
    await step('Starting web, worker and mail catcher', () =>
      Promise.all([
        supervisor.keep(web(env, { dev })),
        ...(webOnly ? [] : [supervisor.keep(worker(env))]),
        ...(has('lib/run/mail-catcher.ts') ? [supervisor.keep(mailCatcher(env))] : []),
      ]),
    )
    console.log(`\nConcord is ready: ${env.APP_ORIGIN}\n`)
    printSignIns(prepared.signIns)
    console.log(`\nCtrl-C ends everything. Data and logs: ${place.folder}`)
  })
}

function printSignIns(/** @type {import('../../db/seed/people').DemoSignIn[]} */ signIns) {
  console.log('Sign in as')
  const widths = ['role', 'name', 'email'].map((column) => Math.max(...signIns.map((each) => each[column].length)))
  for (const { role, name, email, lookAt } of signIns) {
    console.log(`  ${role.padEnd(widths[0])}  ${name.padEnd(widths[1])}  ${email.padEnd(widths[2])}  ${lookAt}`)
  }
  const passwords = [...new Set(signIns.map((each) => each.password))]
  console.log(`Password of everyone: ${passwords.join(', ')}`)
}

/** Runs the start; whatever goes wrong ends what was started, in order, before the failure is told. */
async function supervised(supervisor, start) {
  try {
    await start()
  } catch (error) {
    if (supervisor.stopping) return supervisor.ended
    await supervisor.stop(1)
    if (!(error instanceof Stopped)) printFailure(error)
  }
  return supervisor.ended
}

async function buildIfNeeded(supervisor) {
  if (!needsBuild()) return
  await step(`${hasBuilt() ? 'Building again, because the sources changed' : 'Building, the first time'} (about a minute)`, () =>
    build((child) => supervisor.adopt('build', child)),
  )
}

/** A database server that crashes comes back on its port; the clients of the parts reconnect by themselves. */
function keepServer(supervisor, place, first) {
  let server = first
  const watch = async () => {
    for (;;) {
      await server.exited
      if (supervisor.stopping) return
      console.error('• PostgreSQL ended; it starts again.')
      try {
        server = await startPostgres(place, { port: first.port })
      } catch (error) {
        printFailure(error)
        await supervisor.stop(1)
        return
      }
    }
  }
  void watch()
  return () => server
}

/** PORT if it is set, which then must be free; otherwise 3000 or any free one. */
async function choosePort() {
  if (!process.env.PORT) return freePort(3000)
  const port = Number(process.env.PORT)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Unable(
      `PORT is ${process.env.PORT}, which is no port.`,
      'Name one from 1 to 65535, or leave PORT unset: PORT=3100 npm start',
    )
  if (await isFree(port)) return port
  throw new Unable(
    `Port ${process.env.PORT} cannot be used; perhaps another program listens there.`,
    'Leave PORT unset to take a free one, or name another: PORT=3100 npm start',
  )
}

function assertNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return
  throw new Unable(
    `Concord runs on Node 22.18 or newer; this is ${process.versions.node}, and there is no packaged Node for ${process.platform} ${process.arch}.`,
    'Install Node 24 (https://nodejs.org) and run npm start again.',
  )
}
