// Processor time of the web processes for each request, in units of what the bare framework takes for the like, measured in
// the same run; and what a page weighs.
import { createContext, inTransaction } from '@/db/context'
import { beginSession } from '@/lib/identity/commands/session'
import { sessionCookie } from '@/lib/identity/gateway'
import type { Customer, Staff } from '@/lib/kernel/actor'
import { toIso } from '@/lib/kernel/time'
import type { DatabaseUrls } from '@/lib/run/fresh-database'
import { BARE, BUDGETS, firstLoadBytes } from './first-load'
import { kilobytes, median, ms, perSecond, times, type Figure } from './figures'
import type { Asked } from './people'
import { ask, loaded, serveFloor, serveProduct, type Load, type Served } from './server'

const WARM_UP = 200
const COUNT = 300
const ROUNDS = 3
const QUEUE_BYTES = 58_000

type Subject = { readonly name: string; readonly server: Served; readonly path: () => string; readonly cookie?: string }
type Row = Load & { readonly name: string }

/** Whatever the web serves, as figures. The floor's table stands in `urls`' database. */
export async function webFigures(asked: Asked, urls: DatabaseUrls, onEach: (what: string) => void): Promise<Figure[]> {
  const environment = {
    ...process.env,
    CONCORD_INSTALLATION: 'test',
    CONCORD_CLOCK: toIso(asked.now),
    DATABASE_URL: urls.app,
    DATABASE_OWNER_URL: urls.owner,
    DATABASE_WORKER_URL: urls.worker,
  }
  const [agent, customer] = [await cookieOf(asked, asked.agent), await cookieOf(asked, asked.administrator)]
  const floor = await serveFloor(urls.owner)
  const product = await serveProduct(environment)
  try {
    let nth = 0
    const one = (references: readonly string[]) => references[nth++ % references.length]!
    const subjects = {
      empty: { name: 'floor: dynamic page, no query', server: floor, path: () => '/empty' },
      table: { name: 'floor: server component renders the table', server: floor, path: () => '/table' },
      rows: { name: 'floor: rows as prop of one client component', server: floor, path: () => '/rows' },
      json: { name: 'floor: JSON route handler', server: floor, path: () => '/json' },
      queue: { name: 'queue page, fifty rows', server: product, path: () => '/desk', cookie: agent },
      deskCase: { name: 'case page, staff', server: product, path: () => `/desk/cases/${one(asked.openCases)}`, cookie: agent },
      portalCase: {
        name: 'case page, customer',
        server: product,
        path: () => `/cases/${one(asked.casesOfLargest)}`,
        cookie: customer,
      },
      queueJson: { name: 'queue as JSON', server: product, path: () => '/api/queue', cookie: agent },
      home: { name: 'home, customer', server: product, path: () => '/', cookie: customer },
    } satisfies Record<string, Subject>
    const rows = await measure(subjects, onEach)
    const figures = cpuFigures(rows)
    figures.push(...(await firstLoadFigures(floor, product, { agent, customer }, asked)))
    await product.stop()
    onEach('two processes')
    figures.push(...(await processFigures(environment, subjects.queue, rows.queue)))
    return figures
  } finally {
    await Promise.all([floor.stop(), product.stop()])
  }
}

async function measure<K extends string>(subjects: Record<K, Subject>, onEach: (what: string) => void): Promise<Record<K, Row>> {
  const entries = Object.entries(subjects) as [K, Subject][]
  const found = new Map<K, Load[]>(entries.map(([key]) => [key, []]))
  for (const [, subject] of entries) await loaded(subject.server, subject.path, { count: WARM_UP, cookie: subject.cookie })
  for (let round = 0; round < ROUNDS; round++) {
    for (const [key, { name, server, path, cookie }] of entries) {
      onEach(name)
      found.get(key)!.push(await loaded(server, path, { count: COUNT, cookie }))
    }
  }
  const middle = (loads: readonly Load[], of: 'cpuMs' | 'rate' | 'p50' | 'p95') => median(loads.map((load) => load[of]))
  return Object.fromEntries(
    entries.map(([key, { name }]): [K, Row] => {
      const loads = found.get(key)!
      return [
        key,
        {
          ...loads[0]!,
          name,
          cpuMs: middle(loads, 'cpuMs'),
          rate: middle(loads, 'rate'),
          p50: middle(loads, 'p50'),
          p95: middle(loads, 'p95'),
        },
      ]
    }),
  ) as Record<K, Row>
}

