import { z } from 'zod'
import { getCaseFile } from '@/lib/cases/queries/files'
import { Id } from '@/lib/kernel/ids'
import { serveFile } from '@/lib/web/files'
import { route } from '@/lib/web/route'

export const GET = route(
  'account',
  z.object({ fileId: Id, play: z.string().optional() }),
  async (ctx, { fileId, play }, request) => serveFile(ctx, await getCaseFile(ctx, fileId), request, { play: play !== undefined }),
)
