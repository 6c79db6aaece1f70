import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csrfCookieName, sessionCookieName, sidOfCookie } from '@/lib/identity/gateway'
import { AuthInput } from '@/lib/identity/input'
import { findSession } from '@/lib/identity/queries/session'
import { createWorld, minutes, ORIGIN, PASSWORD, type World } from '@/lib/identity/testing/world'
import { authDoor } from './auth'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())

/** A browser without JavaScript: keeps cookies, posts forms. */
class Browser {
  readonly cookies = new Map<string, string>()

  async go(method: 'GET' | 'POST', path: string, form: Record<string, string> = {}, now = minutes(0)): Promise<Response> {
    const [pathname = '', search = ''] = path.split('?')
    const nextauth = pathname.replace('/api/auth/', '').split('/')
    const request = new Request(`${ORIGIN}${path}`, {
      method,
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ') },
    })
    const input = AuthInput.parse({ ...(method === 'GET' ? Object.fromEntries(new URLSearchParams(search)) : form), nextauth })
    const response = await authDoor(world.anonymous(now), input, request)
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/max-age=0(;|$)/i.test(cookie)) this.cookies.delete(name)
      else this.cookies.set(name, decodeURIComponent(value))
    }
    return response
  }

  async csrf(): Promise<string> {
    await this.go('GET', '/api/auth/csrf')
    return this.cookies.get(csrfCookieName())?.split('|')[0] ?? ''
  }

  async session(now = minutes(1)) {
    const sid = await sidOfCookie(this.cookies.get(sessionCookieName()))
    return sid ? findSession(world.anonymous(now), sid) : undefined
  }
}

describe('signing in by password', () => {
  test('begins a session and goes where the visitor wanted to', async () => {
    const browser = new Browser()
    const csrfToken = await browser.csrf()
    const answer = await browser.go('POST', '/api/auth/callback/password', {
      csrfToken,
      email: 'ANN@acme.example',
      password: PASSWORD,
      next: '/cases/HS-10001',
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/cases/HS-10001'])
    expect(await browser.session()).toMatchObject({
      userId: world.people.ann.userId,
      staff: undefined,
      memberships: [{ organisationName: 'acme', role: 'member' }],
    })
  })

  test('answers a wrong password, an unknown and a disabled person alike (AB-061)', async () => {
    await world.look((sql) => sql`update users set disabled_at = ${minutes(0)} where id = ${world.people.gil.userId}`)
    const answers = []
    for (const email of ['boss@acme.example', 'nobody@acme.example', 'gil@globex.example']) {
      const browser = new Browser()
      const csrfToken = await browser.csrf()
      const answer = await browser.go('POST', '/api/auth/callback/password', {
        csrfToken,
        email,
        password: email.startsWith('gil') ? PASSWORD : 'wrong-wrong-wrong',
      })
      expect(await browser.session()).toBeUndefined()
      answers.push([answer.status, answer.headers.get('location'), await answer.text(), [...browser.cookies.keys()]])
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  test('needs the CSRF field of its own cookie', async () => {
    const browser = new Browser()
    await browser.csrf()
    const answer = await browser.go('POST', '/api/auth/callback/password', {
      csrfToken: 'f'.repeat(64),
      email: 'ann@acme.example',
      password: PASSWORD,
    })
    expect(answer.headers.get('location')).toMatch(/^\/sign-in\?error=/)
    expect(await browser.session()).toBeUndefined()
  })
})
