import 'server-only'
import { read, type Ctx } from '@/db/context'
import { listDueDigests, makeDigests } from './commands/digests'
import { readEvents } from './commands/read-events'
import { sweepWarnings } from './commands/sweep'
import { tellNews } from './commands/tell'

/**
 * `notifications.tell`, each minute: everything that people are to be told. A replay tells nobody anything.
 */
export async function tellJob(ctx: Ctx): Promise<void> {
  if (await isReplay(ctx)) return
  while ((await readEvents(ctx)).more);
  await sweepWarnings(ctx)
  const digests = await listDueDigests(ctx)
  const digested = new Set(digests.map(({ candidate }) => candidate.id))
  while ((await tellNews(ctx, digested)).more);
  await makeDigests(ctx, digests)
}

/** The same at once, when something happened on cases. Answers whether more may be read as soon as an older transaction has ended. */
export async function tellAtOnce(ctx: Ctx): Promise<{ pending: boolean }> {
  if (await isReplay(ctx)) return { pending: false }
  let events = await readEvents(ctx)
  while (events.more) events = await readEvents(ctx)
  while ((await tellNews(ctx)).more);
  return { pending: events.pending }
}

async function isReplay(ctx: Ctx): Promise<boolean> {
  const [installation] = await read(ctx, (ctx) => ctx.sql<{ kind: string }[]>`select kind from installation`)
  return installation === undefined || installation.kind === 'replay'
}
