import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, minutes, START, type World } from '@/lib/identity/testing/world'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { addMs, DAY_MS, HOUR_MS, parseInstant, type Instant } from '@/lib/kernel/time'
import { AnnounceInput } from './announcement-input'
import { announce, endAnnouncement, hideAnnouncement } from './commands/announce'
import { getDeskAnnouncement, listAnnouncements, listBanners, listDeskAnnouncements } from './queries/announcements'

let world: World
beforeAll(async () => {
  world = await createWorld()
  await world.look((sql) => sql`update organisations set region_code = 'APAC' where name = 'globex'`)
})
afterAll(() => world.end())

/** By the agent, who is in Auckland: START is 10:00 on 24 November there. */
const make = async (title: string, change: Record<string, unknown> = {}) =>
  announce(
    world.as('agent'),
    AnnounceInput.parse({ kind: 'incident', title, body: '', startsAt: '2026-11-24T10:00', audience: 'everyone', ...change }),
  )
const READERS = { ann: 'ann', gil: 'gil', agent: 'agent', nobody: null } as const
const seenBy = async (title: string, now: Instant = START) => {
  const seen: string[] = []
  for (const [name, who] of Object.entries(READERS)) {
    const ctx = who === null ? world.anonymous(now) : world.as(who, now)
    const [banners, all] = [await listBanners(ctx), await listAnnouncements(ctx)]
    const isShown = banners.some((each) => each.title === title)
    expect(all.some((each) => each.title === title) || !isShown, `${name} finds on the page what stands above it`).toBe(true)
    if (isShown) seen.push(name)
  }
  return seen
}

test('an announcement is read by those it is for alone', async () => {
  const acme = world.people.ann.actor.organisationId
  await make('For all')
  await make('For EMEA', { audience: 'regions', regionCodes: 'EMEA' })
  await make('For acme', { audience: 'organisations', organisationIds: [acme] })
  expect(await seenBy('For all')).toEqual(['ann', 'gil', 'agent', 'nobody'])
  expect(await seenBy('For EMEA')).toEqual(['ann'])
  expect(await seenBy('For acme')).toEqual(['ann'])
  expect((await listAnnouncements(world.as('gil'))).map(({ title }) => title)).toEqual(['For all'])
  const titles = await world.look((sql) => sql`select title from announcements`)
  expect(titles).toHaveLength(3)
})

test('times are those of whoever writes, and banners come a week ahead and go at the end', async () => {
  const { announcementId } = await make('Update of the database', {
    kind: 'maintenance',
    ...{ startsAt: '2026-12-24T22:00', endsAt: '2026-12-24T23:30' },
  })
  const startsAt = parseInstant('2026-12-24T09:00:00Z')
  expect(await getDeskAnnouncement(world.as('csm'), announcementId)).toMatchObject({ startsAt, endsAt: startsAt + 1.5 * HOUR_MS })
  expect(await seenBy('Update of the database', addMs(startsAt, -8 * DAY_MS))).toEqual([])
  expect(await seenBy('Update of the database', addMs(startsAt, -7 * DAY_MS))).toHaveLength(4)
  expect(await seenBy('Update of the database', addMs(startsAt, 1.5 * HOUR_MS))).toEqual([])
  expect((await listAnnouncements(world.as('ann', addMs(startsAt, DAY_MS)))).map(({ title }) => title)).toContain(
    'Update of the database',
  )
})

test('what is over stays as it was told', async () => {
  const { announcementId } = await make('Exports fail')
  await endAnnouncement(world.as('csm', minutes(5)), { announcementId })
  expect(await seenBy('Exports fail', minutes(6))).toEqual([])
  expect(await getDeskAnnouncement(world.as('agent'), announcementId)).toMatchObject({
    endedByName: 'csm',
    createdByName: 'agent',
  })
  await expect(endAnnouncement(world.as('agent', minutes(6)), { announcementId })).rejects.toBeInstanceOf(Conflict)
  await expect(make('Other words', { announcementId })).rejects.toBeInstanceOf(Conflict)
})

test('who hides it no longer sees it, until it is worded anew; nobody else is concerned', async () => {
  const { announcementId } = await make('Sign-in is slow')
  for (let twice = 0; twice < 2; twice++) await hideAnnouncement(world.as('ann'), { announcementId })
  expect(await seenBy('Sign-in is slow')).toEqual(['gil', 'agent', 'nobody'])
  await make('Sign-in fails', { announcementId })
  expect(await seenBy('Sign-in fails')).toEqual(['ann', 'gil', 'agent', 'nobody'])
  await expect(hideAnnouncement(world.anonymous(), { announcementId })).rejects.toBeInstanceOf(Forbidden)
})

test('nobody hides what is not theirs, writes as a customer, or announces to nobody', async () => {
  const { announcementId } = await make('For globex', {
    audience: 'organisations',
    organisationIds: [world.people.gil.actor.organisationId],
  })
  await expect(hideAnnouncement(world.as('ann'), { announcementId })).rejects.toBeInstanceOf(NotFound)
  await expect(endAnnouncement(world.as('gil'), { announcementId })).rejects.toBeInstanceOf(Forbidden)
  await expect(listDeskAnnouncements(world.as('ann'))).rejects.toBeInstanceOf(Forbidden)
  await expect(make('x', { audience: 'regions', regionCodes: ['MOON'] })).rejects.toBeInstanceOf(Invalid)
  await expect(make('x', { endsAt: '2026-11-24T09:59' })).rejects.toThrow()
  await expect(make('x', { kind: 'maintenance' })).rejects.toThrow(/when the maintenance ends/)
})
