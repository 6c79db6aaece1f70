// Fills a database with invented people and cases of every age, so that measurements stand on what years of use would leave.
import postgres from 'postgres'
import { createClient } from '@/db/client'
import { createContext } from '@/db/context'
import { createInstallation } from '@/lib/identity/commands/installation'
import { hashPassword } from '@/lib/identity/gateway'
import { addMs, DAY_MS, type Instant } from '@/lib/kernel/time'
import { DEFAULT_POLICY_ID, publishDefaultPromise } from '@/lib/sla/commands'
import { freshDatabase, type DatabaseUrls } from '../fresh-database'
import { chanceFrom } from './chance'
import { databaseOfSize, FILL_PASSWORD, markFilled } from './database'
import { copyInto, openForLoading } from './load'
import { inventPeople } from './people'
import { fillSearch } from './search'
import { fillTags } from './tags'
import { CASE_PREFIX, linesOfCase, linesOfPeople } from './rows'
import { storyteller, type FillCase } from './stories'

const BATCH = 10_000
/** The number of the first case of a fill; the others follow. */
export const FIRST_NUMBER = 10_001
const YEARS_MS = 3 * 365 * DAY_MS
const LARGE = ['cases', 'case_messages', 'sla_clocks', 'audit_entries'] as const

export type Filled = { urls: DatabaseUrls; now: Instant; counts: Record<string, number> }

/** Makes a fresh database of `cases` cases as of `now`: a tenth of them open, five hundred for each organisation. `show` hears how far it is. */
export async function fillDatabase(cases: number, now: Instant, show: (share: number, what: string) => void): Promise<Filled> {
  show(0, 'an empty database')
  const urls = await freshDatabase(databaseOfSize(cases), 'test')
  await publish(urls.app, now)
  const connect = () =>
    postgres(urls.owner, {
      max: 1,
      onnotice: () => {},
      connection: { synchronous_commit: 'off', maintenance_work_mem: '512MB', work_mem: '256MB' },
    })
  const connections = LARGE.map(connect)
  const owner = connections[0]!
  try {
    const chance = chanceFrom(20_261_124)
    const people = inventPeople(chance, now, {
      organisations: Math.max(3, Math.min(2_000, Math.round(cases / 500))),
      staff: Math.max(12, Math.min(60, Math.round((cases / 1_000_000) * 60))),
    })
    const loading = await openForLoading(owner)
    const who = linesOfPeople(people, await hashPassword(FILL_PASSWORD), addMs(now, -YEARS_MS - 60 * DAY_MS))
    for (const table of ['users', 'organisations', 'memberships', 'staff_members'] as const)
      await copyInto(owner, table, who[table])

    let number = FIRST_NUMBER
    let sending: Promise<unknown> = Promise.resolve()
    const send = async (batch: readonly FillCase[]) => {
      const lines = batch.map((each) => linesOfCase(each, number++))
      await sending
      sending = Promise.all(
        LARGE.map((table, at) => copyInto(connections[at]!, table, lines.map((each) => each[table]).join(''))),
      )
    }
    for (const batch of batches(storyteller(chance, people, now), cases, now)) {
      await send(batch)
      show(((number - FIRST_NUMBER) / cases) * 0.6, `${(number - FIRST_NUMBER).toLocaleString('en-GB')} cases`)
    }
    await sending
    await owner`select setval('case_numbers', ${number - 1})`
    let step = 0
    await loading.restore((what) => show(0.6 + (step++ / loading.steps) * 0.2, what))
    show(0.8, 'words')
    await fillWords(connections)
    show(0.88, 'words of all cases')
    await fillSearch(connections, FIRST_NUMBER, number)
    await fillTags(owner, now)
    show(0.96, 'statistics')
    await Promise.all(LARGE.map((table, at) => connections[at]!.unsafe(`vacuum (analyze) ${table}`)))
    await owner.unsafe('vacuum (analyze) case_words, search_documents, search_words')
    await owner.unsafe('vacuum (analyze) users, organisations, memberships, staff_members, installation, regions')
    await markFilled(owner, cases, now)
    const counts = await countRows(owner)
    show(1, 'done')
    return { urls, now, counts }
  } finally {
    await Promise.all(connections.map((sql) => sql.end()))
  }
}

/** Closed ones first, by age; then the resolved and open ones in the order they were opened. */
function* batches(tell: ReturnType<typeof storyteller>, cases: number, now: Instant): Generator<FillCase[]> {
  const open = Math.round(cases / 10)
  const resolved = Math.round(cases / 50)
  const closed = cases - open - resolved
  const first = addMs(now, -YEARS_MS)
  const last = addMs(now, -32 * DAY_MS)
  let batch: FillCase[] = []
  for (let i = 0; i < closed; i++) {
    batch.push(tell.closed(addMs(first, Math.round(((last - first) * i) / closed))))
    if (batch.length === BATCH) {
      yield batch
      batch = []
    }
  }
  yield batch
  const alive = [...Array.from({ length: resolved }, tell.resolved), ...Array.from({ length: open }, tell.open)].sort(
    (a, b) => a.openedAt - b.openedAt,
  )
  for (let i = 0; i < alive.length; i += BATCH) yield alive.slice(i, i + BATCH)
}

/** What the job would write case by case; its index is made after the rows. */
async function fillWords(connections: readonly postgres.Sql[]): Promise<void> {
  const [index] = await connections[0]!<
    { definition: string }[]
  >`select pg_get_indexdef('case_words_idx'::regclass) as definition`
  await connections[0]!`drop index case_words_idx`
  await Promise.all(
    connections.map(
      (sql, nth) => sql`
        insert into case_words (organisation_id, case_id, words)
        select c.organisation_id, c.id, words_of_case(c) from cases c where c.number % ${connections.length}::int = ${nth}::int`,
    ),
  )
  await connections[0]!.unsafe(index!.definition)
}

async function publish(appUrl: string, now: Instant): Promise<void> {
  const client = createClient(appUrl, { max: 1 })
  try {
    const ctx = createContext({ kind: 'system', job: 'fill' }, now, { client })
    await publishDefaultPromise(ctx)
    await createInstallation(ctx, {
      kind: 'test',
      brandName: 'Harmoni Support',
      productName: 'Harmoni',
      supportEmail: 'support@harmoni.example',
      casePrefix: CASE_PREFIX,
      policyVersionId: DEFAULT_POLICY_ID,
    })
  } finally {
    await client.end()
  }
}

async function countRows(owner: postgres.Sql): Promise<Record<string, number>> {
  const [row] = await owner<Record<string, number>[]>`
    select (select count(*)::int from organisations) as organisations, (select count(*)::int from memberships) as members,
      (select count(*)::int from staff_members) as staff, (select count(*)::int from cases) as cases,
      (select count(*)::int from cases where status in ('new','open','waiting','with_account_manager')) as "open cases",
      (select count(*)::int from case_messages) as messages, (select count(*)::int from sla_clocks) as clocks,
      (select count(*)::int from audit_entries) as "audit entries", pg_database_size(current_database())::bigint / 1000000 as megabytes`
  return row!
}
