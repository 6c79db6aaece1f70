import { z } from 'zod'
import { getInstallation } from '@/lib/identity/queries/installation'
import { environment } from '@/lib/kernel/env'
import { atomOf } from '@/lib/updates/feed'
import { listFeed } from '@/lib/updates/queries/updates'
import { publicRoute } from '@/lib/web/route'

/** Product updates for programs that ask by themselves. */
export const GET = publicRoute(z.object({}), async (ctx) => {
  const [updates, { brandName }] = await Promise.all([listFeed(ctx), getInstallation(ctx)])
  const xml = atomOf(updates, { origin: environment().appOrigin, name: brandName })
  return new Response(xml, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
})
