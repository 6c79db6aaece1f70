// Saved views: whose they are, what happens to their names and places, and that their counts are right and come from indexes.
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, read } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import type { Actor } from '@/lib/kernel/actor'
import { COUNT_LIMIT } from '@/lib/kernel/paging'
import { parseInstant } from '@/lib/kernel/time'
import { chooseDefaultView, moveView, removeView, restoreView, saveView } from './commands/saved-views'
import { QueueInput } from './filter'
import { getQueue } from './queries/page'
import { listSavedViews, openSavedView } from './queries/saved-views'
import { openKept, SAVED_VIEWS_MAX } from './saved-view'
import { fillQueue } from './testing/fill'

const NOW = parseInstant('2026-11-24T01:00:00Z')

let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let world: World

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  world = await createWorld(client, NOW)
  await fillQueue(owner, world, { total: 20_000, open: 2_000, organisations: 120 })
}, 120_000)

afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

const as = (actor: Actor) => createContext(actor, NOW, { client })
const agent = () => as(world.staff.agentApac)
const administrator = () => as(world.staff.administrator)
const keep = (ctx: ReturnType<typeof as>, name: string, address = 'severity=1', shared = false) =>
  saveView(ctx, { name, address, shared, first: false })
const names = async (ctx: ReturnType<typeof as>) => (await listSavedViews(ctx, { counted: false })).views.map(({ name }) => name)

