// The queue on 20,000 analysed cases: page by page it is what sorting everything by risk gives, its counts are right, and nobody but staff
// reads it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COUNT_LIMIT } from '@/lib/kernel/paging'
import { RISK_BANDS, compareByRisk } from '@/lib/sla/risk'
import { QUEUE_VIEWS, QueueInput } from './filter'
import { countQueueViews, listQueueChoices, listShifts } from './queries/counts'
import { findOnDesk } from './queries/search'
import { getQueue } from './queries/page'
import { QueueHouse, TAGS, type StoredCase } from './testing/queue-house'

let house: QueueHouse
beforeAll(async () => void (house = await QueueHouse.open()), 120_000)
afterAll(() => house.close())

const FILTERS: Record<string, Record<string, unknown>> = {
  'without a filter': {},
  'of a region': { region: 'AMER' },
  'of a level': { severity: 1 },
  'of a category': { category: 'licence' },
  'of a level, a region and a category': { severity: 2, region: 'APAC', category: 'how_to' },
  'of nobody': { assignee: 'nobody' },
  'of nobody, of a category': { assignee: 'nobody', category: 'problem' },
  'of a tag that many have': { tag: TAGS.common },
  'of a tag that few have': { tag: TAGS.rare },
  'of a tag and a level': { tag: TAGS.common, severity: 2 },
  'of nobody, of a rare tag': { assignee: 'nobody', tag: TAGS.rare },
}
/** The same, and what depends on who is in the world. */
const filtersOf = (): Record<string, unknown>[] => [
  ...Object.values(FILTERS),
  { assignee: house.world.staff.agentEmea.userId },
  { organisation: house.everything.at(-1)!.organisation_id },
  { assignee: house.csm.userId, severity: 2 },
  { assignee: house.csm.userId, tag: TAGS.common },
  { tag: TAGS['nobody’s'] },
]

describe('the order of breach risk', () => {
  const lists = QUEUE_VIEWS.filter((view) => view !== 'resolved').flatMap((view) =>
    Object.entries(FILTERS).map(([name, filter]) => [view, name, QueueInput.parse({ view, ...filter })] as const),
  )

  it.each(lists)('in the view %s %s is that of sorting everything', async (_view, _name, input) => {
    const all = house
      .wanted(input)
      .map(({ ranked }) => ranked)
      .sort(compareByRisk)
    const ids = await house.walk(input, 12)
    expect(ids).toEqual(all.slice(0, 12 * 50).map(({ id }) => id))
  })

  it('is walked to its end without a case twice or left out', async () => {
    const input = QueueInput.parse({})
    const ids = await house.walk(input)
    expect(ids).toEqual(
      house
        .wanted(input)
        .map(({ ranked }) => ranked)
        .sort(compareByRisk)
        .map(({ id }) => id),
    )
  })

  it('holds for one organisation and one person', async () => {
    const [some] = house.wanted(QueueInput.parse({ view: 'unassigned' }))
    const filters = [{ organisation: some!.organisation_id }, { assignee: house.world.staff.agentEmea.userId }]
    for (const input of filters.map((filter) => QueueInput.parse(filter))) {
      const all = house
        .wanted(input)
        .map(({ ranked }) => ranked)
        .sort(compareByRisk)
      expect(all.length).toBeGreaterThan(3)
      expect(await house.walk(input)).toEqual(all.map(({ id }) => id))
    }
  })

  it('says how many stand in each band, exactly up to a thousand', async () => {
    for (const input of QUEUE_VIEWS.filter((view) => view !== 'resolved').flatMap((view) =>
      filtersOf().map((filter) => QueueInput.parse({ view, ...filter })),
    )) {
      const { bands } = await getQueue(house.ctx(), input)
      const counted = house.wanted(input)
      const exact = RISK_BANDS.map((band) => [
        band,
        Math.min(COUNT_LIMIT + 1, counted.filter((of) => of.ranked.band === band).length),
      ])
      expect([input, bands]).toEqual([input, Object.fromEntries(exact)])
    }
  })
})

