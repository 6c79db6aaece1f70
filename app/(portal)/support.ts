import 'server-only'
import { cache } from 'react'
import { getOwnSupport } from '@/lib/cases/queries/own-support'
import { guarded, portalContext } from '@/lib/web/context'
import { listRegions } from '@/lib/sla/queries'

/** What every page of the customer's side knows of the reader: who looks after them, and the hours of their region. */
export const readerSupport = cache(async () => {
  const ctx = await portalContext()
  const [own, regions] = await guarded(Promise.all([getOwnSupport(ctx), listRegions(ctx)]))
  const region = regions.find(({ code }) => code === own.regionCode)
  if (!region) throw new Error(`there is no region ${own.regionCode}`)
  return { ctx, own, region, regions, zone: ctx.actor.timeZone, now: ctx.now }
})
