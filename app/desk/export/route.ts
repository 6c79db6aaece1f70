import { QUEUE_COLUMNS } from '@/components/queue/queue-csv'
import { listTagNames } from '@/lib/cases/queries/tags'
import { QueueInput } from '@/lib/queue/filter'
import { getQueue } from '@/lib/queue/queries/page'
import { csvAnswer, pagesOf } from '@/lib/web/csv'
import { route } from '@/lib/web/route'
import { takeSearchTurn } from '@/lib/web/search-turn'

/** A view of the queue, from its beginning, as it stands at this instant. */
export const GET = route('desk', QueueInput, async (ctx, filter) => {
  await takeSearchTurn(ctx, filter.q)
  const pages = pagesOf(async (cursor) => {
    const { cases, nextCursor } = await getQueue(ctx, { ...filter, cursor }, { counted: false })
    const tags = await listTagNames(
      ctx,
      cases.map(({ id }) => id),
    )
    return { rows: cases.map((each) => ({ ...each, tags: tags.get(each.id) ?? [] })), next: nextCursor }
  })
  return csvAnswer('queue', ctx, QUEUE_COLUMNS, pages)
})
