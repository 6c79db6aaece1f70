import { z } from 'zod'
import { getCaseFile } from '@/lib/cases/queries/files'
import { RENDITIONS } from '@/lib/files/storage'
import { Id } from '@/lib/kernel/ids'
import { servePreview } from '@/lib/web/files'
import { route } from '@/lib/web/route'

export const GET = route(
  'account',
  z.object({ fileId: Id, rendition: z.enum(RENDITIONS) }),
  async (ctx, { fileId, rendition }, request) => servePreview(ctx, await getCaseFile(ctx, fileId), rendition, request),
)
