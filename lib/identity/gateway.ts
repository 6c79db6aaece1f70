import 'server-only'
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { NextAuthOptions } from 'next-auth'
import * as jwt from 'next-auth/jwt'
import { environment } from '@/lib/kernel/env'
import { newToken } from '@/lib/kernel/ids'
import { ownPath } from './own-path'
import { MEMBER_SESSION_MS } from './session'

// The outside world of signing in: password hashes, seals, cookies, and next-auth, which no other file of the server knows.

// --- Passwords -------------------------------------------------------------------------------------------------------

/** argon2id as ME-21 has it; about 13 ms a hash, so limits are checked before. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
let dummyHash: Promise<string> | undefined

/** The hash to keep of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2)
}

/** Compares with the kept hash; without one it does the same work on a dummy and answers false (AB-061). */
export async function verifyPassword(kept: string | null | undefined, password: string): Promise<boolean> {
  const dummy = await (dummyHash ??= hash(newToken(), ARGON2))
  const same = await verify(kept ?? dummy, password)
  return same && Boolean(kept)
}

// --- Tokens and seals ------------------------------------------------------------------------------------------------

/** What the database keeps of a random token or session id. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** A keyed digest, for counters whose keys should not name a person, and for marks that only we can make. */
export function keyedDigest(purpose: string, value: string): string {
  return createHmac('sha256', keyFor(purpose)).update(value).digest('base64url')
}

/** Seals a secret for the database (AES-256-GCM under the installation's secret); `context` must be the same to open it. */
export function seal(secret: string, context: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor('seal'), iv).setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return ['v1', iv, cipher.getAuthTag(), sealed]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.')
}

/** Opens what `seal` made; throws when it was changed, moved to another context or sealed under another secret. */
export function unseal(sealed: string, context: string): string {
  const [version, iv, tag, body] = sealed.split('.')
  if (version !== 'v1' || !iv || !tag || body === undefined) throw new Error('not a sealed secret')
  const decipher = createDecipheriv('aes-256-gcm', keyFor('seal'), Buffer.from(iv, 'base64url'))
    .setAAD(Buffer.from(context))
    .setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
}

const keys = new Map<string, Buffer>()

function keyFor(purpose: string): Buffer {
  const key = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', environment().authSecret, '', `concord ${purpose}`, 32))
  keys.set(purpose, key)
  return key
}

// --- Cookies ---------------------------------------------------------------------------------------------------------

const isHttps = () => environment().appOrigin.startsWith('https://')
/** `__Host-` binds a cookie to this host and to https; the demo on http goes without (ME-05). */
const cookieName = (name: string) => `${isHttps() ? '__Host-' : ''}concord-${name}`

export type CookieToSet = {
  name: string
  value: string
  maxAge: number
  httpOnly: true
  sameSite: 'lax'
  path: '/'
  secure: boolean
}

function cookieToSet(name: string, value: string, maxAgeMs: number): CookieToSet {
  return {
    name: cookieName(name),
    value,
    maxAge: Math.floor(maxAgeMs / 1_000),
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isHttps(),
  }
}

export const sessionCookieName = () => cookieName('session')
export const deviceCookieName = () => cookieName('device')
export const typedEmailCookieName = () => cookieName('typed')

const COOKIES_MAX = 5_000
/** Cookies that were opened, by their hash: a browser sends the same one with each request. Whether its session lives is not kept. */
const opened = new Map<string, { sid: string; untilMs: number }>()

/** The session id in a session cookie; undefined for anything that we did not sign, and for what is too old or too long. */
export async function sidOfCookie(value: string | undefined): Promise<string | undefined> {
  if (!value || value.length > 2_000) return undefined
  const mark = hashToken(value).toString('latin1')
  const known = opened.get(mark)
  if (known && Date.now() < known.untilMs) return known.sid
  try {
    const token = await jwt.decode({ token: value, secret: environment().authSecret })
    if (typeof token?.sid !== 'string') return undefined
    if (opened.size >= COOKIES_MAX) opened.delete(opened.keys().next().value!)
    opened.set(mark, { sid: token.sid, untilMs: Number(token.exp) * 1_000 })
    return token.sid
  } catch {
    return undefined // forged, cut or of another secret: the same as no cookie
  }
}

/** The cookie of a session that did not begin at next-auth's own address, such as after accepting an invitation. */
export async function sessionCookie(sid: string): Promise<CookieToSet> {
  const maxAge = MEMBER_SESSION_MS / 1_000
  return cookieToSet('session', await jwt.encode({ token: { sid }, secret: environment().authSecret, maxAge }), MEMBER_SESSION_MS)
}

const DEVICE_MS = 365 * 86_400_000

/** A cookie that says: this person has signed in on this device before (AB-060: no lock-out from a known device). */
export function deviceCookie(userId: string): CookieToSet {
  const deviceId = newToken().slice(0, 22)
  return cookieToSet('device', `${deviceId}.${keyedDigest('device', `${userId}|${deviceId}`)}`, DEVICE_MS)
}

