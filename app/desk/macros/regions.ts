import { canShareMacros } from '@/lib/cases/policy'
import { listRegions } from '@/lib/sla/queries'
import type { StaffCtx } from '@/lib/web/context'

/** The regions by name, and those whose macros the actor keeps. */
export async function macroRegions(ctx: StaffCtx) {
  const regions = (await listRegions(ctx)).map(({ code, name }) => ({ code, name }))
  return { regions, kept: regions.filter(({ code }) => canShareMacros(ctx.actor, code)) }
}
