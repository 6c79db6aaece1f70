// Opens the web on a replayed database, its clock at the instant at which the replay stopped, with somebody to sign in as.
import { randomBytes } from 'node:crypto'
import type { DbClient } from '@/db/client'
import { createContext, inTransaction } from '@/db/context'
import { hashPassword } from '@/lib/identity/gateway'
import { newId } from '@/lib/kernel/ids'
import { toIso, type Instant } from '@/lib/kernel/time'
import { build, needsBuild } from '../build.mjs'
import { step } from '../console.mjs'
import { web } from '../parts.mjs'
import { freePort } from '../processes.mjs'
import { Supervisor } from '../supervisor.mjs'
import { LOG_REGION } from './promise'

const VIEWER = { email: 'viewer@desk.example', name: 'Viewer' }

/** Makes the sign-in anew: an agent and administrator with a password of this run. */
export async function makeViewer(client: DbClient, at: Instant): Promise<{ email: string; password: string }> {
  const password = randomBytes(12).toString('base64url')
  const passwordHash = await hashPassword(password)
  await inTransaction(createContext({ kind: 'system', job: 'replay' }, at, { client }), async ({ sql, now }) => {
    const [viewer] = await sql<{ id: string }[]>`
      insert into users (id, email, name, time_zone, password_hash, created_at)
      values (${newId(now)}, ${VIEWER.email}, ${VIEWER.name}, 'UTC', ${passwordHash}, ${now})
      on conflict (email) do update set password_hash = excluded.password_hash returning id`
    await sql`
      insert into staff_members (user_id, roles, region_code, created_at)
      values (${viewer!.id}, ${['agent', 'administrator']}, ${LOG_REGION}, ${now}) on conflict do nothing`
  })
  return { email: VIEWER.email, password }
}

/** Builds if needed, starts the web alone and keeps it until it is told to stop. Answers with the exit code. */
export async function showWeb(databaseUrl: string, at: Instant, signIn: { email: string; password: string }): Promise<number> {
  const supervisor = new Supervisor(undefined)
  const port = await freePort(Number(process.env.PORT) || 3000)
  const origin = `http://127.0.0.1:${port}`
  const { DATABASE_OWNER_URL: _owner, DATABASE_WORKER_URL: _worker, ...kept } = process.env
  const env = {
    ...kept,
    CONCORD_INSTALLATION: 'replay',
    CONCORD_CLOCK: toIso(at),
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: process.env.AUTH_SECRET || randomBytes(32).toString('base64url'),
    APP_ORIGIN: origin,
    HOST: '127.0.0.1',
    PORT: String(port),
    // Nothing is sent: mails of a replay stay in the outbox as suppressed.
    SMTP_URL: process.env.SMTP_URL || 'smtp://127.0.0.1:2525',
  }
  try {
    if (needsBuild())
      await step('Building, because the sources changed', () => build((child) => supervisor.adopt('build', child)))
    await step('Starting web', () => supervisor.keep(web(env)))
    console.log(`\nThe queue of ${toIso(at)}: ${origin}/desk`)
    console.log(`Sign in as ${signIn.email} with the password ${signIn.password}`)
    console.log('Its clock runs on from there. Ctrl-C ends it.')
  } catch (error) {
    if (supervisor.stopping) return supervisor.ended
    await supervisor.stop(1)
    throw error
  }
  return supervisor.ended
}
