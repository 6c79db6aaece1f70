import { z } from 'zod'
import { THEME_COOKIE, themeCookie } from '@/components/ui/theme'
import { ownPath } from '@/lib/identity/own-path'
import { publicRoute } from '@/lib/web/route'

const ThemeInput = z.object({ theme: z.enum(['system', 'light', 'dark']).catch('system') })

/** Keeps the colours somebody chose and goes back to where they were: the switch before its script arrives. */
export const POST = publicRoute(ThemeInput, async (_ctx, { theme }, request) => {
  const from = request.headers.get('referer')
  const origin = new URL(from ?? request.url).origin
  const location = ownPath(from, { origin })
  const secure = new URL(request.url).protocol === 'https:'
  return new Response(null, {
    status: 303,
    headers: { location, 'set-cookie': `${THEME_COOKIE}=${themeCookie(theme, secure)}`, 'cache-control': 'private, no-store' },
  })
})
