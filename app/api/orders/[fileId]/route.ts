import { z } from 'zod'
import { getOrderFile } from '@/lib/engagements/queries/quote-orders'
import { Id } from '@/lib/kernel/ids'
import { serveFile } from '@/lib/web/files'
import { route } from '@/lib/web/route'

/** The document of an order that came outside the portal, to be saved. */
export const GET = route('account', z.object({ fileId: Id }), async (ctx, { fileId }, request) =>
  serveFile(ctx, await getOrderFile(ctx, fileId), request, { play: false }),
)
