import { z } from 'zod'
import { RENDITIONS } from '@/lib/files/storage'
import { Id } from '@/lib/kernel/ids'
import { getArticleFile } from '@/lib/knowledge/queries/files'
import { servePreview } from '@/lib/web/files'
import { publicRoute } from '@/lib/web/route'

export const GET = publicRoute(
  z.object({ fileId: Id, rendition: z.enum(RENDITIONS) }),
  async (ctx, { fileId, rendition }, request) => servePreview(ctx, await getArticleFile(ctx, fileId), rendition, request),
)
