import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCaseWorld, days, NOW, type CaseWorld } from '@/lib/cases/testing/world'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { addMs, MINUTE_MS, type Instant } from '@/lib/kernel/time'
import { keepSynonyms } from '@/lib/knowledge/commands/synonyms'
import { KeepSynonymsInput } from '@/lib/knowledge/input'
import { followUpdates, markUpdatesSeen, stopFollowingByLink } from './commands/follow'
import { mailUpdate, mailWeekly } from './commands/mail'
import { beginUpdate, publishUpdate, saveUpdate, withdrawUpdate } from './commands/write'
import { unsubscribeToken } from './gateway'
import type { SaveUpdateInput } from './input'
import { getDeskUpdate, listDeskUpdates } from './queries/desk'
import { findKnownProblems } from './queries/known-problems'
import { getFollowerOfLink, getFollowing, getUpdate, listFeed, listNewUpdates, listUpdates } from './queries/updates'

let world: CaseWorld
let ofAnn: string
let ofGil: string
beforeAll(async () => {
  world = await createCaseWorld()
  ofAnn = await world.open('ann')
  ofGil = await world.open('gil', { subject: 'Weights are gone' })
})
afterAll(() => world.end())

const all = { kind: undefined, page: 1 }
const begin = (version: string) =>
  beginUpdate(world.as('agent'), { version, title: `What ${version} brings`, releasedOn: '2026-11-24' })
const save = async (
  updateId: string,
  lines: [SaveUpdateInput['kind'][number], string, string?][],
  change: Partial<SaveUpdateInput> = {},
) => {
  const { version, title, summary, releasedOn, saving } = await getDeskUpdate(world.as('agent'), updateId)
  return saveUpdate(world.as('agent'), {
    ...{ updateId, version, title, summary, releasedOn, saving },
    kind: lines.map(([kind]) => kind),
    text: lines.map(([, text]) => text),
    cases: lines.map(([, , cases = '']) => cases),
    ...change,
  })
}
const publish = async (updateId: string, at: Instant = NOW, tellRequesters?: 'on') => {
  const { saving } = await getDeskUpdate(world.as('agent'), updateId)
  return publishUpdate(world.as('agent', at), { updateId, saving, tellRequesters })
}
const outbox = (kind: string) =>
  world.look(
    (sql) => sql<{ email: string; facts: { updateIds?: string[] } }[]>`
    select u.email, m.facts from outbox m join users u on u.id = m.recipient_id where m.kind = ${kind} order by u.email, m.id`,
  )

