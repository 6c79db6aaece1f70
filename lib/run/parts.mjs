// The long-running processes of an installation: how each is started and when it is ready.
import { connect } from 'node:net'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './place.mjs'

/** How TypeScript programs of ours are run: `server-only` and React's cache load under this condition. */
export const TYPESCRIPT = [
  '--conditions=react-server',
  '--import',
  pathToFileURL(join(root, 'lib', 'run', 'typescript.mjs')).href,
]
const next = join('node_modules', 'next', 'dist', 'bin', 'next')

/** The web process, or several behind one address (WEB_PROCESSES). @returns {import('./supervisor.mjs').Part} */
export function web(/** @type {NodeJS.ProcessEnv} */ env, { dev = false } = {}) {
  const [host, port] = [env.HOST || '127.0.0.1', env.PORT || '3000']
  const several = !dev && Number(env.WEB_PROCESSES || 1) > 1
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return {
    name: 'web',
    args: several ? [join('lib', 'run', 'web-cluster.mjs')] : [next, dev ? 'dev' : 'start', '-H', host, '-p', port],
    env: {
      ...env,
      HOST: host,
      PORT: port,
      NODE_ENV: dev ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NEXTAUTH_URL: env.APP_ORIGIN,
    },
    ready: () => answers(`http://${reachable}:${port}/api/ready`),
  }
}

/** The process that runs jobs. @returns {import('./supervisor.mjs').Part} */
export function worker(/** @type {NodeJS.ProcessEnv} */ env) {
  return { name: 'worker', args: [...TYPESCRIPT, join('lib', 'worker', 'main.ts')], env, says: true }
}

/** The SMTP server of demo and tests, which keeps what it is given. @returns {import('./supervisor.mjs').Part} */
export function mailCatcher(/** @type {NodeJS.ProcessEnv} */ env) {
  return {
    name: 'mail',
    args: [...TYPESCRIPT, join('lib', 'run', 'mail-catcher.ts')],
    env,
    ready: () => accepts(Number(new URL(env.SMTP_URL ?? '').port)),
  }
}

/** Whether a program of ours exists in this version. */
export function has(/** @type {string} */ path) {
  return existsSync(join(root, path))
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: 'manual' })
    await response.body?.cancel()
    return response.status === 200
  } catch {
    return false
  }
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
    socket.once('connect', () => socket.end())
  })
}
