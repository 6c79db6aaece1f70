// Signing in, as security.md asks of it: AB-059 tokens, AB-060 brute force, AB-061 enumeration, AB-064 sessions.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '@/db/context'
import { Invalid, TooMany } from '@/lib/kernel/errors'
import { newToken } from '@/lib/kernel/ids'
import { addMs, HOUR_MS, type Instant } from '@/lib/kernel/time'
import { endSession, touchSession } from './commands/session'
import { givePointsBack, takePoints, takeTurn } from './commands/limits'
import { signInWithLink, signInWithPassword } from './commands/sign-in'
import {
  acceptInvitation,
  forgetEnded,
  requestPasswordReset,
  requestSignInLink,
  resetPassword,
  sendToken,
} from './commands/tokens'
import { inviteMember } from './commands/members'
import { deviceCookie } from './gateway'
import { findSession } from './queries/session'
import { findTokenHolder } from './queries/sign-in'
import { createWorld, PASSWORD, START, visitorAt, type World } from './testing/world'

let world: World
const WRONG = 'wrong-wrong-wrong'

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())

let day = 0
/** A stretch of time of its own for a test, so that counters of another do not reach it. */
const later = (): Instant => addMs(START, ++day * 24 * HOUR_MS)
const system = (now: Instant) => world.at({ kind: 'system', job: 'test' }, now)
const signIn = (email: string, password: string, now: Instant, visitor = visitorAt('203.0.113.1')) =>
  signInWithPassword(world.anonymous(now), { email, password, visitor })

/** What the job would mail: asks at the door, runs the enqueued job, reads the token from the outbox. */
async function mailed(kind: 'link' | 'reset', email: string, now: Instant, address = '203.0.113.9'): Promise<string> {
  await (kind === 'link' ? requestSignInLink : requestPasswordReset)(world.anonymous(now), { email, address })
  const [job] = await world.look(
    (sql) => sql<{ payload: { kind: 'link' | 'reset'; email: string; requestId: string } }[]>`
    select payload from job_orders where job = 'identity.send_token' order by id desc limit 1`,
  )
  await sendToken(system(now), job!.payload)
  return lastToken()
}

async function lastToken(): Promise<string> {
  const [mail] = await world.look(
    (sql) =>
      sql<
        { token: string }[]
      >`select facts->>'token' as token from outbox where facts ? 'token' order by created_at desc, id desc limit 1`,
  )
  return mail?.token ?? ''
}