describe('writing', () => {
  test('nobody but staff knows of an update before it is published, and nobody after it is withdrawn', async () => {
    const { updateId } = await begin('1.0')
    await expect(publish(updateId)).rejects.toBeInstanceOf(Conflict)
    await save(updateId, [
      ['new', 'Canary one.'],
      ['fixed', ''],
      ['known_problem', 'Canary two.'],
    ])
    for (const ctx of [world.anonymous(), world.as('ann')]) {
      await expect(getUpdate(ctx, '1-0')).rejects.toBeInstanceOf(NotFound)
      expect((await listUpdates(ctx, all)).updates).toEqual([])
      expect(await listFeed(ctx)).toEqual([])
    }
    await publish(updateId)
    for (const ctx of [world.anonymous(), world.as('ann'), world.as('agent')])
      expect((await getUpdate(ctx, '1-0')).entries).toEqual([
        { kind: 'new', text: 'Canary one.', cases: [] },
        { kind: 'known_problem', text: 'Canary two.', cases: [] },
      ])
    expect((await listUpdates(world.anonymous(), { kind: 'fixed', page: 1 })).updates).toEqual([])
    await withdrawUpdate(world.as('agent'), { updateId })
    await expect(getUpdate(world.anonymous(), '1-0')).rejects.toBeInstanceOf(NotFound)
  })

  test('known problems of what is published are found by their words and by synonyms, by whoever reads updates', async () => {
    const { updateId } = await begin('7.2')
    await save(updateId, [
      ['known_problem', 'The weighted base hides behind the legend.'],
      ['fixed', 'The legend was hidden.'],
    ])
    const told = async (q: string, ctx = world.anonymous()) => (await findKnownProblems(ctx, { q })).map(({ text }) => text)
    expect(await told('Why is the base behind the legend?', world.as('ann'))).toEqual([])
    await publish(updateId)
    for (const ctx of [world.anonymous(), world.as('ann'), world.as('agent')])
      expect(await findKnownProblems(ctx, { q: 'Why is the base behind the legend?' })).toEqual([
        { slug: '7-2', version: '7.2', releasedOn: '2026-11-24', text: 'The weighted base hides behind the legend.' },
      ])
    expect(await told('legend')).toHaveLength(1)
    expect(await told('The legend and my colours')).toEqual([])
    expect(await findKnownProblems(world.as('ann'), { q: 'The legend and my colours', category: 'problem' })).toEqual([])
    expect(await told('n = hides')).toEqual([])
    await keepSynonyms(world.as('agent'), KeepSynonymsInput.parse({ lines: 'weighted base\nn =' }))
    expect(await told('n = hides')).toHaveLength(1)
    await withdrawUpdate(world.as('agent'), { updateId })
    expect(await told('legend')).toEqual([])
  })

  test('a known problem ends with the next release that is published and does not repeat it', async () => {
    const told = async () =>
      (await findKnownProblems(world.anonymous(), { q: 'The crosstab turns upside down' })).map((each) => each.version)
    const first = await begin('7.3')
    await save(first.updateId, [['known_problem', 'A crosstab turns upside down.']])
    await publish(first.updateId)
    const next = await begin('7.4')
    const later = { releasedOn: '2026-11-25' }
    await save(next.updateId, [['fixed', 'A crosstab turned upside down.']], later)
    expect(await told()).toEqual(['7.3'])
    await publish(next.updateId)
    expect(await told()).toEqual([])
    await save(next.updateId, [['known_problem', 'A crosstab still turns upside down.']])
    expect(await told()).toEqual(['7.4'])
    for (const { updateId } of [first, next]) await withdrawUpdate(world.as('agent'), { updateId })
  })

  test('customers write nothing and see nothing of the desk', async () => {
    const { updateId } = await begin('1.1')
    await expect(beginUpdate(world.as('ann'), { version: '9', title: 'x', releasedOn: '2026-11-24' })).rejects.toBeInstanceOf(
      Forbidden,
    )
    await expect(publishUpdate(world.as('boss'), { updateId, saving: 1, tellRequesters: undefined })).rejects.toBeInstanceOf(
      Forbidden,
    )
    await expect(listDeskUpdates(world.as('ann'))).rejects.toBeInstanceOf(Forbidden)
  })

  test('a version has one update, a later saving is not overwritten, and what names no case is said at its line', async () => {
    const { updateId } = await begin('1.2')
    await expect(begin('1.2')).rejects.toBeInstanceOf(Invalid)
    await save(updateId, [['new', 'One.']])
    await expect(save(updateId, [['new', 'Two.']], { saving: 1 })).rejects.toBeInstanceOf(Conflict)
    await expect(
      save(updateId, [
        ['new', 'One.'],
        ['fixed', 'Two.', 'HS-999999, nothing'],
      ]),
    ).rejects.toMatchObject({
      fields: { 'cases.1': ['There is no case HS-999999, NOTHING.'] },
    })
    expect((await getDeskUpdate(world.as('agent'), updateId)).entries).toHaveLength(1)
  })
})

describe('cases that asked for it', () => {
  test('are named to those who see them alone, and their requesters are told once', async () => {
    const { updateId } = await begin('2.0')
    await save(updateId, [
      ['new', 'Base sizes.', `${ofAnn} ${ofGil}`],
      ['fixed', 'Weights.', ofGil],
    ])
    expect((await getDeskUpdate(world.as('agent'), updateId)).untold).toBe(2)
    expect(await publish(updateId, NOW, 'on')).toEqual({ told: 2 })
    expect(await publish(updateId, NOW, 'on')).toEqual({ told: 0 })
    expect((await outbox('case_released')).map(({ email }) => email)).toEqual(['ann@acme.example', 'gil@globex.example'])
    const casesFor = async (ctx: Parameters<typeof getUpdate>[0]) =>
      (await getUpdate(ctx, '2-0')).entries.map(({ cases }) => cases)
    expect(await casesFor(world.as('ann'))).toEqual([[ofAnn], []])
    expect(await casesFor(world.as('boss'))).toEqual([[ofAnn], []])
    expect(await casesFor(world.as('gil'))).toEqual([[ofGil], [ofGil]])
    expect(await casesFor(world.as('cleo'))).toEqual([[], []])
    expect(await casesFor(world.anonymous())).toEqual([[], []])
    expect(await casesFor(world.as('agent'))).toEqual([[], []])
  })
})

