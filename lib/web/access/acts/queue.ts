// The acts of the access matrix that read the queue and act on it. Used by tests only.
import type { Acts } from './act'

const queue = () => import('@/lib/queue/queries/page')
const counts = () => import('@/lib/queue/queries/counts')

export const QUEUE_ACTS: Acts = {
  'queue/commands.actOnQueue': async (ctx, { reference }) =>
    (await import('@/lib/queue/commands')).actOnQueue(ctx, { take: reference, references: [] }),
  'queue/queries/counts.countQueueViews': async (ctx) => (await counts()).countQueueViews(ctx),
  'queue/queries/counts.listShifts': async (ctx) => (await counts()).listShifts(ctx),
  'queue/queries/counts.listQueueChoices': async (ctx) => (await counts()).listQueueChoices(ctx),
  'queue/queries/page.getQueue': async (ctx) => (await queue()).getQueue(ctx, { view: 'all', sort: 'risk', q: '' }),
  'queue/queries/search.findOnDesk': async (ctx) =>
    (await import('@/lib/queue/queries/search')).findOnDesk(ctx, 'weighting', { cases: 5, others: 5 }),
}
