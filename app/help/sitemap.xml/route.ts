import { z } from 'zod'
import { environment } from '@/lib/kernel/env'
import { listPublicAddresses } from '@/lib/knowledge/queries/help'
import { sitemapOf } from '@/lib/knowledge/structured-data'
import { publicRoute } from '@/lib/web/route'

/** The articles that everyone reads, for search engines. */
export const GET = publicRoute(z.object({}), async (ctx) => {
  const xml = sitemapOf(await listPublicAddresses(ctx), environment().appOrigin)
  return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } })
})
