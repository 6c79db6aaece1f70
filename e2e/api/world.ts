// Two organisations of their own for the access matrix, with everybody who may come to a door, and a marked word in each
// column that people write, so that any answer shows what it gave away (security MX-02, MX-06).
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { ACTIONS, VISITORS, type Asked, type Relation, type Visitor } from '../../lib/web/access-doors'
import { actionForm, ask, callAction } from './client'
import { expect, sql } from '../fixtures'

/** When the clock of the installation began. */
const BEGAN = process.env.CONCORD_CLOCK!
const DAY = '1 day'

/** `orgA` and `orgB` mark an organisation and its people, `case` the words of A's case, `note` what staff write among themselves. */
export type Mark = 'orgA' | 'orgB' | 'case' | 'note'
const PREFIX: Record<Mark, string> = { orgA: 'kana', orgB: 'kanb', case: 'kanc', note: 'kann' }
const MARKED = /kan[abcn][0-9a-f]{12}/g

export function newMark(mark: Mark): string {
  return PREFIX[mark] + randomBytes(6).toString('hex')
}

/** The marks in a text that are of these kinds. */
export function marksIn(text: string, marks: readonly Mark[]): string[] {
  return (text.match(MARKED) ?? []).filter((found) => marks.some((mark) => found.startsWith(PREFIX[mark])))
}

export type AccessWorld = {
  cookies: Record<Visitor, string>
  users: Record<Exclude<Visitor, 'anonymous'>, string>
  organisations: Record<'a' | 'b', string>
  references: Record<'ofA' | 'ofB', string>
  /** What forms and addresses say about an object, for visitors who change nothing. */
  asked: Record<Relation, Asked>
  /** The same for one who may use it up, with a person of A or B themselves or of an organisation made for it. */
  make: (relation: Relation, within: boolean) => Promise<Asked>
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** A session that began when the installation did, and its cookie. */
export async function newSession(userId: string): Promise<{ sessionId: string; cookie: string }> {
  const [sid, sessionId] = [randomBytes(32).toString('base64url'), randomUUID()]
  await sql`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
    values (${sessionId}, ${hashOf(sid)}, ${userId}, 'password', 'access', '192.0.2.1', ${BEGAN}::timestamptz, ${BEGAN}::timestamptz, ${BEGAN}::timestamptz + ${DAY}::interval)`
  const token = await encode({ token: { sid }, secret: process.env.AUTH_SECRET!, maxAge: 86_400 })
  return { sessionId, cookie: `concord-session=${token}` }
}

async function newPerson(key: string, mark: Mark | undefined): Promise<string> {
  const [userId, word] = [randomUUID(), mark ? newMark(mark) : randomBytes(6).toString('hex')]
  await sql`insert into users (id, email, name, time_zone, created_at)
    values (${userId}, ${`${key.toLowerCase()}.${word}@access.example`}, ${`${key} ${word}`}, 'UTC', ${BEGAN}::timestamptz)`
  return userId
}

/** What no answer may hold (AB-012); nobody can sign in with it. */
export const PASSWORD_HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2VjcmV0c2VjcmV0$c2VjcmV0'

export async function newMember(key: string, organisationId: string, mark: Mark, role: 'member' | 'administrator' = 'member') {
  const userId = await newPerson(key, mark)
  await sql`insert into memberships (organisation_id, user_id, role, created_at) values (${organisationId}, ${userId}, ${role}, ${BEGAN}::timestamptz)`
  return userId
}

export async function newStaff(key: string, role: string): Promise<string> {
  const userId = await newPerson(key, undefined)
  // What they send leaves at once: a reply on its way would be written while others are compared.
  await sql`
    insert into staff_members (user_id, roles, region_code, undo_seconds, created_at)
    values (${userId}, ${[role]}, 'EMEA', 0, ${BEGAN}::timestamptz)`
  return userId
}

async function newOrganisation(mark: Mark, csmId: string): Promise<string> {
  const organisationId = randomUUID()
  await sql`insert into organisations (id, name, region_code, time_zone, currency, csm_id, backup_csm_id, sites, created_at)
    values (${organisationId}, ${`Organisation ${newMark(mark)}`}, 'EMEA', 'Europe/London', 'GBP', ${csmId}, ${csmId}, jsonb_build_array(${`${newMark(mark)}.example`}::text), ${BEGAN}::timestamptz)`
  return organisationId
}

async function newToken(userId: string, kind: 'reset' | 'invitation'): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await sql`insert into sign_in_tokens (id, kind, token_hash, user_id, expires_at, created_at)
    values (${randomUUID()}, ${kind}, ${hashOf(token)}, ${userId}, ${BEGAN}::timestamptz + ${DAY}::interval, ${BEGAN}::timestamptz)`
  return token
}

