import { cookies } from 'next/headers'
import { z } from 'zod'
import { ownPath } from '@/lib/identity/own-path'
import { environment } from '@/lib/kernel/env'
import { publicRoute } from '@/lib/web/route'

const ThemeInput = z.object({ theme: z.enum(['system', 'light', 'dark']) })

/** For browsers without scripts: keeps the colours and comes back. */
export const POST = publicRoute(ThemeInput, async (_ctx, { theme }, request) => {
  const { appOrigin } = environment()
  const jar = await cookies()
  const maxAge = theme === 'system' ? 0 : 365 * 86_400
  jar.set('theme', theme, { maxAge, path: '/', sameSite: 'lax', secure: appOrigin.startsWith('https://') })
  const location = ownPath(request.headers.get('referer'), { origin: appOrigin })
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } })
})
