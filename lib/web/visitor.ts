import 'server-only'
import { cookies, headers } from 'next/headers'
import { deviceCookieName, sessionCookieName, sidOfCookie } from '@/lib/identity/gateway'
import type { Visitor } from '@/lib/identity/commands/session'
import { environment } from '@/lib/kernel/env'

/** Where a request comes from, for sessions and rate limits. */
export async function visitorOf(headers: Pick<Headers, 'get'>, cookie: (name: string) => string | undefined): Promise<Visitor> {
  return {
    userAgent: headers.get('user-agent') ?? '',
    address: addressOf(headers, environment().trustedProxies),
    device: cookie(deviceCookieName()),
    previousSid: await sidOfCookie(cookie(sessionCookieName())),
  }
}

/**
 * The visitor's network address (AB-022): each trusted proxy in front of us has appended one to X-Forwarded-For, so it is
 * the one that the outermost of them wrote. Without a proxy the header is the visitor's own word, and all visitors of such
 * an installation, which listens on one machine only, count as one.
 */
export function addressOf(headers: Pick<Headers, 'get'>, trustedProxies: number): string {
  if (trustedProxies === 0) return 'local'
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  return hops.at(-trustedProxies)?.slice(0, 64) || 'unknown'
}

/** The same for the running action. */
export async function visitorOfRequest(): Promise<Visitor> {
  const jar = await cookies()
  return visitorOf(await headers(), (name) => jar.get(name)?.value)
}
