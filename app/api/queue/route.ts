import { QueueInput } from '@/lib/queue/filter'
import { queueLines } from '@/lib/queue/lines'
import { getQueue } from '@/lib/queue/queries/page'
import { route } from '@/lib/web/route'

/** A page of the queue for a list that goes on: strict about its parameters (AB-014). */
export const GET = route('desk', QueueInput, async (ctx, input) =>
  queueLines(await getQueue(ctx, input), ctx.actor.timeZone, ctx.now),
)
