import { markPresence } from '@/lib/cases/commands/presence'
import { PresenceInput } from '@/lib/cases/input'
import { route } from '@/lib/web/route'

/** What an open page of the desk does on its case: said when it opens, changes and leaves, and every 15 seconds. */
export const POST = route('desk', PresenceInput, async (ctx, input) => {
  await markPresence(ctx, input)
  return new Response(null, { status: 204 })
})
