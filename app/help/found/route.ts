import { noteOpened } from '@/lib/knowledge/commands/searches'
import { HelpFoundInput } from '@/lib/knowledge/input'
import { publicRoute } from '@/lib/web/route'

/** The way from a search to what it found, so that searches which lead nowhere can be told from others. */
export const GET = publicRoute(HelpFoundInput, async (ctx, { search, article }) => {
  const { slug } = await noteOpened(ctx, { searchId: search, slug: article })
  return new Response(null, { status: 303, headers: { location: `/help/${slug}`, 'cache-control': 'private, no-store' } })
})
