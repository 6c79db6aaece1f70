import { noteDeflection } from '@/lib/knowledge/commands/deflection'
import { DeflectionInput } from '@/lib/knowledge/input'
import { route } from '@/lib/web/route'

/** What became of the articles beside the form for a new case. */
export const POST = route('portal', DeflectionInput, async (ctx, input) => {
  await noteDeflection(ctx, input)
  return new Response(null, { status: 204 })
})
