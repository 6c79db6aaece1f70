import { z } from 'zod'
import { getReceipt } from '@/lib/engagements/queries/expenses'
import { Id } from '@/lib/kernel/ids'
import { serveFile } from '@/lib/web/files'
import { route } from '@/lib/web/route'

/** The receipt of an expense, to be saved. */
export const GET = route('account', z.object({ fileId: Id }), async (ctx, { fileId }, request) =>
  serveFile(ctx, await getReceipt(ctx, fileId), request, { play: false }),
)
