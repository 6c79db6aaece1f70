// Signing in with a company's own provider, against a real one (oidc-provider): PKCE, state and nonce included.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authDoor } from '@/lib/web/auth'
import { setOrganisationSignIn } from './commands/organisations'
import { csrfCookieName, sessionCookieName, sidOfCookie } from './gateway'
import { AuthInput } from './input'
import { providerIdOf } from './provider'
import { findSession } from './queries/session'
import { createWorld, minutes, ORIGIN, type World } from './testing/world'

let world: World
let server: Server
let issuer: string

/** What the provider says of its accounts. */
const ACCOUNTS: Record<string, { email: string; email_verified: boolean }> = {
  'sub-ann': { email: 'ann@acme.example', email_verified: true },
  'sub-ann-2': { email: 'ann@acme.example', email_verified: true },
  'sub-boss': { email: 'boss@acme.example', email_verified: false },
  'sub-gil': { email: 'gil@globex.example', email_verified: true },
  'sub-stranger': { email: 'stranger@acme.example', email_verified: true },
}

beforeAll(async () => {
  world = await createWorld()
  const holder = await listen()
  server = holder.server
  issuer = holder.issuer
  const organisationId = world.people.ann.actor.organisationId
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'concord',
        client_secret: 'hush-hush-hush',
        redirect_uris: [`${ORIGIN}/api/auth/callback/${providerIdOf(organisationId)}`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['test'] },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id] }) }),
  })
  holder.serve(provider.callback())
  await setOrganisationSignIn(world.as('admin'), {
    organisationId,
    issuer,
    clientId: 'concord',
    clientSecret: 'hush-hush-hush',
    emailDomains: ['acme.example'],
    enabled: true,
  })
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await world.end()
})

async function listen() {
  const { createServer } = await import('node:http')
  let handle: ReturnType<Provider['callback']> | undefined
  const server = createServer((request, response) => void handle?.(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    server,
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (callback: typeof handle) => (handle = callback),
  }
}

/** One browser that visits us and the provider, and keeps their cookies apart. */
class Visit {
  readonly ours = new Map<string, string>()
  readonly theirs = new Map<string, string>()

  async us(method: 'GET' | 'POST', path: string, form: Record<string, string> = {}): Promise<Response> {
    const url = new URL(path, ORIGIN)
    const nextauth = url.pathname.replace('/api/auth/', '').split('/')
    const request = new Request(url, { method, headers: { cookie: pairs(this.ours) } })
    const answer = await authDoor(
      world.anonymous(),
      AuthInput.parse({ ...(method === 'GET' ? Object.fromEntries(url.searchParams) : form), nextauth }),
      request,
    )
    keep(this.ours, answer)
    return answer
  }

  /** Starts at our form and ends at the address to which the provider sends the browser back. */
  async walk(subject: string, email = 'somebody@acme.example'): Promise<URL> {
    await this.us('GET', '/api/auth/csrf')
    const csrfToken = this.ours.get(csrfCookieName())?.split('|')[0] ?? ''
    const page = await this.us('POST', '/api/auth/signin/company', { csrfToken, email, next: '/cases/HS-10001' })
    const href = /<a href="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&#38;', '&') ?? ''
    let answer = await this.them('GET', href)
    for (const prompt of ['login', 'consent']) {
      const uid = /\/interaction\/([^/?]+)/.exec(answer.headers.get('location') ?? '')?.[1]
      if (!uid) throw new Error(`no interaction: ${answer.headers.get('location')}`)
      answer = await this.them('POST', `${issuer}/interaction/${uid}`, { prompt, login: subject, password: 'any' })
      answer = await this.them('GET', new URL(answer.headers.get('location') ?? '', issuer).href)
    }
    return new URL(answer.headers.get('location') ?? '')
  }

  private async them(method: string, url: string, form?: Record<string, string>): Promise<Response> {
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { cookie: pairs(this.theirs) },
      body: form && new URLSearchParams(form),
    })
    keep(this.theirs, answer)
    return answer
  }

  async back(address: URL): Promise<Response> {
    return this.us('GET', address.pathname + address.search)
  }

  async session() {
    const sid = await sidOfCookie(this.ours.get(sessionCookieName()))
    return sid ? findSession(world.anonymous(minutes(1)), sid) : undefined
  }
}

const pairs = (jar: Map<string, string>) => [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ')

function keep(jar: Map<string, string>, answer: Response) {
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (value === '' || /max-age=0(;|$)|expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(name)
    else jar.set(name, decodeURIComponent(value))
  }
}

async function signInAs(subject: string) {
  const visit = new Visit()
  const answer = await visit.back(await visit.walk(subject))
  return { location: answer.headers.get('location'), session: await visit.session() }
}

describe('signing in with a company’s provider', () => {
  test('links a member by the verified address once, and knows them by subject from then on', async () => {
    const first = await signInAs('sub-ann')
    expect(first).toMatchObject({ location: '/cases/HS-10001', session: { userId: world.people.ann.userId } })
    ACCOUNTS['sub-ann'] = { email: 'renamed@elsewhere.example', email_verified: false }
    expect((await signInAs('sub-ann')).session?.userId).toBe(world.people.ann.userId)
    expect((await signInAs('sub-ann-2')).session).toBeUndefined()
  })

  test.each(['sub-boss', 'sub-gil', 'sub-stranger'])(
    'refuses %s: unverified, of another organisation, or nobody we invited',
    async (subject) => {
      expect(await signInAs(subject)).toEqual({ location: '/sign-in?error=provider', session: undefined })
    },
  )

  test('refuses an answer that belongs to another browser, and one that is given twice', async () => {
    const [victim, attacker] = [new Visit(), new Visit()]
    const address = await attacker.walk('sub-ann')
    await victim.us('GET', '/api/auth/csrf')
    expect((await victim.back(address)).headers.get('location')).toBe('/sign-in?error=provider')
    expect(await victim.session()).toBeUndefined()
    await attacker.back(address)
    const again = new Visit()
    for (const [name, value] of attacker.ours) if (name !== sessionCookieName()) again.ours.set(name, value)
    await again.back(address)
    expect(await again.session()).toBeUndefined()
  })

  test('knows no company for a foreign domain', async () => {
    const visit = new Visit()
    await visit.us('GET', '/api/auth/csrf')
    const answer = await visit.us('POST', '/api/auth/signin/company', {
      csrfToken: visit.ours.get(csrfCookieName())?.split('|')[0] ?? '',
      email: 'x@nowhere.example',
    })
    expect(answer.headers.get('location')).toBe('/sign-in?error=company')
  })

  test('ends with the setting: switched off, its callback signs nobody in', async () => {
    const visit = new Visit()
    const address = await visit.walk('sub-ann')
    await world.look((sql) => sql`update organisation_sign_in set enabled = false`)
    expect((await visit.back(address)).headers.get('location')).toMatch(/^\/sign-in\?error=/)
    expect(await visit.session()).toBeUndefined()
  })
})
