import { z } from 'zod'
import { Id } from '@/lib/kernel/ids'
import { getArticleFile } from '@/lib/knowledge/queries/files'
import { serveFile } from '@/lib/web/files'
import { publicRoute } from '@/lib/web/route'

/** A file of an article, for whoever may read what shows it. */
export const GET = publicRoute(z.object({ fileId: Id, play: z.string().optional() }), async (ctx, { fileId, play }, request) =>
  serveFile(ctx, await getArticleFile(ctx, fileId), request, { play: play !== undefined }),
)
