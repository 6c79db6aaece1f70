import { z } from 'zod'
import { discardUpload } from '@/lib/files/commands/uploads'
import { Id } from '@/lib/kernel/ids'
import { acceptUpload } from '@/lib/web/files'
import { route } from '@/lib/web/route'

const Named = z.object({ uploadId: Id, name: z.string().max(2_000).default('') })

/** The body is the file, its id the sender's own. Stands outside proxy.ts, which would cut it (security.md §0.3). */
export const PUT = route(
  'account',
  Named,
  (ctx, { uploadId, name }, request) => acceptUpload(ctx, { id: uploadId, name }, request),
  {
    body: 'none',
  },
)

export const DELETE = route('account', z.object({ uploadId: Id }), async (ctx, { uploadId }) => {
  await discardUpload(ctx, uploadId)
  return { id: uploadId }
})