describe('the other orders', () => {
  it.each([
    ['newest', 'opened_at', -1],
    ['oldest', 'opened_at', 1],
    ['activity', 'last_activity_at', -1],
  ] as const)('%s first', async (sort, key, direction) => {
    const ids = await house.walk(QueueInput.parse({ sort, region: 'EMEA' }), 5)
    expect(ids).toEqual(sorted(house.wanted(QueueInput.parse({ region: 'EMEA' })), key, direction).slice(0, 250))
  })

  it.each(['mine', 'accounts'] as const)('in the view %s, with and without a filter', async (view) => {
    for (const filter of [
      {},
      { severity: 2 },
      { region: 'APAC', category: 'problem' },
      { tag: TAGS.rare },
      { tag: TAGS.common },
    ]) {
      const input = QueueInput.parse({ view, sort: 'activity', ...filter })
      expect(await house.walk(input)).toEqual(sorted(house.wanted(input), 'last_activity_at', -1).slice(0, 60 * 50))
    }
  })

  it('resolved, the last one first', async () => {
    for (const tag of [undefined, TAGS.common, TAGS.rare]) {
      const input = QueueInput.parse({ view: 'resolved', tag })
      expect(house.wanted(input).length).toBeGreaterThan(5)
      expect(await house.walk(input)).toEqual(sorted(house.wanted(input), 'resolved_at', -1))
    }
  })

  function sorted(of: StoredCase[], key: 'opened_at' | 'last_activity_at' | 'resolved_at', direction: 1 | -1): string[] {
    return of.toSorted((a, b) => direction * (a[key]! - b[key]! || (a.id < b.id ? -1 : 1))).map(({ id }) => id)
  }
})

describe('the search', () => {
  it('finds a number, words, and a word that is not finished, whatever else is typed', async () => {
    const search = async (q: string) => (await getQueue(house.ctx(), QueueInput.parse({ q }))).cases
    expect((await search('HS-10500')).map(({ reference }) => reference)).toEqual(['HS-10500'])
    const exact = await search('case 4711')
    expect(exact.map(({ subject }) => subject)).toEqual([expect.stringContaining('Case 4711 ')])
    expect((await search('weighting sche')).length).toBe(50)
    expect(await search('"case 4711"')).toEqual(exact)
    expect(await search('case -zebra 4711')).toEqual(exact)
    const tagged = await getQueue(house.ctx(), QueueInput.parse({ q: 'weighting', tag: TAGS.rare }))
    const rare = new Set(house.everything.filter(({ tags }) => tags.includes(TAGS.rare)).map(({ id }) => id))
    expect(tagged.cases).toHaveLength(50)
    expect(tagged.cases.filter(({ id }) => !rare.has(id))).toEqual([])
    expect(await search('zebra')).toEqual([])
    expect(await search("'; drop table cases; -- & | ! <-> :*")).toEqual([])
  })

  it.each(['all', 'waiting', 'resolved', 'mine'] as const)(
    'finds words among the cases of the view %s, newest first',
    async (view) => {
      const found = await house.walk(QueueInput.parse({ view, q: 'refresh' }), 3)
      const [stored] = await house.owner<{ ids: string[] }[]>`
      select array_agg(id order by number desc) as ids from (select id, number from cases
        where subject like '%refresh%' and (${view} = 'all' or status = ${view}
          or ${view} = 'mine' and assignee_id = ${house.csm.userId} and status in ('new','open','waiting','with_account_manager'))
        order by number desc limit 150) c`
      expect(found).toEqual(stored!.ids)
    },
  )

  it('finds a closed case by rare words in the view of all alone', async () => {
    const statuses = async (view: string) =>
      (await getQueue(house.ctx(), QueueInput.parse({ view, q: 'case 4711' }))).cases.map(({ status }) => status)
    expect(await statuses('all')).toEqual(['closed'])
    for (const view of ['waiting', 'resolved', 'accounts', 'unassigned']) expect(await statuses(view)).toEqual([])
  })

  it('of the palette finds cases and organisations', async () => {
    const most = { cases: 7, others: 4 }
    const finds = await findOnDesk(house.ctx(), 'Organisation 11', most)
    expect(finds.organisations.map(({ name }) => name.map(({ text }) => text).join(''))).toContain('Organisation 11')
    expect((await findOnDesk(house.ctx(), '10500', most)).cases.map(({ reference }) => reference)).toEqual(['HS-10500'])
  })
})

describe('the side bar', () => {
  it('counts every view, exactly up to a thousand', async () => {
    const counts = await countQueueViews(house.ctx())
    for (const view of QUEUE_VIEWS)
      expect(counts[view]).toBe(Math.min(COUNT_LIMIT + 1, house.wanted(QueueInput.parse({ view })).length))
    expect((await countQueueViews(house.ctx(house.world.staff.agentApac))).accounts).toBeNull()
  })
})

describe('what anybody but staff asks', () => {
  it.each(['requester', 'administrator'] as const)('is forbidden to a %s', async (who) => {
    const ctx = house.ctx(house.world.a[who])
    for (const ask of [
      () => getQueue(ctx, QueueInput.parse({})),
      () => countQueueViews(ctx),
      () => listShifts(ctx),
      () => listQueueChoices(ctx),
      () => findOnDesk(ctx, 'x', { cases: 7, others: 4 }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is invalid with a cursor that is none of ours', async () => {
    for (const cursor of ['x', Buffer.from('["breached",0]').toString('base64url'), Buffer.from('{"a":1}').toString('base64url')])
      await expect(getQueue(house.ctx(), QueueInput.parse({ cursor }))).rejects.toMatchObject({ code: 'invalid' })
  })
})
