import { z } from 'zod'
import { parseCursor } from '@/lib/events/event'
import { watchSession } from '@/lib/web/context'
import { liveStream } from '@/lib/web/live'
import { route } from '@/lib/web/route'

const EventsInput = z.object({
  /** For a page that takes over another's stream; a stream that comes back says `Last-Event-ID`. */
  after: z.string().max(40).optional(),
})

/** Server-sent events for everybody who is signed in: that something changed, for those who may know it. */
export const GET = route('account', EventsInput, async (ctx, input, request) =>
  liveStream(ctx, parseCursor(request.headers.get('last-event-id') ?? input.after), await watchSession(), request.signal),
)