describe('brute force (AB-060)', () => {
  test('counters that many share are taken and given back at once, in whichever order they are named', async () => {
    const now = later()
    const counters = Array.from({ length: 6 }, (_, n) => ({
      limit: 'token:address' as const,
      subject: `shared ${n}`,
      most: 1_000,
    }))
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        inTransaction<unknown>(system(now), (ctx) =>
          n % 2 === 0 ? takePoints(ctx, counters) : givePointsBack(ctx, counters.toReversed()),
        ),
      ),
    )
    const wait = await inTransaction(system(now), (ctx) => takePoints(ctx, counters))
    expect(wait).toBeUndefined()
  })

  test('the sixth wrong password for one account from six addresses waits, and says how long', async () => {
    const now = later()
    for (let i = 1; i <= 5; i++)
      expect(await signIn('boss@acme.example', WRONG, now, visitorAt(`198.51.100.${i}`))).toBeUndefined()
    const sixth = signIn('boss@acme.example', PASSWORD, now, visitorAt('198.51.100.6'))
    await expect(sixth).rejects.toBeInstanceOf(TooMany)
    await expect(sixth).rejects.toMatchObject({ retryAfterSeconds: 900 })
    expect(await signIn('boss@acme.example', PASSWORD, addMs(now, HOUR_MS), visitorAt('198.51.100.6'))).toBeDefined()
  })

  test('the true person on a known device is not locked out by others', async () => {
    const now = later()
    for (let i = 1; i <= 6; i++) await signIn('ann@acme.example', WRONG, now, visitorAt(`198.51.100.${i}`)).catch(() => undefined)
    const device = deviceCookie(world.people.ann.userId).value
    expect(await signIn('ann@acme.example', PASSWORD, now, visitorAt('192.0.2.1', { device }))).toBeDefined()
    // The cookie of one person opens nothing for another.
    const foreign = deviceCookie(world.people.boss.userId).value
    await expect(signIn('ann@acme.example', PASSWORD, now, visitorAt('192.0.2.1', { device: foreign }))).rejects.toBeInstanceOf(
      TooMany,
    )
  })

  test('the hundred and first attempt from one address waits, whatever the account', async () => {
    const now = later()
    for (let i = 1; i <= 100; i++) expect(await signIn(`nobody${i}@acme.example`, WRONG, now)).toBeUndefined()
    await expect(signIn('nobody101@acme.example', WRONG, now)).rejects.toBeInstanceOf(TooMany)
  })

  test('a counter that cannot be written opens nothing (FT-31)', async () => {
    const now = later()
    await world.look((sql) => sql`alter table rate_limits rename to rate_limits_gone`)
    await expect(signIn('ann@acme.example', PASSWORD, now)).rejects.toThrow()
    await world.look((sql) => sql`alter table rate_limits_gone rename to rate_limits`)
    expect(await signIn('ann@acme.example', PASSWORD, now)).toBeDefined()
  })

  test('right passwords give their points back', async () => {
    const now = later()
    for (let i = 1; i <= 8; i++) expect(await signIn('ann@acme.example', PASSWORD, now)).toBeDefined()
  })
})

test('the eleventh case of one person in a minute waits, theirs alone, and says how long (ME-20)', async () => {
  const now = later()
  const open = (name: 'ann' | 'boss', at: Instant) => takeTurn(world.as(name, at), 'case:person')
  for (let i = 1; i <= 10; i++) await open('ann', addMs(now, i * 1_000))
  const eleventh = open('ann', addMs(now, 11_000))
  await expect(eleventh).rejects.toBeInstanceOf(TooMany)
  await expect(eleventh).rejects.toMatchObject({ retryAfterSeconds: 50 })
  await open('boss', addMs(now, 11_000))
  await open('ann', addMs(now, 61_000))
})

