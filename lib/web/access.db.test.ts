// The access matrix by function: every principal against every export of a command or query module, what denied writes leave
// behind, and that each rule is needed (security MX-01, 02, 03, 05, 06, 07, 10, 11, 12, 15).
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createClient, type DbClient, type Tx } from '@/db/client'
import { createContext, type Ctx, type TxCtx } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { testFolder } from '@/lib/files/testing/storages'
import { ANONYMOUS, type Actor } from '@/lib/kernel/actor'
import { DomainError } from '@/lib/kernel/errors'
import { newId, newToken } from '@/lib/kernel/ids'
import { addMs, DAY_MS, parseInstant, type Instant } from '@/lib/kernel/time'
import { FUNCTIONS, INTERNAL, PRINCIPALS, type FunctionRow, type Principal, type Verdict } from './access-matrix'
import { ACTS, type Target } from './access-acts'
import { freshBill } from './access-acts-billing'
import { freshRequest } from './access-acts-engagements'

/** `refusals`: by rule, the functions at which it said no; they are the first that should notice when it does not. */
const switched = vi.hoisted(() => ({ rule: '', asking: '', refusals: new Map<string, Set<string>>() }))

/** Every `can…` of a domain's policy may be switched to "allow", to see whether a cell notices (MX-10). */
function switchable(domain: string) {
  return async (original: () => Promise<Record<string, unknown>>) => {
    const real = await original()
    const wrap = ([name, rule]: [string, unknown]) => {
      if (typeof rule !== 'function' || !name.startsWith('can')) return [name, rule]
      const key = `${domain}.${name}`
      const refusals = new Set<string>()
      switched.refusals.set(key, refusals)
      const judge = (...args: unknown[]) => {
        if (switched.rule === key) return true
        const verdict: unknown = (rule as (...args: unknown[]) => unknown)(...args)
        if (!verdict) refusals.add(switched.asking)
        return verdict
      }
      return [name, judge]
    }
    return Object.fromEntries(Object.entries(real).map(wrap))
  }
}
type Original = () => Promise<Record<string, unknown>>
vi.mock('@/lib/cases/policy', (original) => switchable('cases')(original as Original))
vi.mock('@/lib/files/policy', (original) => switchable('files')(original as Original))
vi.mock('@/lib/identity/policy', (original) => switchable('identity')(original as Original))
vi.mock('@/lib/identity/installation', (original) => switchable('identity')(original as Original))
vi.mock('@/lib/notifications/policy', (original) => switchable('notifications')(original as Original))
vi.mock('@/lib/knowledge/policy', (original) => switchable('knowledge')(original as Original))
vi.mock('@/lib/engagements/policy', (original) => switchable('engagements')(original as Original))
vi.mock('@/lib/billing/policy', (original) => switchable('billing')(original as Original))
vi.mock('@/lib/events/policy', (original) => switchable('events')(original as Original))
vi.mock('@/lib/queue/policy', (original) => switchable('queue')(original as Original))
vi.mock('@/lib/sla/policy', (original) => switchable('sla')(original as Original))
vi.mock('@/lib/shifts/policy', (original) => switchable('shifts')(original as Original))
// The pages of a paper are made by the React of the web.
vi.mock('@/lib/engagements/gateway/quote-pdf', () => ({ renderQuote: async () => Buffer.from('%PDF') }))
vi.mock('@/lib/billing/gateway/press', () => ({ drawPaper: async () => ({ pdf: Buffer.from('%PDF'), sha256: '' }) }))
vi.mock('@/lib/cases/queries/visible', async (original) => {
  const real = await original<typeof import('@/lib/cases/queries/visible')>()
  return {
    ...real,
    visibleCases: (ctx: TxCtx) => (switched.rule === 'cases.visibleCases' ? ctx.sql`true` : real.visibleCases(ctx)),
  }
})

const NOW = parseInstant('2026-11-24T01:00:00Z')
const NOTE_CANARY = 'kanarie-4f1c-note'
const FOREIGN_CANARY = 'kanarie-9b27-foreign'

let database: TestDatabase
let files: Awaited<ReturnType<typeof testFolder>>
let client: DbClient
let owner: DbClient
let world: World
let later: Instant = NOW

