// The customer's word about a resolution: by whom, once, how it changes, and what the link of a mail may do without signing in.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ANONYMOUS } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, type Instant } from '@/lib/kernel/time'
import { confirmSolved } from './commands/change-case'
import { rateByLink, rateCase, reopenByLink } from './commands/rate-case'
import { answerCase, replyToCase } from './commands/reply'
import { ratingToken } from './gateway'
import { getDeskCase, getRequesterCase } from './queries/case'
import { getRatingByLink } from './queries/ratings'
import { createCaseWorld, days, hours, type CaseWorld } from './testing/world'

let world: CaseWorld
let reference: string

beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(async () => {
  await world.end()
})
beforeEach(async () => {
  reference = await world.open('ann')
})

const RESOLVED = hours(2)
const anybody = (now: Instant = hours(3)) => world.at(ANONYMOUS, now)
const resolve = (at: Instant = RESOLVED) =>
  answerCase(world.as('agent', at), { key: newId(at), reference, body: 'It is mended.', outcome: 'resolve' })
const good = (at: Instant = RESOLVED) => ({ reference, resolvedAt: at, answer: 'great' as const, comment: '' })

async function caseId(): Promise<string> {
  const [row] = await world.look(
    (sql) => sql<{ id: string }[]>`select id from cases where number = ${Number(reference.slice(3))}`,
  )
  return row!.id
}
const link = async (over: { raterId?: string; resolvedAt?: Instant } = {}) =>
  ratingToken({ caseId: await caseId(), raterId: world.actors.ann.userId, resolvedAt: RESOLVED, ...over })
const ratings = async () => {
  const id = await caseId()
  return world.look((sql) => sql`select answer, comment from case_ratings where case_id = ${id} order by resolved_at`)
}
const history = async () => {
  const id = await caseId()
  return world.look(
    (sql) => sql`select before, after, audience from audit_entries where case_id = ${id} and action = 'case.rated' order by id`,
  )
}
const mails = async () => {
  const id = await caseId()
  return world.look((sql) => sql`select recipient_id, facts from outbox where case_id = ${id} and kind = 'case_rated'`)
}

describe('on the page of the case', () => {
  test('it is asked of the requester alone, once it is solved, for fourteen days', async () => {
    const asked = async (name: 'ann' | 'boss', now: Instant) => (await getRequesterCase(world.as(name, now), reference)).rating
    expect(await asked('ann', hours(1))).toBeNull()
    await resolve()
    expect(await asked('ann', hours(3))).toEqual({ resolvedAt: RESOLVED, until: addMs(RESOLVED, 14 * DAY_MS), given: null })
    expect(await asked('boss', hours(3))).toBeNull()
    expect(await asked('ann', days(15))).toBeNull()
  })

  test('it is asked as well where the customer marked it as solved', async () => {
    await confirmSolved(world.as('ann', RESOLVED), { reference })
    await rateCase(world.as('ann', hours(3)), good())
    expect(await ratings()).toEqual([{ answer: 'great', comment: null }])
  })

  test('one word for each resolution: the same again does nothing, another one replaces it, the history keeps both', async () => {
    await resolve()
    await rateCase(world.as('ann', hours(3)), good())
    await rateCase(world.as('ann', hours(4)), good())
    await rateCase(world.as('ann', hours(5)), { ...good(), answer: 'okay', comment: 'It took long.' })
    expect(await ratings()).toEqual([{ answer: 'okay', comment: 'It took long.' }])
    expect(await history()).toEqual([
      { before: null, after: { answer: 'great', comment: null, via: 'page' }, audience: 'staff' },
      {
        before: { answer: 'great', comment: null },
        after: { answer: 'okay', comment: 'It took long.', via: 'page' },
        audience: 'staff',
      },
    ])
  })

  test('two presses at once give one word', async () => {
    await resolve()
    await Promise.all([rateCase(world.as('ann', hours(3)), good()), rateCase(world.as('ann', hours(3)), good())])
    expect(await history()).toHaveLength(1)
  })

  test('a case that was reopened and solved again is judged again, and the first word stays', async () => {
    await resolve()
    await rateCase(world.as('ann', hours(3)), { ...good(), answer: 'not_good' })
    await replyToCase(world.as('ann', hours(4)), { key: newId(hours(4)), reference, body: 'No, it is back.' })
    await expect(rateCase(world.as('ann', hours(5)), good())).rejects.toMatchObject({ code: 'conflict' })
    await resolve(hours(6))
    await expect(rateCase(world.as('ann', hours(7)), good())).rejects.toMatchObject({ code: 'conflict' })
    await rateCase(world.as('ann', hours(7)), good(hours(6)))
    expect((await ratings()).map(({ answer }) => answer)).toEqual(['not_good', 'great'])
  })

  test('nobody else speaks for the requester', async () => {
    await world.invite(reference, 'cleo')
    await resolve()
    for (const name of ['cleo', 'boss', 'agent'] as const)
      await expect(rateCase(world.as(name, hours(3)), good())).rejects.toMatchObject({ code: 'forbidden' })
    await expect(rateCase(world.as('gil', hours(3)), good())).rejects.toMatchObject({ code: 'not_found' })
  })

  test('staff see it on the case and in its history; colleagues of the requester do not', async () => {
    await resolve()
    await rateCase(world.as('ann', hours(3)), { ...good(), answer: 'not_good', comment: 'Nobody called.' })
    const desk = await getDeskCase(world.as('agent', hours(4)), reference)
    expect(desk.timeline.at(-1)).toMatchObject({
      kind: 'history',
      by: 'ann',
      fact: { what: 'rated', answer: 'not_good', comment: 'Nobody called.', changed: false },
    })
    expect(desk.ratingsOfOrganisation.not_good).toBeGreaterThan(0)
    expect(JSON.stringify(await getRequesterCase(world.as('boss', hours(4)), reference))).not.toContain('Nobody called.')
  })

  test('the account manager is mailed what is not good, once for a resolution', async () => {
    await resolve()
    await rateCase(world.as('ann', hours(3)), { ...good(), comment: 'Quick.' })
    expect(await mails()).toEqual([])
    await rateCase(world.as('ann', hours(4)), { ...good(), answer: 'not_good', comment: 'It is back.' })
    await rateCase(world.as('ann', hours(5)), { ...good(), answer: 'not_good', comment: 'It is back, again.' })
    expect(await mails()).toEqual([
      { recipient_id: world.actors.csm.userId, facts: { answer: 'not_good', comment: 'It is back.' } },
    ])
  })
})

