import { z } from 'zod'
import { getExport } from '@/lib/billing/queries/exports'
import { route } from '@/lib/web/route'

/** A file for an accounting system as it was made, byte for byte, for finance. */
export const GET = route('desk', z.object({ batchId: z.string().max(40) }), async (ctx, { batchId }) => {
  const { name, content } = await getExport(ctx, batchId)
  return new Response(content, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
})