export async function makeAccessWorld(): Promise<AccessWorld> {
  const staff = {
    agent: await newStaff('Agent', 'agent'),
    demoted: await newStaff('Demoted', 'administrator'),
    csm: await newStaff('Csm', 'csm'),
    foreignCsm: await newStaff('ForeignCsm', 'csm'),
    servicesLead: await newStaff('ServicesLead', 'services_lead'),
    finance: await newStaff('Finance', 'finance'),
    administrator: await newStaff('Administrator', 'administrator'),
  }
  const agentId = await newStaff('Sender', 'agent')
  const a = await newOrganisation('orgA', staff.csm)
  const b = await newOrganisation('orgB', staff.foreignCsm)
  const users: AccessWorld['users'] = {
    ...staff,
    requester: await newMember('Requester', a, 'orgA'),
    participant: await newMember('Participant', a, 'orgA'),
    colleague: await newMember('Colleague', a, 'orgA'),
    organisationAdministrator: await newMember('AdministratorOfA', a, 'orgA', 'administrator'),
    disabled: await newMember('Disabled', a, 'orgA', 'administrator'),
    departed: await newMember('Departed', a, 'orgA', 'administrator'),
    foreignMember: await newMember('Foreign', b, 'orgB'),
    foreignAdministrator: await newMember('AdministratorOfB', b, 'orgB', 'administrator'),
  }
  const cookies = { anonymous: '' } as Record<Visitor, string>
  for (const visitor of VISITORS) if (visitor !== 'anonymous') cookies[visitor] = (await newSession(users[visitor])).cookie
  await sql`update users set disabled_at = ${BEGAN}::timestamptz where id = ${users.disabled}`
  await sql`update memberships set ended_at = ${BEGAN}::timestamptz where user_id = ${users.departed}`
  await sql`update staff_members set roles = ${['agent']} where user_id = ${users.demoted}`

  const references = {
    ofA: await openCase(cookies.requester, 'case'),
    ofB: await openCase(cookies.foreignMember, 'orgB'),
  }
  const requests = {
    ofA: await askForQuote(cookies.requester, 'case'),
    ofB: await askForQuote(cookies.foreignMember, 'orgB'),
  }
  const files = {
    ofA: await attachPicture(cookies.requester, references.ofA, 'case'),
    ofB: await attachPicture(cookies.foreignMember, references.ofB, 'orgB'),
  }
  await sql`insert into case_participants (organisation_id, case_id, user_id, added_at)
    select organisation_id, id, ${users.participant}, ${BEGAN}::timestamptz from cases where number = ${numberOf(references.ofA)}`
  for (const reference of [references.ofA, references.ofB]) {
    await call('app/desk/cases/[number]/actions.ts#note', cookies.agent, { key: randomUUID(), reference, body: newMark('note') })
    const body = newMark(reference === references.ofA ? 'case' : 'orgB')
    await call('app/desk/cases/[number]/actions.ts#answer', cookies.agent, {
      key: randomUUID(),
      reference,
      body,
      outcome: 'keep_open',
    })
  }
  const mailId = await firstMail()

  const make = async (relation: Relation, within: boolean): Promise<Asked> => {
    const key = randomUUID()
    const common = { csmId: staff.csm, backupCsmId: staff.foreignCsm, agentId, key }
    if (relation === 'missing') {
      const [organisationId, userId, sessionId] = [randomUUID(), randomUUID(), randomUUID()]
      return {
        ...common,
        reference: 'HS-99999999',
        requestReference: 'SR-99999999',
        fileId: randomUUID(),
        mailId: '99999999',
        organisationId,
        userId,
        keeperId: userId,
        sessionId,
        tokens: { reset: '', invitation: '' },
      }
    }
    const mark = relation === 'ofA' ? 'orgA' : 'orgB'
    const organisationId = within ? { ofA: a, ofB: b }[relation] : await newOrganisation(mark, staff.csm)
    const userId = await newMember('Spare', organisationId, mark)
    await sql`update users set password_hash = ${PASSWORD_HASH} where id = ${userId}`
    return {
      ...common,
      reference: references[relation],
      requestReference: requests[relation],
      fileId: files[relation],
      mailId,
      organisationId,
      userId,
      keeperId: users[relation === 'ofA' ? 'organisationAdministrator' : 'foreignAdministrator'],
      sessionId: (await newSession(users[relation === 'ofA' ? 'requester' : 'foreignMember'])).sessionId,
      tokens: { reset: await newToken(userId, 'reset'), invitation: await newToken(userId, 'invitation') },
    }
  }
  const asked = { ofA: await make('ofA', true), ofB: await make('ofB', true), missing: await make('missing', true) }
  return { cookies, users, organisations: { a, b }, references, asked, make }
}

/** A picture of one point. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Sends a picture whose name is marked, and hangs it on a case. */
async function attachPicture(cookie: string, reference: string, mark: Mark): Promise<string> {
  const id = randomUUID()
  const answer = await ask(`/api/uploads/${id}?name=${newMark(mark)}.png`, { method: 'PUT', cookie, body: PICTURE })
  if (answer.status !== 200) throw new Error(`the picture was not taken: ${answer.status} ${answer.text}`)
  const fields = { key: randomUUID(), reference, body: 'See the picture.', files: id }
  await call('app/(portal)/cases/[number]/actions.ts#reply', cookie, fields)
  await expect.poll(async () => (await sql`select from attachments where id = ${id} and preview = 'made'`).length).toBe(1)
  return id
}

