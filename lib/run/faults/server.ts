// A PostgreSQL of one's own that can be killed and brought back on the same port.
import { rmSync } from 'node:fs'
import postgres from 'postgres'
import { temporaryPlace } from '../place.mjs'
import { freePort, waitForExit } from '../processes.mjs'
import { ensureDatabase, startPostgres } from '../postgres.mjs'

type Server = Awaited<ReturnType<typeof startPostgres>>

/** Durable, unlike the server of the data tests: a fault test asks what survives. */
export class FaultServer {
  #place = temporaryPlace()
  #server: Server | undefined
  port = 0

  static async start(): Promise<FaultServer> {
    const faultServer = new FaultServer()
    faultServer.port = await freePort()
    await faultServer.up()
    return faultServer
  }

  get running(): Server {
    if (!this.#server) throw new Error('the server is down')
    return this.#server
  }

  async database(name: string): Promise<void> {
    await ensureDatabase(this.running, name)
  }

  /** `kill -9` of the postmaster; its children notice and end by themselves. */
  async kill(): Promise<void> {
    process.kill(this.running.pid, 'SIGKILL')
    await waitForExit(this.running.pid, 10_000)
    this.#server = undefined
  }

  /** Fast shutdown: sessions are told and ended. */
  async down(): Promise<void> {
    await this.running.stop()
    this.#server = undefined
  }

  async up(): Promise<void> {
    this.#server = await startPostgres(this.#place, { port: this.port })
  }

  async ensureUp(): Promise<void> {
    if (!this.#server) await this.up()
  }

  /** Ends every session but the one that asks. */
  async endSessions(): Promise<void> {
    const sql = postgres(this.running.superuserUrl, { max: 1, onnotice: () => {} })
    try {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`
    } finally {
      await sql.end()
    }
  }

  async destroy(): Promise<void> {
    await this.#server?.stop()
    rmSync(this.#place.folder, { recursive: true, force: true })
  }
}
