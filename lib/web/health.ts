import 'server-only'
import { DatabaseUnavailable, defaultClient } from '@/db/client'
import { asActor, type Ctx } from '@/db/context'
import { isDatabaseWritable } from '@/lib/identity/queries/installation'

// One flag for the process, whichever copy of this module asks (instrumentation and routes are bundled apart).
const FLAG = Symbol.for('concord.draining')
const flags = globalThis as { [FLAG]?: boolean }

/** Says that this process is about to stop: readiness turns to 503 while open requests finish (ME-34). */
export function startDraining(): void {
  flags[FLAG] = true
}

/** 200 when requests are welcome; 503 with the reason while the process drains, or the database is away or only readable. */
export async function readiness(ctx: Ctx): Promise<Response> {
  const missing = flags[FLAG] ? 'draining' : await databaseProblem(ctx)
  const headers = { 'cache-control': 'no-store' }
  if (missing)
    return Response.json({ status: 'not ready', missing }, { status: 503, headers: { ...headers, 'retry-after': '5' } })
  return Response.json({ status: 'ready' }, { headers })
}

async function databaseProblem(ctx: Ctx): Promise<string | undefined> {
  try {
    await defaultClient().probe()
    return (await isDatabaseWritable(asActor(ctx, { kind: 'system', job: 'health' }))) ? undefined : 'database is read-only'
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return 'database'
    throw error
  }
}
