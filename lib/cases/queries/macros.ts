import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { Macro } from '../macro'
import { canUseMacros } from '../policy'

/** The macros of the desk and the actor's own, by name. Throws Forbidden for anybody but staff. */
export async function listMacros(ctx: Ctx): Promise<Macro[]> {
  if (!canUseMacros(ctx.actor)) throw new Forbidden('macros.use')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<Macro[]>`
      select id, name, body, outcome, takes, category, owner_id is null as "isShared" from macros where removed_at is null order by lower(name), id`
    return [...rows]
  })
}

/** One of them. Throws NotFound, also for what a colleague keeps for themselves; Forbidden. */
export async function getMacro(ctx: Ctx, macroId: string): Promise<Macro> {
  const macro = (await listMacros(ctx)).find(({ id }) => id === macroId)
  if (!macro) throw new NotFound('macro')
  return macro
}
