import 'server-only'
import type { Ctx } from '@/db/context'
import { signInWithLink, signInWithPassword, signInWithProvider, type SignedIn } from '@/lib/identity/commands/sign-in'
import {
  deviceCookie,
  runNextAuth,
  serializeCookie,
  typedEmailCookie,
  type AuthRequest,
  type SignInDesk,
} from '@/lib/identity/gateway'
import type { AuthInput } from '@/lib/identity/input'
import { ownPath } from '@/lib/identity/own-path'
import { organisationOfProvider } from '@/lib/identity/provider'
import { findProvider, findProviderForEmail } from '@/lib/identity/queries/sign-in'
import { environment } from '@/lib/kernel/env'
import { NotFound } from '@/lib/kernel/errors'
import { log } from './log'
import { continuePage } from './small-page'
import { visitorOf } from './visitor'

/** What next-auth is asked for here; its other addresses (session, providers, _log …) do not exist. */
const ADDRESSES = new Set(['GET csrf', 'POST signin', 'POST callback', 'GET callback', 'GET error', 'GET signin'])
const PROVIDERS = /^(password|link|company|oidc-[0-9a-f-]{36})$/

/**
 * The door of signing in. Forms post here plainly and are sent on: to where the visitor wanted to go, to the organisation's
 * provider, or back to the sign-in page with what went wrong.
 */
export async function authDoor(ctx: Ctx, input: AuthInput, request: Request): Promise<Response> {
  const [action = '', named = '', ...more] = input.nextauth
  if (!ADDRESSES.has(`${request.method} ${action}`) || more.length > 0) throw new NotFound('address')
  if (action === 'error' || (action === 'signin' && request.method === 'GET')) return backToSignIn('failed', '/')
  if (action !== 'csrf' && !PROVIDERS.test(named)) throw new NotFound('provider')
  const next = ownPath(input.next)
  const provider = named === 'company' ? await findProviderForEmail(ctx, input.email) : named
  if (provider === undefined) return backToSignIn('company', next, [serializeCookie(typedEmailCookie(input.email))])

  const jar = cookiesOf(request)
  const url = new URL(request.url)
  const asked: AuthRequest = {
    method: request.method,
    path: provider ? [action, provider] : [action],
    cookies: Object.fromEntries(jar),
    query: request.method === 'GET' ? Object.fromEntries(url.searchParams) : {},
    form:
      request.method === 'POST'
        ? { csrfToken: input.csrfToken, email: input.email, password: input.password, token: input.token, next }
        : {},
  }
  let signedIn: SignedIn | undefined
  const keep = (result: SignedIn | undefined) => (signedIn = result)?.sid
  const visitor = await visitorOf(request.headers, (name) => jar.get(name))
  const desk: SignInDesk = {
    withPassword: async (email, password) => keep(await signInWithPassword(ctx, { email, password, visitor })),
    withLink: async (token) => keep(await signInWithLink(ctx, { token, visitor })),
    withProvider: async (named, claims) =>
      keep(
        await signInWithProvider(ctx, {
          organisationId: organisationOfProvider(named.id) ?? '',
          provider: named,
          claims,
          visitor,
        }),
      ),
    provider: (id) => findProvider(ctx, id),
    log: (code, reason) => log.warn({ requestId: ctx.requestId, code, reason }, 'sign-in'),
  }
  const answer = await runNextAuth(asked, desk)

  if (action === 'csrf') return seeOther(checked(ownPath(input.back, { fallback: '/sign-in' })), answer.setCookies)
  if (signedIn)
    return seeOther(ownPath(answer.location, { origin: environment().appOrigin }), [
      ...answer.setCookies,
      serializeCookie(deviceCookie(signedIn.userId)),
    ])
  if (action === 'signin' && answer.location && !answer.location.startsWith(environment().appOrigin))
    return continuePage(answer.location, answer.setCookies)
  return backToSignIn(reasonFor(provider, action), next, [
    ...answer.setCookies,
    ...(input.email ? [serializeCookie(typedEmailCookie(input.email))] : []),
  ])
}

type Reason = 'refused' | 'link' | 'company' | 'provider' | 'failed'

function reasonFor(provider: string, action: string): Reason {
  if (provider === 'password') return 'refused'
  if (provider === 'link') return 'link'
  return action === 'callback' ? 'provider' : 'failed'
}

/** Says in the address that the cookie was offered, so that a browser that refuses it is not sent round for ever. */
function checked(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}checked=1`
}

function backToSignIn(error: Reason, next: string, setCookies: string[] = []): Response {
  return seeOther(`/sign-in?${new URLSearchParams({ error, ...(next !== '/' && { next }) })}`, setCookies)
}

function seeOther(location: string, setCookies: readonly string[]): Response {
  const headers = new Headers({ location, 'cache-control': 'private, no-store' })
  for (const cookie of setCookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

function cookiesOf(request: Request): Map<string, string> {
  const pairs = (request.headers.get('cookie') ?? '').split(/; */).map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, Math.max(at, 0)), decoded(pair.slice(at + 1))] as const
  })
  return new Map(pairs)
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
