// Web servers under measurement, each started for its part of the run and ended after it.
import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { web } from '@/lib/run/parts.mjs'
import { root } from '@/lib/run/place.mjs'
import { freePort } from '@/lib/run/processes.mjs'
import { quantile } from './figures'
import { cpuOf } from './stopwatch'

const READY_MS = 30_000
const AT_ONCE = 10

export type Served = { readonly origin: string; readonly pid: number; stop(): Promise<void> }
export type Answer = { readonly status: number; readonly body: Buffer; readonly location: string | undefined }
export type Load = {
  readonly cpuMs: number
  readonly rate: number
  readonly p50: number
  readonly p95: number
  readonly bytes: number
  readonly shares: readonly number[]
}

/** The bare framework's app of bench/floor, built before. */
export async function serveFloor(databaseUrl: string): Promise<Served> {
  const port = await freePort()
  const next = join('node_modules', 'next', 'dist', 'bin', 'next')
  const args = [next, 'start', 'bench/floor', '-H', '127.0.0.1', '-p', String(port)]
  return start(
    args,
    {
      ...process.env,
      NODE_ENV: 'production',
      FLOOR_DATABASE_URL: databaseUrl,
      NEXT_DIST_DIR: undefined,
      NEXT_TELEMETRY_DISABLED: '1',
    },
    port,
    '/empty',
  )
}

/** The product's production build, as one process or several. */
export async function serveProduct(environment: NodeJS.ProcessEnv, processes = 1): Promise<Served> {
  const port = await freePort()
  const part = web({
    ...environment,
    PORT: String(port),
    HOST: '127.0.0.1',
    APP_ORIGIN: `http://127.0.0.1:${port}`,
    WEB_PROCESSES: String(processes),
  })
  return start(part.args, part.env, port, '/api/ready')
}

async function start(args: string[], env: NodeJS.ProcessEnv, port: number, readyPath: string): Promise<Served> {
  const log = openSync(join(root, '.data', 'bench.log'), 'a')
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', log, log] })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const origin = `http://127.0.0.1:${port}`
  for (const until = performance.now() + READY_MS; ; await delay(50)) {
    const answer = await ask(origin, readyPath).catch(() => undefined)
    if (answer?.status === 200) break
    if (child.exitCode !== null || performance.now() > until) {
      child.kill('SIGKILL')
      throw new Error(`the server did not answer ${readyPath}; its log: .data/bench.log`)
    }
  }
  return {
    origin,
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGTERM')
      await Promise.race([exited, delay(5_000).then(() => child.kill('SIGKILL'))])
    },
  }
}

/** One request, answered without compression. */
export function ask(origin: string, path: string, options: { cookie?: string; agent?: Agent } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/html', ...(options.cookie && { cookie: options.cookie }) }
    const sent = request(`${origin}${path}`, { agent: options.agent, headers, timeout: 20_000 }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('error', reject)
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts), location: response.headers.location }),
      )
    })
    sent.once('timeout', () => sent.destroy(new Error(`${path} was not answered in time`)))
    sent.once('error', reject)
    sent.end()
  })
}

/** Asks for `count` pages, ten at once; processor time of the server's processes for each, and how long answers took. */
export async function loaded(server: Served, path: () => string, options: { count: number; cookie?: string }): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const took: number[] = []
  let [left, bytes] = [options.count, 0]
  const before = cpuOf(server.pid)
  const began = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) {
        const asked = performance.now()
        const where = path()
        const { status, body } = await ask(server.origin, where, { agent, cookie: options.cookie })
        if (status !== 200) throw new Error(`${where} answered ${status}`)
        took.push(performance.now() - asked)
        bytes += body.length
      }
    }),
  )
  const seconds = (performance.now() - began) / 1_000
  const used = [...cpuOf(server.pid)].map(([pid, ms]) => ms - (before.get(pid) ?? 0))
  agent.destroy()
  const cpuMs = used.reduce((sum, ms) => sum + ms, 0)
  return {
    cpuMs: cpuMs / took.length,
    rate: took.length / seconds,
    p50: quantile(took, 0.5),
    p95: quantile(took, 0.95),
    bytes: Math.round(bytes / took.length),
    shares: used.filter((ms) => ms > 0.05 * cpuMs).map((ms) => ms / cpuMs),
  }
}
