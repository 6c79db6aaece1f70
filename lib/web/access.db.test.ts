// The access matrix by function: every principal against every export of a command or query module, what denied writes leave
// behind, and that each rule is needed (security MX-01, 02, 03, 05, 06, 07, 10, 11, 12, 15).
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Ctx } from '@/db/context'
import type { Actor } from '@/lib/kernel/actor'
import { DomainError } from '@/lib/kernel/errors'
import { addMs } from '@/lib/kernel/time'
import type { Target } from './access/acts/act'
import { ELSEWHERE, RULES } from './access/rules'
import { ACTS } from './access-acts'
import { FUNCTIONS, INTERNAL, PRINCIPALS, type FunctionRow, type Principal, type Verdict } from './access-matrix'
import { AccessWorld, FOREIGN_CANARY, NOTE_CANARY } from './testing/access-world'
import { checkDatabase } from './testing/database-checks'
import { exportsOfEffects } from './testing/effects'
import { switched } from './testing/switched-rules'
import { watch } from './testing/traces'

const switching = vi.hoisted(() => () => import('./testing/switched-rules'))
vi.mock('@/lib/cases/policy', async (original) => (await switching()).switchable('cases', original))
vi.mock('@/lib/files/policy', async (original) => (await switching()).switchable('files', original))
vi.mock('@/lib/identity/policy', async (original) => (await switching()).switchable('identity', original))
vi.mock('@/lib/identity/installation', async (original) => (await switching()).switchable('identity', original))
vi.mock('@/lib/notifications/policy', async (original) => (await switching()).switchable('notifications', original))
vi.mock('@/lib/knowledge/policy', async (original) => (await switching()).switchable('knowledge', original))
vi.mock('@/lib/engagements/policy', async (original) => (await switching()).switchable('engagements', original))
vi.mock('@/lib/billing/policy', async (original) => (await switching()).switchable('billing', original))
vi.mock('@/lib/events/policy', async (original) => (await switching()).switchable('events', original))
vi.mock('@/lib/queue/policy', async (original) => (await switching()).switchable('queue', original))
vi.mock('@/lib/sla/policy', async (original) => (await switching()).switchable('sla', original))
vi.mock('@/lib/shifts/policy', async (original) => (await switching()).switchable('shifts', original))
// The pages of a paper are made by the React of the web.
vi.mock('@/lib/engagements/gateway/quote-pdf', () => ({ renderQuote: async () => Buffer.from('%PDF') }))
vi.mock('@/lib/billing/gateway/press', () => ({ drawPaper: async () => ({ pdf: Buffer.from('%PDF'), sha256: '' }) }))
vi.mock('@/lib/cases/queries/visible', async (original) =>
  (await switching()).switchableCases(() => original<typeof import('@/lib/cases/queries/visible')>()),
)

let world: AccessWorld
let withTraces: ReturnType<typeof watch>

beforeAll(async () => {
  world = await AccessWorld.create()
  withTraces = watch(world.owner)
})
afterAll(() => world.end())

async function verdictOf(ctx: Ctx, name: string, target: Target): Promise<{ verdict: string; answer: unknown }> {
  try {
    return { verdict: 'ok', answer: await ACTS[name]!(ctx, target) }
  } catch (error) {
    return { verdict: error instanceof DomainError ? error.code : `threw ${String(error)}`, answer: undefined }
  }
}

function expected(row: FunctionRow, principal: Principal): Verdict {
  if (row.ok.includes(principal)) return 'ok'
  return row.notFound?.includes(principal) ? 'not_found' : 'forbidden'
}

/** What this principal is told at the function, half a second after the thing was made. */
const ask = (name: string, principal: Principal, target: Target) =>
  verdictOf(world.as(world.actorOf(principal), addMs(target.at, 500)), name, target)

/** What reads leaves what it is asked about as it was. */
const isQuery = (name: string) => /^[^/]+\/queries[/.]/.test(name)

const rows = Object.entries(FUNCTIONS).filter((entry): entry is [string, FunctionRow] => entry[1] !== INTERNAL)

describe('the table', () => {
  it('has a row for every export, and an export for every row', async () => {
    expect(await exportsOfEffects()).toEqual([...new Set(Object.keys(FUNCTIONS).map((name) => name.split('#')[0]!))].sort())
  })

  it('has an act for every row that is not internal', () => {
    expect(Object.keys(ACTS).sort()).toEqual(rows.map(([name]) => name).sort())
  })
})

