// One’s own account: profile, choices of news, sessions, and the password.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NotFound } from '@/lib/kernel/errors'
import { addMs, HOUR_MS, type Instant } from '@/lib/kernel/time'
import { changePassword, changeNotificationChoices, changeProfile, revokeAllSessions, revokeSession } from './commands/account'
import { ChangeChoicesInput, ChangeProfileInput } from './input'
import { placesOf } from './choices'
import { getProfile, listSessions } from './queries/account'
import { createWorld, PASSWORD, START, type World } from './testing/world'

let world: World
let now: Instant = START

beforeAll(async () => {
  world = await createWorld()
})
beforeEach(() => {
  now = addMs(now, 24 * HOUR_MS)
})
afterAll(() => world.end())

const signIn = (name: keyof World['people']) => world.signIn(name, now)
const session = (sid: string) => world.session(sid, now)

describe('one’s own account', () => {
  test('a customer changes their profile and nothing beyond it (AB-010)', async () => {
    const ctx = world.as('ann', now)
    const input = ChangeProfileInput.parse({
      name: 'Ann Other',
      timeZone: 'Pacific/Auckland',
      role: 'administrator',
      email: 'x@y.example',
      passwordHash: 'x',
      isAdministrator: 'on',
    })
    await changeProfile(ctx, input)
    expect(await getProfile(ctx)).toEqual({
      userId: world.people.ann.userId,
      name: 'Ann Other',
      email: 'ann@acme.example',
      timeZone: 'Pacific/Auckland',
      notifications: {},
      hasPassword: true,
    })
  })

  test('a choice of where news appear keeps what the form does not show', async () => {
    const ctx = world.as('ann', now)
    await changeNotificationChoices(ctx, ChangeChoicesInput.parse({ side: 'customer', 'answer.page': 'on' }))
    await changeNotificationChoices(ctx, ChangeChoicesInput.parse({ side: 'staff', 'mention.mail': 'on', quiet: 'on' }))
    const { notifications } = await getProfile(ctx)
    expect(placesOf(notifications, 'answer')).toEqual({ page: true, mail: false })
    expect(placesOf(notifications, 'mention')).toEqual({ page: false, mail: true })
    expect(notifications).toMatchObject({ digest: false, quiet: true })
  })

  test('sessions are listed and ended by their person alone', async () => {
    const [ann, gil] = [world.as('ann', now), world.as('gil', now)]
    const [one, two] = [await signIn('ann'), await signIn('ann')]
    const [sessionOne, sessionTwo] = [(await session(one))!.sessionId, (await session(two))!.sessionId]
    expect((await listSessions(ann)).map((each) => each.device)).toContain('Firefox on Linux')
    await expect(revokeSession(gil, { sessionId: sessionOne })).rejects.toBeInstanceOf(NotFound)
    await revokeSession(ann, { sessionId: sessionOne })
    expect(await session(one)).toBeUndefined()
    await revokeAllSessions(ann, { except: sessionTwo })
    expect((await listSessions(ann)).map((each) => each.sessionId)).toEqual([sessionTwo])
  })

  test('a password is changed by who knows it; the other sessions end', async () => {
    const ctx = world.as('gil', now)
    const [here, there] = [await signIn('gil'), await signIn('gil')]
    const sessionId = (await session(here))!.sessionId
    await expect(
      changePassword(ctx, { currentPassword: 'not-this-one-no', password: 'lamp-otter-velvet-sky', sessionId }),
    ).rejects.toMatchObject({ fields: { currentPassword: [expect.any(String)] } })
    await changePassword(ctx, { currentPassword: PASSWORD, password: 'lamp-otter-velvet-sky', sessionId })
    expect(await session(here)).toBeDefined()
    expect(await session(there)).toBeUndefined()
  })
})