beforeAll(async () => {
  database = await createTestDatabase()
  vi.stubEnv('CONCORD_INSTALLATION', 'test')
  vi.stubEnv('AUTH_SECRET', 'q7Zk0pXv2LrT9sWm4BnY6cHd8fJgA1eU3iOoRzEx')
  vi.stubEnv('APP_ORIGIN', 'http://127.0.0.1:3900')
  vi.stubEnv('SMTP_URL', 'smtp://127.0.0.1:2525')
  files = await testFolder()
  vi.stubEnv('FILES_FOLDER', files.folder)
  vi.stubEnv('UPLOADS_PER_MINUTE', '10000')
  vi.stubEnv('DATABASE_URL', database.appUrl)
  client = createClient(database.appUrl, { max: 4 })
  owner = createClient(database.ownerUrl, { max: 2 })
  world = await createWorld(client, NOW)
})

afterAll(async () => {
  await client.end()
  await owner.end()
  await database.drop()
  await files.end()
  vi.unstubAllEnvs()
})

const MODULES = import.meta.glob<Record<string, unknown>>(['../*/{commands,queries}.ts', '../*/{commands,queries}/*.ts'])

async function exportsOfEffects(): Promise<string[]> {
  const names: string[] = []
  for (const [path, load] of Object.entries(MODULES)) {
    const name = path.replace('../', '').replace(/[.]ts$/, '')
    for (const [key, value] of Object.entries(await load())) if (typeof value === 'function') names.push(`${name}.${key}`)
  }
  return names.sort()
}

function actorOf(principal: Principal): Actor {
  const { a, b, staff } = world
  const actors: Record<Principal, Actor> = {
    anonymous: ANONYMOUS,
    requester: a.requester,
    participant: { ...a.colleague, userId: participantId, name: 'Participant' },
    colleague: a.colleague,
    organisationAdministrator: a.administrator,
    foreignMember: b.requester,
    foreignAdministrator: b.administrator,
    agent: staff.agentApac,
    csm: staff.csmApac,
    servicesLead: staff.servicesLead,
    finance: staff.finance,
    administrator: staff.administrator,
    system: { kind: 'system', job: 'access' },
  }
  return actors[principal]
}

let participantId = ''

/** A fresh case of organisation A with a note, and somebody of A who takes part in it. */
async function freshCase(): Promise<Target> {
  later = addMs(later, 1_000)
  const { openCase } = await import('@/lib/cases/commands/open-case')
  const { addNote } = await import('@/lib/cases/commands/reply')
  const input = ACTS.openInput(later)
  const requester = createContext(world.a.requester, later, { client })
  const fileId = newId(later)
  const { receiveUpload } = await import('@/lib/files/commands/receive')
  await receiveUpload(requester, { id: fileId, name: `${FOREIGN_CANARY}.txt`, size: 1, body: new Response('x').body! })
  const { reference } = await openCase(requester, { ...input, body: FOREIGN_CANARY, files: [fileId] })
  await addNote(createContext(world.staff.agentApac, later, { client }), { key: newId(later), reference, body: NOTE_CANARY })
  await owner.begin(async ({ sql }) => {
    if (participantId === '') {
      participantId = newId(later)
      await sql`insert into users (id, email, name, time_zone, created_at) values (${participantId}, 'taking.part@tuiwhenua.example', 'Taking Part', 'UTC', ${later})`
      await sql`insert into memberships (organisation_id, user_id, role, created_at) values (${world.a.organisationId}, ${participantId}, 'member', ${later})`
    }
    await sql`insert into case_participants (organisation_id, case_id, user_id, added_at)
      select organisation_id, id, ${participantId}, ${later} from cases where number = ${Number(reference.split('-')[1])}`
  })
  return { reference, fileId, organisationId: world.a.organisationId, ...NOT_ASKED_ABOUT, world, at: later }
}

/** What a function of this name is asked about: functions about people need no case, and the others no people to spare. */
async function freshTarget(name: string): Promise<Target> {
  if (name.startsWith('engagements/')) {
    const target = await freshCase()
    const sessionId = await freshSession(world.a.administrator.userId)
    const requestReference = await freshRequest(world, later, FOREIGN_CANARY, { name, sessionId })
    return { ...target, requestReference, spare: { ...NO_SPARE, sessionId } }
  }
  if (name.startsWith('billing/')) {
    const target = await freshCase()
    const sessionId = await freshSession(world.a.administrator.userId)
    return { ...target, ...(await freshBill(world, later, { name, sessionId, goal: FOREIGN_CANARY })) }
  }
  if (name.startsWith('shifts/')) return { ...(await freshCase()), absenceId: await freshLeave() }
  if (!/^(identity|cases\/commands\/departure)/.test(name)) return freshCase()
  if (participantId === '') await freshCase()
  later = addMs(later, 1_000)
  return {
    reference: 'HS-999999998',
    fileId: newId(later),
    organisationId: world.a.organisationId,
    ...NOT_ASKED_ABOUT,
    spare: await freshSpare(),
    world,
    at: later,
  }
}