describe('following', () => {
  test('who follows at once is mailed once for each update, who left or came later is not', async () => {
    await followUpdates(world.as('ann'), { following: 'at_once' })
    await followUpdates(world.as('boss'), { following: 'at_once' })
    await followUpdates(world.as('boss'), { following: 'no' })
    const { updateId } = await begin('3.0')
    await save(updateId, [['new', 'Three.']])
    await publish(updateId, addMs(NOW, MINUTE_MS))
    await followUpdates(world.as('gil', addMs(NOW, 2 * MINUTE_MS)), { following: 'at_once' })
    for (let twice = 0; twice < 2; twice++) await mailUpdate(world.system(), updateId)
    const mails = (await outbox('updates_published')).filter(({ facts }) => facts.updateIds?.includes(updateId))
    expect(mails.map(({ email }) => email)).toEqual(['ann@acme.example'])
    await followUpdates(world.as('gil'), { following: 'no' })
  })

  test('by the week brings all of it in one mail on Monday, and nothing when there is nothing', async () => {
    await followUpdates(world.as('ann'), { following: 'no' })
    await followUpdates(world.as('cleo', addMs(NOW, 5 * MINUTE_MS)), { following: 'weekly' })
    expect(await mailWeekly(world.system(days(1)))).toBe(0)
    for (const version of ['4.0', '4.1']) {
      const { updateId } = await begin(version)
      await save(updateId, [['improved', version]])
      await publish(updateId, days(2))
    }
    // NOW is a Tuesday; the mail comes on the Monday after, at eight in London.
    expect(await mailWeekly(world.system(addMs(days(6), -3 * 60 * MINUTE_MS)))).toBe(0)
    expect(await mailWeekly(world.system(days(6)))).toBe(1)
    expect(await mailWeekly(world.system(days(6)))).toBe(0)
    expect(await mailWeekly(world.system(days(13)))).toBe(0)
    const mails = (await outbox('updates_published')).filter(({ email }) => email === 'cleo@acme.example')
    expect(mails.map(({ facts }) => facts.updateIds?.length)).toEqual([2])
  })

  test('a signed link ends it without signing in, another link does nothing', async () => {
    await followUpdates(world.as('ann'), { following: 'weekly' })
    const token = unsubscribeToken(world.people.ann.userId)
    expect(await getFollowerOfLink(world.anonymous(), { token })).toEqual({ email: 'ann@acme.example', following: 'weekly' })
    for (const other of [
      `${token}A`,
      token.slice(0, -2),
      '',
      unsubscribeToken(world.people.gil.userId).slice(0, 20) + token.slice(20),
    ])
      await expect(stopFollowingByLink(world.anonymous(), { token: other })).rejects.toBeInstanceOf(NotFound)
    expect(await getFollowing(world.as('ann'))).toBe('weekly')
    for (let twice = 0; twice < 2; twice++) await stopFollowingByLink(world.anonymous(), { token })
    expect(await getFollowing(world.as('ann'))).toBeNull()
    expect(await getFollowing(world.as('cleo'))).toBe('weekly')
  })
})

test('new is what was published since somebody last looked', async () => {
  const { updateId } = await begin('5.0')
  await save(updateId, [['new', 'Five.']])
  await publish(updateId, days(20))
  expect((await listNewUpdates(world.as('gil', days(21)))).news[0]).toMatchObject({ version: '5.0', kinds: ['new'] })
  await markUpdatesSeen(world.as('gil', days(21)))
  await markUpdatesSeen(world.anonymous(days(21)))
  expect(await listNewUpdates(world.as('gil', days(22)))).toEqual({ news: [], total: 0 })
  expect((await listNewUpdates(world.as('cleo', days(22)))).total).toBeGreaterThan(1)
  expect(await listNewUpdates(world.anonymous(days(22)))).toEqual({ news: [], total: 0 })
})
