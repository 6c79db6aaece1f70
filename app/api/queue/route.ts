import { QueueInput } from '@/lib/queue/filter'
import { queueLines } from '@/lib/queue/lines'
import { getQueue } from '@/lib/queue/queries/page'
import { needsCapacity } from '@/lib/queue/words'
import { listCapacity } from '@/lib/shifts/queries'
import { route } from '@/lib/web/route'
import { takeSearchTurn } from '@/lib/web/search-turn'

/** A page of the queue for a list that goes on: strict about its parameters (AB-014). */
export const GET = route('desk', QueueInput, async (ctx, input) => {
  await takeSearchTurn(ctx, input.q)
  const page = await getQueue(ctx, input, { counted: false })
  const capacity = page.cases.some(needsCapacity) ? await listCapacity(ctx) : []
  return queueLines(page, ctx.actor.timeZone, ctx.now, { capacity, columns: input.columns })
})