/** A leave of the agent, in a year of its own. */
async function freshLeave(): Promise<string> {
  const absenceId = newId(later)
  const startsAt = addMs(later, (100_000 + 2 * Math.floor((later - NOW) / 1_000)) * DAY_MS)
  await owner.begin(
    ({ sql }) => sql`insert into absences (id, user_id, starts_on, back_on, starts_at, ends_at, gives_back, created_at)
      values (${absenceId}, ${world.staff.agentApac.userId}, '2300-01-01', '2300-01-02', ${startsAt}, ${addMs(startsAt, DAY_MS)}, 'none', ${later})`,
  )
  return absenceId
}

const NO_SPARE: Target['spare'] = {
  organisationId: '',
  userId: '',
  sessionId: '',
  tokens: { link: '', reset: '', invitation: '' },
}
const NO_BILL = { engagementId: '', invoiceId: '' }
const NOT_ASKED_ABOUT = { spare: NO_SPARE, absenceId: '', requestReference: 'SR-999999999', bill: NO_BILL }

/** A session that has just begun. */
async function freshSession(userId: string): Promise<string> {
  const { hashToken } = await import('@/lib/identity/gateway')
  const sessionId = newId(later)
  await owner.begin(
    ({
      sql,
    }) => sql`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
      values (${sessionId}, ${hashToken(newToken())}, ${userId}, 'password', 'access', '192.0.2.1', ${later}, ${later}, ${addMs(later, DAY_MS)})`,
  )
  return sessionId
}

/** An organisation and its one member, who has not joined yet, with a session and a token of each kind. */
async function freshSpare(): Promise<Target['spare']> {
  const { hashToken } = await import('@/lib/identity/gateway')
  const [organisationId, userId, sessionId] = [newId(later), newId(later), newId(later)]
  const tokens = { link: newToken(), reset: newToken(), invitation: newToken() }
  await owner.begin(async ({ sql }) => {
    await sql`insert into organisations (id, name, region_code, time_zone, currency, csm_id, backup_csm_id, created_at)
      values (${organisationId}, ${`Spare ${organisationId}`}, 'EMEA', 'Europe/London', 'GBP', ${world.staff.csmApac.userId}, ${world.staff.csmEmea.userId}, ${later})`
    await sql`insert into users (id, email, name, time_zone, created_at) values (${userId}, ${`${userId}@spare.example`}, 'Spare Person', 'UTC', ${later})`
    await sql`insert into memberships (organisation_id, user_id, role, created_at) values (${organisationId}, ${userId}, 'member', ${later})`
    await sql`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
      values (${sessionId}, ${hashToken(newToken())}, ${userId}, 'link', 'access', '192.0.2.1', ${later}, ${later}, ${addMs(later, DAY_MS)})`
    for (const [kind, token] of Object.entries(tokens))
      await sql`insert into sign_in_tokens (id, kind, token_hash, user_id, expires_at, created_at)
        values (${newId(later)}, ${kind}, ${hashToken(token)}, ${userId}, ${addMs(later, DAY_MS)}, ${later})`
  })
  return { organisationId, userId, sessionId, tokens }
}

/** The same question about a case, an organisation and a person that are not there. */
function absent(target: Target): Target {
  const [organisationId, userId] = [newId(later), newId(later)]
  return {
    ...target,
    reference: 'HS-999999999',
    requestReference: 'SR-999999999',
    fileId: newId(later),
    bill: { engagementId: newId(later), invoiceId: newId(later) },
    organisationId,
    spare: { ...target.spare, organisationId, userId },
  }
}

async function verdictOf(ctx: Ctx, name: string, target: Target): Promise<{ verdict: string; answer: unknown }> {
  try {
    return { verdict: 'ok', answer: await ACTS.functions[name]!(ctx, target) }
  } catch (error) {
    return { verdict: error instanceof DomainError ? error.code : `threw ${String(error)}`, answer: undefined }
  }
}

function expected(row: FunctionRow, principal: Principal): Verdict {
  if (row.ok.includes(principal)) return 'ok'
  return row.notFound?.includes(principal) ? 'not_found' : 'forbidden'
}

