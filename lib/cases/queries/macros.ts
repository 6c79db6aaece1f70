import 'server-only'
import { read, type Ctx } from '@/db/context'
import { hasRole } from '@/lib/kernel/actor'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { Macro } from '../macro'
import { canUseMacros } from '../policy'

/** The macros that the actor writes with, by name: those of the desk, of their region, and their own. Throws Forbidden for anybody but staff. */
export function listMacros(ctx: Ctx): Promise<Macro[]> {
  return macrosOf(ctx, false)
}

/** The same with those of every region, where the actor is an administrator. Throws Forbidden for anybody but staff. */
export function listKeptMacros(ctx: Ctx): Promise<Macro[]> {
  return macrosOf(ctx, hasRole(ctx.actor, 'administrator'))
}

/** One of these. Throws NotFound, also for what a colleague keeps for themselves and what is another region's; Forbidden. */
export async function getMacro(ctx: Ctx, macroId: string): Promise<Macro> {
  const macro = (await listKeptMacros(ctx)).find(({ id }) => id === macroId)
  if (!macro) throw new NotFound('macro')
  return macro
}

async function macrosOf(ctx: Ctx, everyRegion: boolean): Promise<Macro[]> {
  const { actor } = ctx
  if (!canUseMacros(actor)) throw new Forbidden('macros.use')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<Macro[]>`
      select id, name, body, outcome, takes, category, owner_id as "ownerId", region_code as "regionCode" from macros
      where removed_at is null and (owner_id = ${actor.userId} or owner_id is null ${
        everyRegion ? ctx.sql`` : ctx.sql`and (region_code is null or region_code = ${actor.regionCode})`
      })
      order by lower(name), id`
    return [...rows]
  })
}
