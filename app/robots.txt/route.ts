import { z } from 'zod'
import { environment } from '@/lib/kernel/env'
import { publicRoute } from '@/lib/web/route'

/** Search engines read the front page, the help centre and the product updates with what these are drawn with, and nothing else. */
export const GET = publicRoute(z.object({}), async () => {
  const words = [
    'User-agent: *',
    'Allow: /$',
    'Allow: /_next/static/',
    'Allow: /help',
    'Allow: /updates',
    'Disallow: /',
    `Sitemap: ${environment().appOrigin}/help/sitemap.xml`,
    '',
  ]
  return new Response(words.join('\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
})