function cpuFigures(
  rows: Record<'empty' | 'table' | 'rows' | 'json' | 'queue' | 'deskCase' | 'portalCase' | 'queueJson' | 'home', Row>,
): Figure[] {
  const group = `Processor time of the web process per request, ten at once, medians of ${ROUNDS} rounds`
  const words = (row: Row) => `${perSecond(row.rate)}, p50 ${ms(row.p50)}, p95 ${ms(row.p95)}, ${kilobytes(row.bytes)}`
  const floorRow = (row: Row): Figure => ({ group, name: row.name, value: ms(row.cpuMs), gate: words(row) })
  const against = (row: Row, floor: Row, most: number | null, aim: string): Figure => {
    const ratio = row.cpuMs / floor.cpuMs
    return {
      group,
      name: row.name,
      value: ms(row.cpuMs),
      ratio: `${times(ratio)} ${floor.name.replace('floor: ', '')}`,
      gate: `${most === null ? '' : `≤ ${most} ×${aim}   `}${words(row)}`,
      ...(most !== null && { holds: ratio <= most }),
    }
  }
  return [
    ...[rows.empty, rows.table, rows.rows, rows.json].map(floorRow),
    against(rows.queue, rows.table, 3, ' (aim 2 ×)'),
    against(rows.deskCase, rows.empty, 4, ' (aim 3 ×)'),
    against(rows.portalCase, rows.empty, 4, ' (aim 3 ×)'),
    against(rows.queueJson, rows.json, 3, ''),
    against(rows.home, rows.empty, null, ''),
    {
      group,
      name: 'weight of the queue page',
      value: kilobytes(rows.queue.bytes),
      gate: `≤ ${kilobytes(QUEUE_BYTES)} before compression`,
      holds: rows.queue.bytes <= QUEUE_BYTES,
    },
  ]
}

async function firstLoadFigures(
  floor: Served,
  product: Served,
  cookies: { agent: string; customer: string },
  asked: Asked,
): Promise<Figure[]> {
  const weigh = async (server: Served, path: string, cookie?: string) => {
    const page = await ask(server.origin, path, { cookie })
    if (page.status !== 200) throw new Error(`${path} answered ${page.status}`)
    return firstLoadBytes(page.body.toString(), async (address) => (await ask(server.origin, address)).body)
  }
  const group = 'First-load JavaScript with gzip, over the bare framework'
  const bare = await weigh(floor, '/empty')
  const figures: Figure[] = [
    {
      group,
      name: `bare framework (kept for the test: ${kilobytes(BARE.bytes)}, Next ${BARE.next})`,
      value: kilobytes(bare),
      gate: 'kept figure within 2 kB',
      holds: Math.abs(bare - BARE.bytes) <= 2_000,
    },
  ]
  const pages: [path: string, cookie: string | undefined, most: number][] = [
    ['/forgotten-password', undefined, BUDGETS.portal],
    ['/', cookies.customer, BUDGETS.portal],
    ['/cases', cookies.customer, BUDGETS.portal],
    ['/cases/new', cookies.customer, BUDGETS.portal],
    [`/cases/${asked.casesOfLargest[0]}`, cookies.customer, BUDGETS.portal],
    ['/policy', cookies.customer, BUDGETS.portal],
    ['/desk', cookies.agent, BUDGETS.desk],
    [`/desk/cases/${asked.openCases[0]}`, cookies.agent, BUDGETS.desk],
  ]
  for (const [path, cookie, most] of pages) {
    const over = (await weigh(product, path, cookie)) - bare
    figures.push({
      group,
      name: path.replace(/HS-\d+/, 'HS-…'),
      value: `+${kilobytes(over)}`,
      gate: `≤ +${kilobytes(most)}`,
      holds: over <= most,
    })
  }
  return figures
}

async function processFigures(environment: NodeJS.ProcessEnv, { path, cookie }: Subject, alone: Row): Promise<Figure[]> {
  const two = await serveProduct(environment, 2)
  try {
    await loaded(two, path, { count: 2 * WARM_UP, cookie })
    const rounds: Load[] = []
    for (let round = 0; round < ROUNDS; round++) rounds.push(await loaded(two, path, { count: COUNT, cookie }))
    const rate = median(rounds.map((load) => load.rate))
    const least = Math.min(...rounds.map(({ shares }) => (shares.length < 2 ? 0 : Math.min(...shares))))
    const group = 'WEB_PROCESSES=2, queue page (asking and PostgreSQL share the same cores)'
    return [
      { group, name: 'requests against one process', value: perSecond(rate), ratio: times(rate / alone.rate) },
      {
        group,
        name: 'the idler process takes of the work',
        value: `${Math.round(least * 100)} %`,
        gate: '≥ 25 %: both cores are used',
        holds: least >= 0.25,
      },
    ]
  } finally {
    await two.stop()
  }
}

/** The cookie of a session that begins now. */
export async function cookieOf(asked: Asked, actor: Staff | Customer): Promise<string> {
  const ctx = createContext({ kind: 'system', job: 'bench' }, asked.now, { client: asked.client })
  const sid = await inTransaction(ctx, (ctx) =>
    beginSession(ctx, actor.userId, 'password', { userAgent: 'bench', address: '127.0.0.1' }),
  )
  const { name, value } = await sessionCookie(sid)
  return `${name}=${value}`
}