async function openCase(cookie: string, mark: Mark): Promise<string> {
  const { location } = await call('app/(portal)/cases/new/actions.ts#send', cookie, {
    ...ACTIONS['app/(portal)/cases/new/actions.ts#send']!.form!({ key: randomUUID() } as Asked),
    ...Object.fromEntries(
      ['subject', 'body', 'worseNote', 'username', 'site', 'project', 'browser'].map((field) => [field, newMark(mark)]),
    ),
  })
  const reference = /HS-\d+/.exec(location)?.[0]
  if (!reference) throw new Error('no case was opened')
  return reference
}

async function askForQuote(cookie: string, mark: Mark): Promise<string> {
  const { location } = await call('app/(portal)/services/actions.ts#ask', cookie, {
    ...ACTIONS['app/(portal)/services/actions.ts#ask']!.form!({ key: randomUUID() } as Asked),
    title: newMark(mark),
    goal: newMark(mark),
  })
  const reference = /SR-\d+/.exec(location)?.[0]
  if (!reference) throw new Error('no quote was asked for')
  return reference
}

async function call(action: string, cookie: string, fields: Record<string, string | string[]>) {
  const answer = await callAction(action, cookie, actionForm(fields))
  if (answer.status >= 400 || answer.text.includes('"status":"error"'))
    throw new Error(`${action}: ${answer.status} ${answer.text}`)
  return answer
}

export const numberOf = (reference: string) => Number(reference.slice('HS-'.length))

/** The first mail about A's case, once the worker has sent it. */
async function firstMail(): Promise<string> {
  let mail: { id: string } | undefined
  await expect
    .poll(
      async () =>
        ([mail] = await sql<
          { id: string }[]
        >`select id::text from caught_mails where text like ${`%${PREFIX.case}%`} limit 1`)[0],
      {
        message: 'a mail about the case of A',
      },
    )
    .toBeDefined()
  return mail!.id
}

/** Waits until the worker has nothing left to do, so that only the next request can change anything. */
export async function settled(): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await sql`
            select id::text from job_orders
            union all select id::text from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts`
        ).length,
      {
        message: 'jobs that are ordered or due',
      },
    )
    .toBe(0)
}

/**
 * Lets everything that comes by the clock come once, such as the reminder of an invoice at eleven minutes past: on a clock that stands, nothing is
 * left for the hour that strikes while tables are compared.
 */
export async function pastTheClock(): Promise<void> {
  await sql`select graphile_worker.add_job(identifier, '{}'::json) from graphile_worker._private_known_crontabs`
  await settled()
}

/** Not compared: what signing in and refusing itself writes (MX-07), and what the worker writes by the clock. */
const LEFT_OUT = [
  'audit_entries',
  'audit_links',
  'audit_verifications',
  'sessions',
  'rate_limits',
  'worker_heartbeats',
  'digest_days',
  'case_words',
  'words_reader',
  'search_documents',
  'search_words',
  'search_reader',
]

/** The worker forgets old rows of these at any time: only what is new shows. */
const SWEPT: Record<string, string> = {
  events: "coalesce(max(id), 0) || ''",
  caught_mails: "coalesce(max(id), 0) || ''",
  idempotency_keys: "coalesce(max(created_at)::text, '')",
}

/**
 * The state of every table that a request might write: how many rows, and the sum of the transactions that wrote them. Any
 * insert, change or removal shows, even one that writes what stood there; rows need not be read as text for it.
 */
export async function fingerprint(): Promise<Record<string, string>> {
  question ??= (
    await sql<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> all (${LEFT_OUT}) order by 1`
  )
    .map(
      ({ name }) =>
        `select '${name}' as name, ${SWEPT[name] ?? "count(*) || ':' || coalesce(sum(xmin::text::bigint), 0)"} as sum from ${name}`,
    )
    .join(' union all ')
  const sums = await sql.unsafe<{ name: string; sum: string }[]>(question, [], { prepare: true })
  return Object.fromEntries(sums.map(({ name, sum }) => [name, sum]))
}
let question: string | undefined

/** To read all tables takes longer than what a test asks: after so many tests they are compared. */
const COMPARED_EVERY = 8

/** Says of a row of tests that none of them wrote anything: after every eighth, and by `end` of the last ones. */
export function untouched(): { begin: () => Promise<void>; expectSame: () => Promise<void>; end: () => Promise<void> } {
  let before: Record<string, string> | undefined
  let since = 0
  const compare = async () => {
    if (since === 0) return
    since = 0
    const now = await fingerprint()
    const then = before
    before = now
    expect(now).toEqual(then)
  }
  return {
    begin: async () => {
      before ??= await fingerprint()
    },
    expectSame: async () => {
      since++
      if (since === COMPARED_EVERY) await compare()
    },
    end: compare,
  }
}
