// Time in the database: the product's own queries on one connection, measured from this side of it.
import { getDeskCase, getRequesterCase } from '@/lib/cases/queries/case'
import { countCaseHistory, listCaseHistory, listOpenCases } from '@/lib/cases/queries/history'
import { CaseHistoryInput } from '@/lib/cases/input'
import { QUEUE_VIEWS, QueueInput } from '@/lib/queue/filter'
import { countQueueViews } from '@/lib/queue/queries/counts'
import { getQueue } from '@/lib/queue/queries/page'
import { median, ms, times, type Figure } from './figures'
import type { Asked } from './people'
import { middleOf, timed, type Timing } from './stopwatch'

const RUNS = 20
const ROUNDS = 3
const COUNTED = `${ROUNDS} rounds of ${RUNS} runs, the middle round counts`
const QUEUE = { median: 10, p95: 25 }
/** Search is no filter: it is held to what the best of its peers needs (half of it for rare words, a twentieth for common ones). */
const SEARCH = { 'common word': 42, 'rare words': 18, number: 18 } as const
type Search = keyof typeof SEARCH
const GROWTH = 1.2
const OTHERS_MS = 10

export type QueueTiming = Timing & { readonly name: string; readonly rows: number; readonly search: Search | undefined }
/** A page of the queue in the large installation, and in the small one where its page is as long. */
export type QueueTimings = { readonly large: QueueTiming; readonly growth: number | undefined }

/**
 * Every view with every filter and order, its first page and one further down, in rounds: each round asks for all of them. A page
 * that is as long in the small installation is asked for there by turns, so that what else the machine does falls on both.
 */
export async function timeQueue(
  large: Asked,
  small: Asked,
  onEach: (share: number, name: string) => void,
): Promise<QueueTimings[]> {
  const pages: { page: AskedPage; other: AskedPage | undefined; rounds: Timing[]; growths: number[] }[] = []
  const others = queueQuestions(small)
  for (const [nth, question] of queueQuestions(large).entries()) {
    const fewer = await pagesOf(small, others[nth]!)
    for (const [at, page] of (await pagesOf(large, question)).entries()) {
      const other = page.search === undefined && page.rows > 0 && fewer[at]?.rows === page.rows ? fewer[at] : undefined
      pages.push({ page, other, rounds: [], growths: [] })
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [nth, { page, other, rounds, growths }] of pages.entries()) {
      onEach((round + nth / pages.length) / ROUNDS, page.name)
      rounds.push(await timed(RUNS, page.ask))
      if (other) growths.push(await growthOf(other.ask, page.ask))
    }
  }
  return pages.map(({ page, rounds, growths }) => ({
    large: { ...middleOf(rounds), ...page },
    growth: growths.length > 0 ? median(growths) : undefined,
  }))
}

type AskedPage = {
  readonly name: string
  readonly rows: number
  readonly search: Search | undefined
  readonly ask: () => Promise<unknown>
}
type Question = {
  readonly name: string
  readonly search: Search | undefined
  readonly input: Record<string, unknown>
  readonly actor: Asked['agent']
}

async function pagesOf(asked: Asked, { name, search, input, actor }: Question): Promise<AskedPage[]> {
  const ctx = asked.as(actor)
  const first = QueueInput.parse(input)
  let cursor: string | undefined
  for (let page = 0; page < 3; page++) cursor = (await getQueue(ctx, { ...first, cursor })).nextCursor ?? cursor
  const places =
    cursor === undefined
      ? ([['', first]] as const)
      : ([
          ['', first],
          [', later page', { ...first, cursor }],
        ] as const)
  const pages: AskedPage[] = []
  for (const [where, query] of places) {
    const { cases } = await getQueue(ctx, query)
    pages.push({ name: name + where, rows: cases.length, search, ask: () => getQueue(ctx, query) })
  }
  return pages
}

async function growthOf(before: () => Promise<unknown>, after: () => Promise<unknown>): Promise<number> {
  const took = { before: [] as number[], after: [] as number[] }
  for (let i = 0; i < RUNS; i++) {
    took.before.push((await timed(1, before, 0)).median)
    took.after.push((await timed(1, after, 0)).median)
  }
  return median(took.after) / median(took.before)
}

const fastEnough = ({ search, ...of }: Timing & { search: Search | undefined }) =>
  search === undefined ? of.median <= QUEUE.median && of.p95 <= QUEUE.p95 : of.median <= SEARCH[search]

function queueQuestions({ agent, manager, organisationId, tags }: Asked): Question[] {
  const filters: [string, Record<string, unknown>][] = [
    ['', {}],
    ['region', { region: 'EMEA' }],
    ['level', { severity: 1 }],
    ['low level', { severity: 4 }],
    ['category', { category: 'licence' }],
    ['assignee', { assignee: agent.userId }],
    ['nobody', { assignee: 'nobody' }],
    ['organisation', { organisation: organisationId }],
    ['tag that many have', { tag: tags.many }],
    ['tag that few have', { tag: tags.few }],
    ['region, level and category', { region: 'AMER', severity: 2, category: 'how_to' }],
    ['newest', { sort: 'newest' }],
    ['oldest', { sort: 'oldest' }],
    ['activity', { sort: 'activity' }],
    ['common word', { q: 'dashboard' }],
    ['rare words', { q: 'map licence zebra' }],
    ['number', { q: '10432' }],
  ]
  return QUEUE_VIEWS.flatMap((view) =>
    filters.map(([filter, input]): Question => ({
      name: [view, filter].filter(Boolean).join(', '),
      search: filter in SEARCH ? (filter as Search) : undefined,
      input: { view, ...input },
      actor: view === 'accounts' ? manager : agent,
    })),
  )
}