describe('one-time tokens (AB-059)', () => {
  test('a link signs in once', async () => {
    const now = later()
    const token = await mailed('link', 'ann@acme.example', now)
    const visitor = visitorAt('203.0.113.2')
    const signedIn = await signInWithLink(world.anonymous(now), { token, visitor })
    expect(signedIn?.userId).toBe(world.people.ann.userId)
    expect(await signInWithLink(world.anonymous(now), { token, visitor })).toBeUndefined()
  })

  test('the second of two links kills the first; late, changed, cut and empty ones do nothing', async () => {
    const now = later()
    const first = await mailed('link', 'ann@acme.example', now)
    const second = await mailed('link', 'ann@acme.example', addMs(now, 1))
    const visitor = visitorAt('203.0.113.3')
    const flipped = second.replace(/[a-zA-Z]/, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    )
    for (const token of [first, '', ' ', flipped, second.slice(0, -1), `${second}A`, newToken()]) {
      expect(await signInWithLink(world.anonymous(addMs(now, 2)), { token, visitor })).toBeUndefined()
    }
    expect(await signInWithLink(world.anonymous(addMs(now, 15 * 60_000 + 1)), { token: second, visitor })).toBeUndefined()
    expect(await signInWithLink(world.anonymous(addMs(now, 14 * 60_000)), { token: second, visitor })).toBeDefined()
  })

  test('looking at a token uses nothing up, and a token of another kind is none', async () => {
    const now = later()
    const token = await mailed('reset', 'ann@acme.example', now)
    expect(await findTokenHolder(world.anonymous(now), 'reset', token)).toMatchObject({ email: 'ann@acme.example' })
    expect(await findTokenHolder(world.anonymous(now), 'invitation', token)).toBeUndefined()
    expect(await signInWithLink(world.anonymous(now), { token, visitor: visitorAt('203.0.113.4') })).toBeUndefined()
    await expect(
      resetPassword(world.anonymous(addMs(now, 25 * HOUR_MS)), { token, password: 'lamp-otter-velvet-sky', address: 'a' }),
    ).rejects.toBeInstanceOf(Invalid)
    await resetPassword(world.anonymous(now), { token, password: PASSWORD, address: 'a' })
    await expect(resetPassword(world.anonymous(now), { token, password: PASSWORD, address: 'a' })).rejects.toBeInstanceOf(Invalid)
  })

  test('a new password ends every session, and a refused one changes nothing', async () => {
    const now = later()
    const before = await signIn('boss@acme.example', PASSWORD, now)
    const token = await mailed('reset', 'boss@acme.example', now)
    await expect(resetPassword(world.anonymous(now), { token, password: 'acme acme acme', address: 'b' })).rejects.toMatchObject({
      fields: { password: [expect.any(String)] },
    })
    expect(await findSession(world.anonymous(now), before!.sid)).toBeDefined()
    await resetPassword(world.anonymous(now), { token, password: 'lamp-otter-velvet-sky', address: 'b' })
    expect(await findSession(world.anonymous(now), before!.sid)).toBeUndefined()
    expect(await signIn('boss@acme.example', PASSWORD, now)).toBeUndefined()
    expect(await signIn('boss@acme.example', 'lamp-otter-velvet-sky', now)).toBeDefined()
  })

  test('an invitation is accepted once and signs in', async () => {
    const now = later()
    const { userId } = await inviteMember(world.as('admin', now), {
      organisationId: world.people.ann.actor.organisationId,
      email: 'new@acme.example',
      name: 'New',
      role: 'member',
    })
    const token = await lastToken()
    const input = {
      token,
      name: 'Nina New',
      timeZone: 'Europe/London',
      password: 'violet-anchor-biscuit',
      visitor: visitorAt('203.0.113.5'),
    }
    await expect(acceptInvitation(world.anonymous(now), { ...input, password: 'short' })).rejects.toBeInstanceOf(Invalid)
    const { sid } = await acceptInvitation(world.anonymous(now), input)
    expect(await findSession(world.anonymous(now), sid)).toMatchObject({
      userId,
      name: 'Nina New',
      memberships: [{ role: 'member' }],
    })
    await expect(acceptInvitation(world.anonymous(now), input)).rejects.toBeInstanceOf(Invalid)
  })

  test('an invitation into a second organisation takes a new password, and signs out elsewhere', async () => {
    const now = later()
    const before = await signIn('gil@globex.example', PASSWORD, now)
    await inviteMember(world.as('admin', now), {
      organisationId: world.people.ann.actor.organisationId,
      email: 'gil@globex.example',
      name: 'Gil',
      role: 'member',
    })
    const input = { token: await lastToken(), name: 'Gil', timeZone: 'Europe/London', password: 'violet-anchor-biscuit' }
    const { sid } = await acceptInvitation(world.anonymous(now), { ...input, visitor: visitorAt('203.0.113.6') })
    expect(await findSession(world.anonymous(now), before!.sid)).toBeUndefined()
    expect((await findSession(world.anonymous(now), sid))?.memberships).toHaveLength(2)
  })

  test('the job that mails a link may run twice: the link that was mailed still works', async () => {
    const now = later()
    const job = { kind: 'link', email: 'ann@acme.example', requestId: 'once' } as const
    await sendToken(system(now), job)
    const token = await lastToken()
    await sendToken(system(now), job)
    expect(await lastToken()).toBe(token)
    expect(await signInWithLink(world.anonymous(now), { token, visitor: visitorAt('203.0.113.7') })).toBeDefined()
  })

  test('only hashes of tokens are kept, and old ones are forgotten', async () => {
    const now = later()
    const token = await mailed('link', 'ann@acme.example', now)
    const found = await world.look(
      (sql) => sql`select id from sign_in_tokens t where encode(token_hash, 'escape') like ${`%${token}%`}`,
    )
    expect(found).toHaveLength(0)
    await forgetEnded(system(addMs(now, 40 * 24 * HOUR_MS)))
    expect(await world.look((sql) => sql`select id from sign_in_tokens`)).toHaveLength(0)
  })
})