/** Not compared: what the worker and PostgreSQL keep for themselves. */
const LEFT_OUT = ['rate_limits', 'worker_heartbeats']

type Traces = { answer: Awaited<ReturnType<typeof verdictOf>>; written: string[] }

/**
 * What work leaves behind: the tables in which it wrote a row or took one away. Every write takes a transaction's number, so
 * nothing was written while the next one stays the same; else the tables are compared with the snapshot from before.
 */
async function withTraces(work: () => Promise<Traces['answer']>): Promise<Traces> {
  const tables = (tablesOfTenants ??= await listTables())
  const next = async (ctx: Tx) => {
    const [row] = await ctx.sql<{ next: string }[]>`select pg_snapshot_xmax(pg_current_snapshot())::text as next`
    return row!.next
  }
  const rowsOf = (ctx: Tx, since: string) =>
    ctx.sql.unsafe<{ name: string; count: string; written: string }[]>(
      tables
        .map(
          (name) =>
            `select '${name}' as name, count(*), count(*) filter (where xmin::text::bigint >= ${since}) as written from ${name}`,
        )
        .join(' union all '),
    )
  return owner.begin(async (before) => {
    await before.sql`set transaction isolation level repeatable read`
    const since = await next(before)
    const answer = await work()
    return owner.begin(async (after) => {
      if ((await next(after)) === since) return { answer, written: [] }
      const counted = new Map((await rowsOf(before, since)).map(({ name, count }) => [name, count]))
      const written = (await rowsOf(after, since)).filter(
        ({ name, count, written }) => Number(written) > 0 || count !== counted.get(name),
      )
      return { answer, written: written.map(({ name }) => name) }
    })
  })
}