/** The queue's figures: the worst of all views and filters, and how much slower it is than in a small installation. */
export function queueFigures(all: readonly QueueTimings[]): Figure[] {
  const pages = all.map(({ large }) => large)
  const listed = pages.filter(({ search }) => search === undefined)
  const group = `Database time: ${listed.length} pages of the queue by view, filter, order and place, ${COUNTED}`
  const slowest = worst(listed, 'median')
  const slowestTail = worst(listed, 'p95')
  const growths = all.flatMap(({ growth }) => growth ?? [])
  const growth = median(growths)
  const missed = (each: QueueTiming, of: string): Figure => ({
    group: of,
    name: `missed: ${each.name}`,
    value: ms(each.median),
    ratio: `p95 ${ms(each.p95)}`,
    holds: false,
  })
  const figures: Figure[] = [
    { group, name: 'all cases by risk, first page', value: ms(listed[0]!.median), ratio: `p95 ${ms(listed[0]!.p95)}` },
    { group, name: 'median of all', value: ms(median(listed.map((each) => each.median))) },
    {
      group,
      name: `slowest median (${slowest.name})`,
      value: ms(slowest.median),
      gate: `each ≤ ${QUEUE.median} ms`,
      holds: slowest.median <= QUEUE.median,
    },
    {
      group,
      name: `slowest p95 (${slowestTail.name})`,
      value: ms(slowestTail.p95),
      gate: `each ≤ ${QUEUE.p95} ms`,
      holds: slowestTail.p95 <= QUEUE.p95,
    },
    {
      group,
      name: `growth from 10,000 cases, median of ${growths.length} pages of equal length`,
      value: times(growth),
      gate: `≤ ${GROWTH} ×`,
      holds: growth <= GROWTH,
    },
    ...listed.filter((each) => !fastEnough(each)).map((each) => missed(each, group)),
  ]
  for (const [search, most] of Object.entries(SEARCH)) {
    const searched = pages.filter((each) => each.search === search)
    const slow = worst(searched, 'median')
    const of = 'Database time of search in the queue, gates of the best peer'
    figures.push({
      group: of,
      name: `${search}, slowest (${slow.name})`,
      value: ms(slow.median),
      ratio: `p95 ${ms(slow.p95)}`,
      gate: `≤ ${most} ms`,
      holds: slow.median <= most,
    })
  }
  return figures
}

function worst(pages: readonly QueueTiming[], by: 'median' | 'p95'): QueueTiming {
  return pages.reduce((a, b) => (b[by] > a[by] ? b : a))
}

/** Counts of the side bar, case pages and the customer's history. */
export async function otherFigures(asked: Asked): Promise<Figure[]> {
  const { agent, manager, administrator, member, as } = asked
  const group = `Database time of other pages, ${COUNTED}`
  let nth = 0
  const next = (references: readonly string[]) => references[nth++ % references.length]!
  const history = (input: Record<string, unknown>) => CaseHistoryInput.parse(input)
  const page = (actor: Asked['member'], input: Record<string, unknown>) => async () => {
    const query = history(input)
    await listCaseHistory(as(actor), query)
    await countCaseHistory(as(actor), query)
  }
  const works: [name: string, work: () => Promise<unknown>][] = [
    ['counts of the side bar, agent', () => countQueueViews(as(agent))],
    ['counts of the side bar, account manager', () => countQueueViews(as(manager))],
    ['case page, staff', () => getDeskCase(as(agent), next(asked.openCases))],
    ['case page, customer', () => getRequesterCase(as(administrator), next(asked.casesOfLargest))],
    ['home, open cases', () => listOpenCases(as(member), 9)],
    ['history and its count, member', page(member, {})],
    ['history and its count, administrator of the largest organisation', page(administrator, { scope: 'organisation' })],
    ['the same, open at level 1', page(administrator, { scope: 'organisation', state: 'open', severity: 1 })],
    ['search for a number, largest organisation', page(administrator, { scope: 'organisation', q: asked.casesOfLargest[0] })],
    ['search for a common word, member', page(member, { q: 'dashboard' })],
    ['search for a common word, largest organisation', page(administrator, { scope: 'organisation', q: 'dashboard' })],
    ['search for a rare word, member', page(member, { q: 'zebra' })],
    ['search for a rare word, largest organisation', page(administrator, { scope: 'organisation', q: 'zebra' })],
  ]
  const figures: Figure[] = []
  for (const [name, work] of works) {
    const rounds: Timing[] = []
    for (let round = 0; round < ROUNDS; round++) rounds.push(await timed(RUNS, work))
    const timing = middleOf(rounds)
    figures.push({
      group,
      name,
      value: ms(timing.median),
      ratio: `p95 ${ms(timing.p95)}`,
      gate: `≤ ${OTHERS_MS} ms`,
      holds: timing.median <= OTHERS_MS,
    })
  }
  return figures
}