describe.each(rows)('%s', (name, row) => {
  it.each(PRINCIPALS)('%s', async (principal) => {
    const want = expected(row, principal)
    const target = await (want === 'ok' && !isQuery(name) ? world.freshTarget(name) : world.sharedTarget(name))
    switched.asking = name
    const act = () => ask(name, principal, target)
    const {
      answer: { verdict, answer },
      written,
    } = await (want === 'ok' ? act().then((answered) => ({ answer: answered, written: [] })) : withTraces(act))
    expect(verdict).toBe(want)
    expect(written).toEqual([])
    const said = JSON.stringify(answer, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? ''
    if (world.actorOf(principal).kind === 'customer' || principal === 'anonymous') expect(said).not.toContain(NOTE_CANARY)
    if (principal === 'foreignMember' || principal === 'foreignAdministrator' || principal === 'anonymous')
      expect(said).not.toContain(FOREIGN_CANARY)
  })

  if (row.missing) {
    it.each(row.ok)('says of a case that is not there what it says of a foreign one: %s', async (principal) => {
      const target = world.absent(await world.sharedTarget(name))
      const { verdict } = await verdictOf(world.as(world.actorOf(principal), target.at), name, target)
      expect(verdict).toBe(row.missing)
    })
  }
})

describe('each rule is needed', () => {
  let current = ''

  /** A cell whose answer is no longer what the table says. The target may be shared: what is refused changes nothing. */
  async function someCellNotices(domain: string): Promise<boolean> {
    switched.rule = ''
    const target = await world.freshTarget(`${domain}/`)
    switched.rule = current
    const said = switched.refusals.get(current)
    const ofDomain = rows.filter(([name]) => name.startsWith(`${domain}/`))
    const [likely, others] = [true, false].map((is) => ofDomain.filter(([name]) => (said?.has(name) ?? false) === is))
    for (const [name, row] of [...likely!, ...others!]) {
      for (const principal of PRINCIPALS) {
        const want = expected(row, principal)
        if (want === 'ok') continue
        const { verdict } = await ask(name, principal, target)
        if (verdict !== want) return true
      }
    }
    return false
  }

  async function rulesOf(domain: string): Promise<string[]> {
    const modules = {
      cases: [await import('@/lib/cases/policy')],
      files: [await import('@/lib/files/policy')],
      identity: [await import('@/lib/identity/policy'), await import('@/lib/identity/installation')],
      notifications: [await import('@/lib/notifications/policy')],
      knowledge: [await import('@/lib/knowledge/policy')],
      engagements: [await import('@/lib/engagements/policy')],
      billing: [await import('@/lib/billing/policy')],
      events: [await import('@/lib/events/policy')],
      queue: [await import('@/lib/queue/policy')],
      sla: [await import('@/lib/sla/policy')],
      shifts: [await import('@/lib/shifts/policy')],
    }[domain]!
    return modules.flatMap((module) => Object.keys(module)).filter((name) => name.startsWith('can'))
  }

  it.each(Object.entries(RULES))('knows every rule of %s', async (domain, rules) => {
    expect((await rulesOf(domain)).sort()).toEqual([...rules, ...(ELSEWHERE[domain] ?? [])].sort())
  })

  it.each(Object.entries(RULES).flatMap(([domain, rules]) => rules.map((rule) => [domain, rule] as const)))(
    '%s.%s',
    async (domain, rule) => {
      current = `${domain}.${rule}`
      try {
        expect(await someCellNotices(domain)).toBe(true)
      } finally {
        switched.rule = ''
      }
    },
  )

  it('queue.hasOwnAccounts: nobody else is told of accounts', async () => {
    const { countQueueViews } = await import('@/lib/queue/queries/counts')
    const told = async (actor: Actor) => (await countQueueViews(world.as(actor))).accounts
    expect(await told(world.people.staff.agentApac)).toBeNull()
    expect(await told(world.people.staff.csmApac)).not.toBeNull()
  })

  const GUARDED = ['cases', 'case_messages', 'sla_clocks', 'audit_entries']

  it('cases.visibleCases, once row-level security no longer stands behind it', async () => {
    await world.owner.begin(async ({ sql }) => {
      for (const table of GUARDED)
        await sql.unsafe(`create policy opened_by_test on ${table} to concord_customer using (true) with check (true)`)
    })
    current = 'cases.visibleCases'
    try {
      expect(await someCellNotices('cases')).toBe(true)
    } finally {
      switched.rule = ''
      await world.owner.begin(async ({ sql }) => {
        for (const table of GUARDED) await sql.unsafe(`drop policy opened_by_test on ${table}`)
      })
    }
  })

  it('row-level security refuses by itself when cases.visibleCases allows everything', async () => {
    for (const principal of ['colleague', 'foreignMember', 'foreignAdministrator'] as const) {
      const target = await world.freshCase()
      switched.rule = 'cases.visibleCases'
      const { verdict } = await verdictOf(
        world.as(world.actorOf(principal), target.at),
        'cases/queries/case.getRequesterCase',
        target,
      )
      switched.rule = ''
      expect(verdict).toBe('not_found')
    }
  })
})

checkDatabase(() => world)
