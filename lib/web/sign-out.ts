import 'server-only'
import { cookies } from 'next/headers'
import type { Ctx } from '@/db/context'
import { endSession } from '@/lib/identity/commands/session'
import { sessionCookieName, sidOfCookie } from '@/lib/identity/gateway'
import { environment } from '@/lib/kernel/env'
import { ORGANISATION_COOKIE } from './context'

/**
 * Ends the session on the server and in the browser, and has the browser forget what it kept of our pages: their copies, and
 * the drafts of whoever signs out.
 */
export async function signOut(ctx: Ctx): Promise<Response> {
  const jar = await cookies()
  const sid = await sidOfCookie(jar.get(sessionCookieName())?.value)
  if (sid) await endSession(ctx, sid)
  for (const name of [sessionCookieName(), ORGANISATION_COOKIE]) {
    jar.set(name, '', {
      maxAge: 0,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: environment().appOrigin.startsWith('https://'),
    })
  }
  return new Response(null, {
    status: 303,
    headers: {
      location: '/sign-in?done=signed-out',
      'cache-control': 'private, no-store',
      'clear-site-data': '"cache", "storage"',
    },
  })
}