describe('who is there (AB-061)', () => {
  test('asking for a link does the same for known, unknown and disabled people', async () => {
    const now = later()
    await world.look((sql) => sql`update users set disabled_at = ${now} where id = ${world.people.gil.userId}`)
    for (const [i, email] of ['boss@acme.example', 'nobody@acme.example', 'gil@globex.example'].entries()) {
      expect(await requestSignInLink(world.anonymous(now), { email, address: `192.0.2.${i}` })).toBeUndefined()
    }
    const mailsBefore = await world.look((sql) => sql`select id from outbox`)
    for (const email of ['nobody@acme.example', 'gil@globex.example'])
      await sendToken(system(now), { kind: 'link', email, requestId: 'r' })
    expect(await world.look((sql) => sql`select id from outbox`)).toHaveLength(mailsBefore.length)
    await world.look((sql) => sql`update users set disabled_at = null where id = ${world.people.gil.userId}`)
  })

  test('the fourth mail an hour to one address is refused, known or not', async () => {
    const now = later()
    for (const email of ['ann@acme.example', 'nobody@acme.example']) {
      for (let i = 1; i <= 3; i++) await requestPasswordReset(world.anonymous(now), { email, address: `192.0.2.1${i}` })
      await expect(requestPasswordReset(world.anonymous(now), { email, address: '192.0.2.20' })).rejects.toBeInstanceOf(TooMany)
    }
  })
})

describe('sessions (AB-064)', () => {
  test('a sign-in begins a new session and ends the one that the browser had', async () => {
    const now = later()
    const first = await signIn('ann@acme.example', PASSWORD, now)
    const second = await signIn('ann@acme.example', PASSWORD, now, visitorAt('203.0.113.1', { previousSid: first!.sid }))
    expect(second!.sid).not.toBe(first!.sid)
    expect(await findSession(world.anonymous(now), first!.sid)).toBeUndefined()
    expect(await findSession(world.anonymous(now), second!.sid)).toBeDefined()
  })

  test('an id that nobody was given is no session', async () => {
    expect(await findSession(world.anonymous(), newToken())).toBeUndefined()
    expect(await findSession(world.anonymous(), '')).toBeUndefined()
  })

  test('ends on the server when its person signs out', async () => {
    const now = later()
    const { sid } = (await signIn('ann@acme.example', PASSWORD, now))!
    await endSession(world.anonymous(now), sid)
    expect(await findSession(world.anonymous(now), sid)).toBeUndefined()
  })

  test('ends after eight idle hours, and after seven days or twelve hours of staff however much it is used', async () => {
    const now = later()
    const customer = (await signIn('ann@acme.example', PASSWORD, now))!
    const staff = (await signIn('agent@vendor.example', PASSWORD, now))!
    const alive = async (sid: string, hours: number) => {
      const at = addMs(now, hours * HOUR_MS)
      const session = await findSession(world.anonymous(at), sid)
      if (session) await touchSession(world.anonymous(at), session.sessionId)
      return session !== undefined
    }
    expect(await alive(staff.sid, 7)).toBe(true)
    expect(await alive(staff.sid, 11.9)).toBe(true)
    expect(await alive(staff.sid, 12)).toBe(false)
    for (let hours = 7; hours < 168; hours += 7) expect(await alive(customer.sid, hours)).toBe(true)
    expect(await alive(customer.sid, 168)).toBe(false)
    const idle = (await signIn('ann@acme.example', PASSWORD, now))!
    expect(await alive(idle.sid, 8)).toBe(false)
    day += 7
  })
})
