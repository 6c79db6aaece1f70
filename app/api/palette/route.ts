import { z } from 'zod'
import { line } from '@/lib/kernel/text'
import { findOnDesk } from '@/lib/queue/queries/search'
import { route } from '@/lib/web/route'
import { takeSearchTurn } from '@/lib/web/search-turn'

/** What the command palette finds, for staff. */
export const GET = route('desk', z.object({ q: line({ max: 200 }).default('') }), async (ctx, { q }) => {
  await takeSearchTurn(ctx, q)
  return findOnDesk(ctx, q, { cases: 7, others: 4 })
})