describe('whose a view is', () => {
  it('one’s own is seen by nobody else; a shared one by everybody, and a link to it opens it', async () => {
    const own = await keep(agent(), 'My urgent ones')
    const shared = await keep(administrator(), 'Urgent', 'severity=1', true)
    expect(await names(agent())).toEqual(['Urgent', 'My urgent ones'])
    expect(await names(as(world.staff.finance))).toEqual(['Urgent'])
    await expect(openSavedView(administrator(), { ...own, isOpening: false })).rejects.toMatchObject({ code: 'not_found' })
    const opened = await openSavedView(as(world.staff.finance), { ...shared, isOpening: false })
    expect(opened).toMatchObject({ view: { name: 'Urgent', address: 'severity=1', isShared: true }, canShare: false, gone: [] })
    for (const change of [
      () => saveView(administrator(), { viewId: own.viewId, name: 'Taken over', first: false }),
      () => removeView(administrator(), own),
      () => chooseDefaultView(administrator(), own),
    ])
      await expect(change()).rejects.toMatchObject({ code: 'not_found' })
  })

  it('an agent shares none, until they lead a region', async () => {
    await expect(keep(agent(), 'For all', '', true)).rejects.toMatchObject({ code: 'forbidden' })
    const { viewId } = await keep(agent(), 'For all', '')
    await expect(saveView(agent(), { viewId, shared: true, first: false })).rejects.toMatchObject({ code: 'forbidden' })
    await owner`update staff_members set leads_region = true where user_id = ${world.staff.agentApac.userId}`
    await saveView(agent(), { viewId, shared: true, first: false })
    expect(await names(as(world.staff.finance))).toContain('For all')
    await removeView(agent(), { viewId })
    await owner`update staff_members set leads_region = false where user_id = ${world.staff.agentApac.userId}`
  })

  it('row-level security alone keeps one’s own from others', async () => {
    const rows = await read(as(world.staff.csmEmea), ({ sql }) => sql<{ name: string }[]>`select name from saved_views`)
    expect(rows.map(({ name }) => name)).not.toContain('My urgent ones')
    expect(await read(as(world.a.requester), ({ sql }) => sql`select 1`)).toHaveLength(1)
    await expect(read(as(world.a.requester), ({ sql }) => sql`select * from saved_views`)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('a view', () => {
  it('is renamed without touching what it shows, and changed without touching its name', async () => {
    const { viewId } = await keep(agent(), 'Old name', 'severity=2')
    await saveView(agent(), { viewId, name: 'New name', first: false })
    await saveView(agent(), { viewId, address: 'severity=3', first: false })
    const { view } = await openSavedView(agent(), { viewId, isOpening: false })
    expect(view).toMatchObject({ name: 'New name', address: 'severity=3' })
  })

  it('has a name of its own in its list', async () => {
    await keep(agent(), 'Twice')
    await expect(keep(agent(), 'TWICE')).rejects.toMatchObject({ code: 'invalid' })
    await keep(administrator(), 'Twice')
  })

  it('changes places with its neighbours, and stays at the ends', async () => {
    const of = as(world.staff.csmApac)
    const [first, second, third] = [await keep(of, 'One'), await keep(of, 'Two'), await keep(of, 'Three')]
    await moveView(of, { ...third, direction: 'up' })
    await moveView(of, { ...first, direction: 'up' })
    await moveView(of, { ...second, direction: 'down' })
    expect((await names(of)).slice(-3)).toEqual(['One', 'Three', 'Two'])
  })

  it('that was taken away comes back as it was, unless its name was taken', async () => {
    const of = as(world.staff.csmEmea)
    const view = await keep(of, 'Away', 'severity=4')
    await removeView(of, view)
    expect(await names(of)).not.toContain('Away')
    await expect(openSavedView(of, { ...view, isOpening: false })).rejects.toMatchObject({ code: 'not_found' })
    await restoreView(of, view)
    expect((await openSavedView(of, { ...view, isOpening: false })).view?.address).toBe('severity=4')
    await removeView(of, view)
    await keep(of, 'Away')
    await expect(restoreView(of, view)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is what one sees first, for oneself alone, until it is gone', async () => {
    const of = as(world.staff.agentEmea)
    const { viewId } = await saveView(of, { name: 'Mine first', address: 'view=mine', first: true })
    const first = async (ctx = of) => (await openSavedView(ctx, { isOpening: true })).view?.id ?? null
    expect(await first()).toBe(viewId)
    expect(await first(agent())).toBeNull()
    expect((await openSavedView(of, { isOpening: false })).view).toBeNull()
    await removeView(of, { viewId })
    expect(await first()).toBeNull()
    await restoreView(of, { viewId })
    await chooseDefaultView(of, { viewId: '' })
    expect(await first()).toBeNull()
  })

  it('naming people, regions and organisations that are no more still opens, and says so', async () => {
    const { agentAmer } = world.staff
    const address = `region=MOON&assignee=${agentAmer.userId}&organisation=${world.a.requester.userId}&category=billing`
    // The last was kept when there was such a category.
    const { viewId } = await keep(agent(), 'Of the past', address.replace('&category=billing', ''))
    await owner`update saved_views set address = ${address} where id = ${viewId}`
    await owner`update staff_members set ended_at = ${new Date(NOW)} where user_id = ${agentAmer.userId}`
    const { view, gone } = await openSavedView(agent(), { viewId, isOpening: false })
    expect([...gone].sort()).toEqual(['assignee', 'category', 'organisation', 'region'])
    expect((await getQueue(agent(), { ...openKept(view!.address).filter })).cases).toEqual([])
    await owner`update staff_members set ended_at = null where user_id = ${agentAmer.userId}`
  })

  it('is one of at most so many, so that the side bar can be read', async () => {
    const of = as(world.staff.servicesLead)
    for (let at = 0; at < SAVED_VIEWS_MAX; at++) await keep(of, `View ${at}`)
    await expect(keep(of, 'One more')).rejects.toMatchObject({ code: 'invalid' })
  })

  it('stands in the history', async () => {
    const { viewId } = await keep(administrator(), 'Remembered', 'severity=2', true)
    await removeView(administrator(), { viewId })
    const rows = await owner<{ action: string }[]>`select action from audit_entries where subject_id = ${viewId} order by id`
    expect(rows.map(({ action }) => action)).toEqual(['view.saved', 'view.removed'])
  })
})

describe('the counts', () => {
  const ADDRESSES = [
    '',
    'severity=1',
    'severity=2&region=APAC',
    'view=unassigned&severity=4',
    'view=unassigned&region=EMEA&category=licence',
    'view=waiting&region=AMER',
    'view=mine&category=problem',
    'view=resolved',
    'assignee=nobody',
  ]

  it('are those of the lists, exactly up to a thousand, and none where no index counts', async () => {
    const of = as(world.staff.agentAmer)
    const [organisation] = await owner<{ id: string }[]>`select organisation_id as id from cases where status = 'open' limit 1`
    const all = [...ADDRESSES, `organisation=${organisation!.id}`, `assignee=${world.staff.agentEmea.userId}&severity=2`]
    for (const address of all) await keep(of, `Counted ${address.slice(0, 40)}`, address)
    await keep(of, 'Not counted', 'category=licence')
    const { views } = await listSavedViews(of, { counted: true })
    const counted = views.filter(({ isShared }) => !isShared)
    expect(counted.find(({ name }) => name === 'Not counted')!.count).toBeNull()
    for (const { address, count } of counted.filter(({ name }) => name !== 'Not counted')) {
      let cursor: string | undefined
      let held = 0
      do {
        const page = await getQueue(of, { ...QueueInput.parse(openKept(address).filter), cursor }, { counted: false })
        held += page.cases.length
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined && held <= COUNT_LIMIT)
      expect([address, count]).toEqual([address, Math.min(COUNT_LIMIT + 1, held)])
    }
  })

  const OPEN = "status in ('new','open','waiting','with_account_manager')"
  it.each([
    ['of a level', 'cases_breached_idx', `${OPEN} and next_due_at is not null and severity = 1 and region_code = 'APAC'`],
    ['of a region', 'cases_running_idx', `${OPEN} and next_due_at is not null and region_code = 'APAC' and category = 'licence'`],
    [
      'without a promise',
      'cases_without_promise_idx',
      `${OPEN} and next_due_at is null and (status = 'waiting') = (select false) and (assignee_id is null) = (select true)
        and severity = 3 and region_code = 'APAC' and category = 'licence'`,
    ],
    [
      'of a person',
      'cases_assignee_idx',
      `${OPEN} and assignee_id = (select user_id from staff_members limit 1) and category = 'licence'`,
    ],
    [
      'of an organisation',
      'cases_open_of_organisation_idx',
      `${OPEN} and organisation_id = (select id from organisations limit 1)`,
    ],
    ['of what is resolved', 'cases_resolved_idx', "status = 'resolved'"],
  ])('%s come from %s alone', async (_name, index, rest) => {
    const plan = await owner.unsafe(`explain select 1 from cases c where ${rest} limit 1001`)
    const lines = plan.map((row) => String(row['QUERY PLAN'])).join('\n')
    expect(lines).toContain(`Index Only Scan using ${index}`)
  })
})