describe('by the link of a mail', () => {
  test('looking gives no answer, however often; the button does', async () => {
    await resolve()
    const token = await link()
    for (let looks = 0; looks < 3; looks++) await getRatingByLink(anybody(), token)
    expect(await ratings()).toEqual([])
    await rateByLink(anybody(), { token, answer: 'okay', comment: 'Fine.' })
    expect(await getRatingByLink(anybody(), token)).toMatchObject({
      reference,
      state: 'open',
      canReopen: true,
      given: { answer: 'okay', comment: 'Fine.' },
    })
    expect((await history())[0]).toMatchObject({ after: { via: 'mail' } })
  })

  test('a link that we did not sign so is as good as none', async () => {
    await resolve()
    const token = await link()
    const changed = [...token]
    changed[5] = changed[5] === 'A' ? 'B' : 'A'
    const forged = [
      '',
      'x',
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      changed.join(''),
      await link({ raterId: world.actors.boss.userId }),
    ]
    for (const bad of forged) {
      await expect(getRatingByLink(anybody(), bad)).rejects.toMatchObject({ code: 'not_found' })
      await expect(rateByLink(anybody(), { token: bad, answer: 'great', comment: '' })).rejects.toMatchObject({
        code: 'not_found',
      })
      await expect(reopenByLink(anybody(), { token: bad, key: newId(hours(3)), body: 'x' })).rejects.toMatchObject({
        code: 'not_found',
      })
    }
    expect(await ratings()).toEqual([])
  })

  test('it ends after fourteen days, and with the person’s membership', async () => {
    await resolve()
    const token = await link()
    expect((await getRatingByLink(anybody(days(15)), token)).state).toBe('over')
    await expect(rateByLink(anybody(days(15)), { token, answer: 'great', comment: '' })).rejects.toMatchObject({
      code: 'conflict',
    })
    const { userId } = world.actors.ann
    await world.look((sql) => sql`update memberships set ended_at = ${hours(3)} where user_id = ${userId}`)
    await expect(getRatingByLink(anybody(), token)).rejects.toMatchObject({ code: 'not_found' })
    await world.look((sql) => sql`update memberships set ended_at = null where user_id = ${userId}`)
  })

  test('“it is not solved” reopens by the rule of a reply, and the link writes no second message', async () => {
    await resolve()
    const token = await link()
    await reopenByLink(anybody(), { token, key: newId(hours(3)), body: 'Still wrong in wave 8.' })
    const supportCase = await getRequesterCase(world.as('ann', hours(4)), reference)
    expect(supportCase.status).toBe('open')
    expect(supportCase.timeline.at(-2)).toMatchObject({
      kind: 'message',
      body: 'Still wrong in wave 8.',
      author: { name: 'ann' },
    })
    await expect(reopenByLink(anybody(), { token, key: newId(hours(5)), body: 'And this.' })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect((await getRatingByLink(anybody(), token)).state).toBe('reopened')
  })

  test('it can be pressed twenty times an hour', async () => {
    await resolve()
    const token = await link()
    const press = (count: number) => rateByLink(anybody(), { token, answer: count % 2 ? 'great' : 'okay', comment: '' })
    for (let count = 0; count < 20; count++) await press(count)
    await expect(press(20)).rejects.toMatchObject({ code: 'too_many' })
  })
})
