import { takeHelpTurn } from '@/lib/knowledge/commands/searches'
import { HelpSuggestInput } from '@/lib/knowledge/input'
import { suggestHelp } from '@/lib/knowledge/queries/search'
import { publicRoute } from '@/lib/web/route'
import { visitorOfRequest } from '@/lib/web/visitor'

/** The articles that a line leads to while somebody types it; nothing is kept of it. */
export const GET = publicRoute(HelpSuggestInput, async (ctx, { q }) => {
  await takeHelpTurn(ctx, (await visitorOfRequest()).address)
  return suggestHelp(ctx, q)
})