/** The device's id when the cookie was made for this person. */
export function knownDevice(cookie: string | undefined, userId: string | undefined): string | undefined {
  const [deviceId, mark] = (cookie ?? '').split('.')
  if (!deviceId || !mark || deviceId.length > 64) return undefined
  const expected = Buffer.from(keyedDigest('device', `${userId ?? 'nobody'}|${deviceId}`))
  const given = Buffer.from(mark)
  return given.length === expected.length && timingSafeEqual(given, expected) && userId ? deviceId : undefined
}

/** Keeps the typed address for the form that comes back, for five minutes. */
export function typedEmailCookie(email: string): CookieToSet {
  return cookieToSet('typed', email.slice(0, 254), 5 * 60_000)
}

/** The CSRF field's value for a form that posts to next-auth, when the visitor's cookie holds one. */
export function csrfFieldOf(cookie: string | undefined): string | undefined {
  const [token, mark] = (cookie ?? '').split('|')
  const expected = createHash('sha256').update(`${token}${environment().authSecret}`).digest('hex')
  return token && mark === expected ? token : undefined
}

export const csrfCookieName = () => cookieName('csrf')

/** `name=value; …` for a Set-Cookie header. */
export function serializeCookie({ name, value, maxAge, secure }: CookieToSet): string {
  return `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

// --- next-auth -------------------------------------------------------------------------------------------------------

/** An organisation's own OpenID Connect provider, with its secret opened. */
export type OidcProvider = { id: string; issuer: string; clientId: string; clientSecret: string }
/** What an OpenID Connect provider says about somebody. */
export type OidcClaims = { issuer: string; subject: string; email: string | undefined; emailVerified: boolean }

/** What signing in means here: each attempt answers with a new session id, or undefined for a refusal. */
export type SignInDesk = {
  withPassword: (email: string, password: string) => Promise<string | undefined>
  withLink: (token: string) => Promise<string | undefined>
  withProvider: (provider: OidcProvider, claims: OidcClaims) => Promise<string | undefined>
  /** The provider that the path names, as its row stands now. */
  provider: (id: string) => Promise<OidcProvider | undefined>
  log: (code: string, reason: string) => void
}

export type AuthRequest = {
  method: string
  /** Path below /api/auth: action and provider. */
  path: string[]
  cookies: Record<string, string>
  query: Record<string, string>
  form: Record<string, string>
}

/** What next-auth answers: where to go and which cookies to set. `sid` is there when somebody has signed in. */
export type AuthAnswer = { status: number; location: string | undefined; setCookies: string[]; sid: string | undefined }

/**
 * Hands one request to next-auth: no adapter, its JWT carries the session id and nothing else, and the options are made for
 * this request so that only the organisation's provider that is asked for exists. Throws what the desk threw.
 */
export async function runNextAuth(request: AuthRequest, desk: SignInDesk): Promise<AuthAnswer> {
  const [action = '', providerId = ''] = request.path
  let sid: string | undefined
  let thrown: unknown
  const attempt = async (signIn: () => Promise<string | undefined>): Promise<boolean> => {
    try {
      sid = await signIn()
    } catch (error) {
      thrown = error
    }
    return sid !== undefined
  }
  const oidc = providerId.startsWith('oidc-') ? await desk.provider(providerId) : undefined
  const providers: NextAuthOptions['providers'] = [
    {
      id: 'password',
      name: 'Password',
      type: 'credentials',
      credentials: {},
      authorize: async () =>
        (await attempt(() => desk.withPassword(request.form.email ?? '', request.form.password ?? ''))) ? { id: 'person' } : null,
    },
    {
      id: 'link',
      name: 'Link',
      type: 'credentials',
      credentials: {},
      authorize: async () => ((await attempt(() => desk.withLink(request.form.token ?? ''))) ? { id: 'person' } : null),
    },
  ]
  if (oidc) providers.push(oidcProvider(oidc))
  const options: NextAuthOptions = {
    providers,
    secret: environment().authSecret,
    session: { strategy: 'jwt', maxAge: MEMBER_SESSION_MS / 1_000 },
    useSecureCookies: isHttps(),
    cookies: authCookies(),
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-out' },
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + ownPath(url, { origin: baseUrl }),
      signIn: async ({ account, profile }) => {
        if (account?.type !== 'oauth') return sid !== undefined
        return oidc !== undefined && (await attempt(() => desk.withProvider(oidc, claimsOf(oidc, profile))))
      },
      jwt: ({ token, trigger }) => (trigger === 'signIn' ? { sid } : { sid: token.sid }),
    },
    logger: { error: (code, metadata) => desk.log(code, reasonOf(metadata)), warn: () => undefined, debug: () => undefined },
  }
  process.env.NEXTAUTH_URL = environment().appOrigin // next-auth asks for its own address there and trusts no header
  const answer = await callNextAuth(request, action, options)
  if (thrown) throw thrown
  return { ...answer, sid }
}

/** What openid-client hands on at run time; the type that next-auth gives it is narrower. */
type IdTokenSet = { claims: () => { sub: string; email?: string } }

function oidcProvider(oidc: OidcProvider): NextAuthOptions['providers'][number] {
  return {
    id: oidc.id,
    name: 'OpenID Connect',
    type: 'oauth',
    issuer: oidc.issuer,
    wellKnown: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile' } },
    httpOptions: { timeout: 5_000 },
    // Some providers put the address into the token, others only answer it when asked; the token's own claims win.
    userinfo: {
      request: async ({ tokens, client }) => {
        const claims = (tokens as IdTokenSet).claims()
        return claims.email === undefined && tokens.access_token
          ? { ...(await client.userinfo(tokens.access_token)), ...claims }
          : claims
      },
    },
    profile: (claims: { sub: string }) => ({ id: claims.sub }),
  }
}

function claimsOf(oidc: OidcProvider, profile: unknown): OidcClaims {
  const { sub, email, email_verified: verified } = (profile ?? {}) as { sub?: unknown; email?: unknown; email_verified?: unknown }
  // openid-client has checked that the token's issuer, audience, nonce and signature are this provider's.
  return {
    issuer: oidc.issuer,
    subject: String(sub),
    email: typeof email === 'string' ? email : undefined,
    emailVerified: verified === true,
  }
}

function authCookies(): NextAuthOptions['cookies'] {
  const options = { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isHttps() }
  const short = { ...options, maxAge: 15 * 60 }
  return {
    sessionToken: { name: sessionCookieName(), options },
    callbackUrl: { name: cookieName('next'), options },
    csrfToken: { name: csrfCookieName(), options },
    pkceCodeVerifier: { name: cookieName('pkce'), options: short },
    state: { name: cookieName('state'), options: short },
    nonce: { name: cookieName('nonce'), options: short },
  }
}

/** The cookie in which next-auth remembers where to go; anything but an own address in it would be answered with 500. */
function acceptedCookies(cookies: Record<string, string>): Record<string, string> {
  const { appOrigin } = environment()
  const next = cookieName('next')
  return Object.fromEntries(
    Object.entries(cookies)
      .filter(([name]) => !name.startsWith(sessionCookieName())) // a new session never builds on what the browser brought
      .map(([name, value]) => [name, name === next ? appOrigin + ownPath(value, { origin: appOrigin }) : value]),
  )
}

type PagesAnswer = { status: (code: number) => PagesAnswer; setHeader: (name: string, value: string | string[]) => void }
type PagesHandler = (request: object, answer: PagesAnswer & Record<string, unknown>, options: NextAuthOptions) => Promise<void>

/** next-auth's handler for requests that are plain objects: it needs no Next around it, so that tests drive it as it is. */
async function callNextAuth(request: AuthRequest, action: string, options: NextAuthOptions): Promise<Omit<AuthAnswer, 'sid'>> {
  const handler = handlerOf(await import('next-auth'))
  const headers = new Map<string, string | string[]>()
  let status = 200
  const answer = {
    status: (code: number) => ((status = code), answer),
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => void headers.set(name.toLowerCase(), value),
    json: () => undefined,
    send: () => undefined,
    end: () => undefined,
  }
  const next = request.form.next ?? request.query.next
  const body = { ...request.form, ...(next !== undefined && { callbackUrl: environment().appOrigin + ownPath(next) }) }
  // Only a provider's answer has a query that next-auth should see; elsewhere it would travel into the provider's address.
  const query =
    action === 'callback' ? request.query : action === 'signin' && request.form.email ? { login_hint: request.form.email } : {}
  await handler(
    {
      method: request.method,
      query: { ...query, nextauth: request.path },
      cookies: acceptedCookies(request.cookies),
      headers: {},
      body,
    },
    answer,
    options,
  )
  const location = headers.get('location')
  const setCookies = headers.get('set-cookie') ?? []
  return {
    status,
    location: typeof location === 'string' ? location : undefined,
    setCookies: typeof setCookies === 'string' ? [setCookies] : setCookies,
  }
}

/** next-auth is CommonJS: bundler and Node wrap its default export a different number of times. */
function handlerOf(module: unknown): PagesHandler {
  let found = module
  while (typeof found === 'object' && found !== null && 'default' in found) found = found.default
  if (typeof found !== 'function') throw new TypeError('next-auth has no handler')
  return found as PagesHandler
}

function reasonOf(metadata: unknown): string {
  if (metadata instanceof Error) return metadata.message
  const error = (metadata as { error?: unknown } | undefined)?.error
  return error instanceof Error ? error.message : 'no reason given'
}
