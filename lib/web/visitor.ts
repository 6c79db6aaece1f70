import 'server-only'
import { cookies, headers } from 'next/headers'
import { deviceCookieName, sessionCookieName, sidOfCookie } from '@/lib/identity/gateway'
import type { Visitor } from '@/lib/identity/commands/session'
import { environment } from '@/lib/kernel/env'
import { addressOf } from './address'

/** Where a request comes from, for sessions and rate limits. */
export async function visitorOf(headers: Pick<Headers, 'get'>, cookie: (name: string) => string | undefined): Promise<Visitor> {
  return {
    userAgent: headers.get('user-agent') ?? '',
    address: addressOf(headers, environment().trustedProxies),
    device: cookie(deviceCookieName()),
    previousSid: await sidOfCookie(cookie(sessionCookieName())),
  }
}

/** The same for the running action. */
export async function visitorOfRequest(): Promise<Visitor> {
  const jar = await cookies()
  return visitorOf(await headers(), (name) => jar.get(name)?.value)
}