let tablesOfTenants: string[] | undefined
async function listTables(): Promise<string[]> {
  return owner.begin(async ({ sql }) => {
    const rows = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`
    return rows.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(name))
  })
}

/** One target for all who are refused at a function: they change nothing. */
const shared = new Map<string, Promise<Target>>()
function sharedTarget(name: string): Promise<Target> {
  const target = shared.get(name) ?? freshTarget(name)
  shared.set(name, target)
  return target
}

const rows = Object.entries(FUNCTIONS).filter((entry): entry is [string, FunctionRow] => entry[1] !== INTERNAL)

describe('the table', () => {
  it('has a row for every export, and an export for every row', async () => {
    expect(await exportsOfEffects()).toEqual([...new Set(Object.keys(FUNCTIONS).map((name) => name.split('#')[0]!))].sort())
  })

  it('has an act for every row that is not internal', () => {
    expect(Object.keys(ACTS.functions).sort()).toEqual(rows.map(([name]) => name).sort())
  })
})

describe.each(rows)('%s', (name, row) => {
  it.each(PRINCIPALS)('%s', async (principal) => {
    const want = expected(row, principal)
    const target = await (want === 'ok' ? freshTarget(name) : sharedTarget(name))
    switched.asking = name
    const act = () => verdictOf(createContext(actorOf(principal), addMs(target.at, 500), { client }), name, target)
    const {
      answer: { verdict, answer },
      written,
    } = await (want === 'ok' ? act().then((answered) => ({ answer: answered, written: [] })) : withTraces(act))
    expect(verdict).toBe(want)
    expect(written).toEqual([])
    const said = JSON.stringify(answer, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? ''
    if (actorOf(principal).kind === 'customer' || principal === 'anonymous') expect(said).not.toContain(NOTE_CANARY)
    if (principal === 'foreignMember' || principal === 'foreignAdministrator' || principal === 'anonymous')
      expect(said).not.toContain(FOREIGN_CANARY)
  })

  if (row.missing) {
    it.each(row.ok)('says of a case that is not there what it says of a foreign one: %s', async (principal) => {
      const target = absent(await sharedTarget(name))
      const { verdict } = await verdictOf(createContext(actorOf(principal), target.at, { client }), name, target)
      expect(verdict).toBe(row.missing)
    })
  }
})

describe('each rule is needed', () => {
  let current = ''

  /** A cell whose answer is no longer what the table says. The target may be shared: what is refused changes nothing. */
  async function someCellNotices(domain: string): Promise<boolean> {
    switched.rule = ''
    const target = await freshTarget(`${domain}/`)
    switched.rule = current
    const said = switched.refusals.get(current)
    const ofDomain = rows.filter(([name]) => name.startsWith(`${domain}/`))
    const [likely, others] = [true, false].map((is) => ofDomain.filter(([name]) => (said?.has(name) ?? false) === is))
    for (const [name, row] of [...likely!, ...others!]) {
      for (const principal of PRINCIPALS) {
        const want = expected(row, principal)
        if (want === 'ok') continue
        const { verdict } = await verdictOf(createContext(actorOf(principal), addMs(target.at, 500), { client }), name, target)
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

  const RULES = {
    cases: [
      'canOpenCase',
      'canReplyAsCustomer',
      'canAnswer',
      'canNote',
      'canSeeNotes',
      'canSeePresence',
      'canKeepDraft',
      'canOfferDraft',
      'canSeeSimilar',
      'canUseMacros',
      'canShareMacros',
      'canAssign',
      'canClaim',
      'canHandOver',
      'canMerge',
      'canLink',
      'canSplit',
      'canSeeTags',
      'canTag',
      'canKeepTags',
      'canShareOut',
      'canReclassify',
      'canChangeCategory',
      'canConfirmSolved',
      'canRateCase',
      'canShareCases',
      'canKeepParticipants',
      'canCloseResolved',
      'canIndexWords',
      'canIndexSearch',
    ],
    files: ['canUpload', 'canKeepFiles'],
    identity: [
      'canManageOrganisations',
      'canManagePeople',
      'canManageMembers',
      'canSeeDirectory',
      'canKeepOwnAccount',
      'canStandAtTheDoor',
      'canInviteFirstAdministrator',
      'canSendTokens',
      'canCreateInstallation',
    ],
    notifications: ['canReadNews', 'canFollow', 'canTellNews'],
    knowledge: [
      'canReadDesk',
      'canWriteArticles',
      'canSwitchReview',
      'canRateArticles',
      'canIndexArticles',
      'canImportArticles',
      'canExportArticles',
      'canPublishScheduled',
      'canSweepArticleFiles',
      'canBeHelpedByArticles',
    ],
    engagements: [
      'canReadCatalogue',
      'canAskForQuote',
      'canKeepApprovers',
      'canReadServicesDesk',
      'canScope',
      'canApproveQuotes',
      'canPublishRates',
      'canWriteTime',
    ],
    billing: ['canReadBills', 'canDraftBills', 'canIssueBills', 'canReadOwnBills', 'canKeepContacts'],
    events: ['canReadAudit'],
    queue: ['canSeeQueue', 'canTakeNext', 'canShareViews'],
    sla: ['canManagePromise'],
    shifts: ['canKeepShifts', 'canSetAssignment'],
  }
  /** Held by tests of their own domain: lib/cases/visibility.db.test.ts, lib/knowledge/articles.db.test.ts. */
  const ELSEWHERE: Record<string, string[]> = { cases: ['canSeeCase'], knowledge: ['canApprove'] }

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
    const told = async (actor: Actor) => (await countQueueViews(createContext(actor, later, { client }))).accounts
    expect(await told(world.staff.agentApac)).toBeNull()
    expect(await told(world.staff.csmApac)).not.toBeNull()
  })

  const GUARDED = ['cases', 'case_messages', 'sla_clocks', 'audit_entries']

  it('cases.visibleCases, once row-level security no longer stands behind it', async () => {
    await owner.begin(async ({ sql }) => {
      for (const table of GUARDED)
        await sql.unsafe(`create policy opened_by_test on ${table} to concord_customer using (true) with check (true)`)
    })
    current = 'cases.visibleCases'
    try {
      expect(await someCellNotices('cases')).toBe(true)
    } finally {
      switched.rule = ''
      await owner.begin(async ({ sql }) => {
        for (const table of GUARDED) await sql.unsafe(`drop policy opened_by_test on ${table}`)
      })
    }
  })

  it('row-level security refuses by itself when cases.visibleCases allows everything', async () => {
    for (const principal of ['colleague', 'foreignMember', 'foreignAdministrator'] as const) {
      const target = await freshCase()
      switched.rule = 'cases.visibleCases'
      const { verdict } = await verdictOf(
        createContext(actorOf(principal), target.at, { client }),
        'cases/queries/case.getRequesterCase',
        target,
      )
      switched.rule = ''
      expect(verdict).toBe('not_found')
    }
  })
})

describe('the database', () => {
  it('keeps row security enabled and forced, with a policy, on every table (MX-11)', async () => {
    const open = await owner.begin(
      ({ sql }) => sql<{ name: string }[]>`
        select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'rate_limits'
          and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`,
    )
    expect(open.map((table) => table.name)).toEqual([])
  })

  it('gives the working roles no ownership and no way round row security, and definer rights to few functions (MX-11)', async () => {
    const [roles, definers] = await owner.begin(({ sql }) =>
      Promise.all([
        sql<
          { rolname: string }[]
        >`select rolname from pg_roles where rolname in ('concord_app', 'concord_customer', 'concord_staff')
          and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or exists (select from pg_class c where c.relowner = pg_roles.oid))`,
        sql<
          { proname: string }[]
        >`select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef order by 1`,
      ]),
    )
    expect(roles).toEqual([])
    expect(definers.map((each) => each.proname)).toEqual([
      'account_manager_at',
      'add_hours',
      'ask_to_share_out',
      'chain_quote_signature',
      'check_drawn',
      'check_granted',
      'find_own_cases',
      'hand_over_jobs',
      'issue_invoice',
      'repeat_closed_on_tags',
      'void_invoice',
    ])
  })

  it('refers to a case by organisation and id together, everywhere (MX-12)', async () => {
    const loose = await owner.begin(
      ({ sql }) => sql<{ name: string }[]>`
        select t.relname as name from pg_class t join pg_namespace n on n.oid = t.relnamespace
          join pg_attribute a on a.attrelid = t.oid and a.attname in ('case_id', 'follow_up_of_id')
        where n.nspname = 'public' and t.relkind = 'r' and not exists (
          select from pg_constraint k where k.conrelid = t.oid and k.contype = 'f' and k.confrelid = 'cases'::regclass
            and a.attnum = any (k.conkey) and array_length(k.conkey, 1) = 2)`,
    )
    expect(loose.map((table) => table.name)).toEqual([])
  })

  it('refuses a child of one organisation under a case of another (MX-12)', async () => {
    const { reference, at } = await freshCase()
    const attach = owner.begin(
      ({ sql }) => sql`insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
        select ${world.b.organisationId}, ${newId(at)}, id, ${world.b.requester.userId}, 'customer', 'attached', ${at} from cases where number = ${Number(reference.split('-')[1])}`,
    )
    await expect(attach).rejects.toMatchObject({ code: '23503' })
  })

  it('shows the customer’s role nothing without a context, and refuses a row for another organisation (MX-11)', async () => {
    await freshCase()
    const counted = await client.begin(async ({ sql }) => {
      await sql`select set_config('role', 'concord_customer', true)`
      return sql<
        { cases: number; messages: number }[]
      >`select (select count(*)::int from cases) as cases, (select count(*)::int from case_messages) as messages`
    })
    expect(counted[0]).toEqual({ cases: 0, messages: 0 })
    const foreign = client.begin(async ({ sql }) => {
      await sql`select set_config('role', 'concord_customer', true), set_config('app.org', ${world.b.organisationId}, true), set_config('app.user', ${world.b.requester.userId}, true)`
      await sql`insert into outbox (id, organisation_id, kind, facts, status, created_at)
        values (${newId(NOW)}, ${world.a.organisationId}, 'case_received', '{}'::jsonb, 'waiting', ${NOW})`
    })
    await expect(foreign).rejects.toMatchObject({ code: '42501' })
    const notes = client.begin(async ({ sql }) => {
      await sql`select set_config('role', 'concord_customer', true), set_config('app.org', ${world.a.organisationId}, true)`
      await sql`select body from case_notes`
    })
    await expect(notes).rejects.toMatchObject({ code: '42501' })
  })

  it('counts and lists what the single record would show, no more (MX-15)', async () => {
    const { reference } = await freshCase()
    const { listCaseHistory, countCaseHistory } = await import('@/lib/cases/queries/history')
    const input = { scope: 'organisation' as const, state: 'all' as const, severity: undefined, q: '', cursor: undefined }
    for (const actor of [world.a.colleague, world.b.requester, world.b.administrator]) {
      const ctx = createContext(actor, later, { client })
      const { items } = await listCaseHistory(ctx, input)
      expect(items.map((each) => each.reference)).not.toContain(reference)
      expect(await countCaseHistory(ctx, input)).toBe(items.length)
      const found = (await listCaseHistory(ctx, { ...input, q: FOREIGN_CANARY })).items
      expect(found.filter((each) => !items.some(({ reference }) => reference === each.reference))).toEqual([])
    }
  })
})
