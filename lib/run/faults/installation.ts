// The product as it is started in production (`npm start` with DATABASE_URL), its database behind a proxy that can misbehave,
// its mail going to a sink. Everything lives in the temporary folder and ends with `destroy`.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { copyFileSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient, type DbClient } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { root } from '../place.mjs'
import { freePort, isAlive, waitForExit } from '../processes.mjs'
import { MailSink } from './mail-sink'
import { FaultServer } from './server'
import { TcpProxy } from './tcp-proxy'
import { makeWorld, type World } from './world'

const DATABASE = 'faults'
/** One for all installations of this process, which makes sessions with it too. */
const SECRET = randomBytes(48).toString('base64url')
const PARTS = { web: /next-server|next[\\/]dist[\\/]bin[\\/]next/, worker: /lib[\\/]worker[\\/]main/ }
export type PartName = keyof typeof PARTS

export class Installation {
  /** Looks behind everything, as the owner, past the proxy. */
  readonly owner: DbClient
  world!: World
  /** Nothing of it answers any more. */
  isGone = false
  #planned: Record<PartName, number> = { web: 0, worker: 0 }
  #supervisor: ChildProcess | undefined
  #folder = mkdtempSync(join(tmpdir(), 'concord-faults-'))

  /** Where the bytes of files lie. */
  get files(): string {
    return join(this.#folder, 'files')
  }

  private constructor(
    readonly server: FaultServer,
    readonly proxy: TcpProxy,
    readonly mails: MailSink,
    readonly origin: string,
    private readonly env: NodeJS.ProcessEnv,
    ownerUrl: string,
  ) {
    this.owner = createClient(ownerUrl, { max: 3, deadlineMs: 30_000, applicationName: 'faults' })
  }

  static async start(requesters: number): Promise<Installation> {
    const server = await FaultServer.start()
    await server.database(DATABASE)
    const urls = server.running.urls(DATABASE)
    await migrateDatabase({ ownerUrl: urls.owner, kind: 'production' })
    const [proxy, mails, port] = [await TcpProxy.start(() => server.port), await MailSink.start(), await freePort()]
    const origin = `http://127.0.0.1:${port}`
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      CONCORD_INSTALLATION: undefined,
      CONCORD_CLOCK: undefined,
      DATABASE_URL: proxy.through(urls.app),
      DATABASE_OWNER_URL: undefined,
      DATABASE_WORKER_URL: proxy.through(urls.worker),
      AUTH_SECRET: SECRET,
      APP_ORIGIN: origin,
      HOST: '127.0.0.1',
      PORT: String(port),
      SMTP_URL: mails.url,
      UPLOADS_PER_MINUTE: '10000',
      UPLOAD_MB_PER_DAY: '100000',
      MAIL_FROM: 'support@faults.example',
      NEXT_TELEMETRY_DISABLED: '1',
    }
    // This process makes sessions with the same secret.
    Object.assign(process.env, {
      ...env,
      DATABASE_URL: urls.app,
      CONCORD_INSTALLATION: '',
      DATABASE_OWNER_URL: '',
      CONCORD_CLOCK: '',
    })
    const installation = new Installation(server, proxy, mails, origin, env, urls.owner)
    env.FILES_FOLDER = installation.files
    try {
      const app = createClient(urls.app)
      installation.world = await makeWorld(installation.owner, app, requesters)
      await app.end()
      await installation.#launch()
    } catch (error) {
      await installation.destroy()
      throw error
    }
    return installation
  }

  get log(): string {
    return readFileSync(this.#logFile, 'utf8')
  }

  /** Whether the address answers 200. */
  async answers(path: string): Promise<boolean> {
    try {
      const response = await fetch(`${this.origin}${path}`, { signal: AbortSignal.timeout(3_000), redirect: 'manual' })
      await response.body?.cancel()
      return response.status === 200
    } catch {
      return false
    }
  }

  /** The processes of a part that run now. */
  pids(part: PartName): number[] {
    const listed = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 16_000_000 }).stdout
    const rows = listed.split('\n').flatMap((line) => {
      const found = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)
      return found ? [{ pid: Number(found[1]), parent: Number(found[2]), args: found[3]! }] : []
    })
    const children = (pid: number): typeof rows =>
      rows.filter((row) => row.parent === pid).flatMap((row) => [row, ...children(row.pid)])
    return children(this.#supervisor?.pid ?? -1)
      .filter((row) => PARTS[part].test(row.args) && isAlive(row.pid))
      .map((row) => row.pid)
  }

  /** `kill -9` of a part's processes, which its supervisor is to start again. */
  async kill(part: PartName): Promise<void> {
    for (const pid of this.pids(part)) {
      this.#planned[part]++
      process.kill(pid, 'SIGKILL')
      await waitForExit(pid, 5_000)
    }
  }

  /** How often a part ended without having been killed by us. */
  deaths(part: PartName): number {
    return [...this.log.matchAll(new RegExp(`The ${part} process ended`, 'g'))].length - this.#planned[part]
  }

  /** CPU seconds that the web process used so far. */
  cpuSeconds(part: PartName): number {
    const [pid] = this.pids(part)
    const time = spawnSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
    return time
      .split(/[-:]/)
      .map(Number)
      .reduceRight((sum, value, index, all) => sum + value * [1, 60, 3_600, 86_400][all.length - 1 - index]!, 0)
  }

  /** Keeps the log where the logs of failed tests are kept; answers with its path. */
  keepLog(name: string): string {
    const kept = join(root, 'test-results', 'faults')
    mkdirSync(kept, { recursive: true })
    copyFileSync(this.#logFile, join(kept, `${name}.log`))
    return join(kept, `${name}.log`)
  }

  async untilReady(ms = 60_000): Promise<void> {
    for (const end = performance.now() + ms; !(await this.answers('/api/ready')); await delay(100)) {
      if (performance.now() > end) throw new Error(`the installation is not ready after ${ms} ms:\n${this.log.slice(-3_000)}`)
    }
  }

  async destroy(): Promise<void> {
    this.isGone = true
    this.proxy.set('forward')
    await this.server.ensureUp()
    const supervisor = this.#supervisor
    if (supervisor?.pid && isAlive(supervisor.pid)) {
      supervisor.kill('SIGTERM')
      if (!(await waitForExit(supervisor.pid, 20_000))) supervisor.kill('SIGKILL')
    }
    await this.owner.end()
    await Promise.all([this.proxy.stop(), this.mails.stop()])
    await this.server.destroy()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  get #logFile(): string {
    return join(this.#folder, 'installation.log')
  }

  async #launch(): Promise<void> {
    const output = createWriteStream(this.#logFile)
    await new Promise((resolve) => output.once('open', resolve))
    this.#supervisor = spawn(process.execPath, ['lib/run/start.mjs'], {
      cwd: root,
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#supervisor.stdout?.pipe(output)
    this.#supervisor.stderr?.pipe(output)
    const ended = new Promise<never>((_, reject) =>
      this.#supervisor?.once('exit', (code) => reject(new Error(`npm start ended (${code}):\n${this.log.slice(-3_000)}`))),
    )
    ended.catch(() => undefined)
    // The first start may build.
    await Promise.race([this.untilReady(240_000), ended])
  }
}
