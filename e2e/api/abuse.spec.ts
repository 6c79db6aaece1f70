// Abuse cases of security.md over HTTP, by their numbers, as far as the product has what they abuse: objects, fields, injection,
// and what answers give away.
import { request as rawRequest } from 'node:http'
import { ROUTES, VISITORS, WHO_MAY } from '../../lib/web/access-doors'
import {
  actionForm,
  ask,
  AS_PAGE,
  AS_ROUTER,
  BUILT_ROUTES,
  callAction,
  ORIGIN,
  pathOf,
  verdictOfAction,
  verdictOfAnswer,
} from './client'
import { expect, sql, test } from './fixtures'
import { newSession, PASSWORD_HASH } from './people'
import { numberOf } from './world'

test('AB-001 a foreign case is not found under any spelling of its number', async ({ world }) => {
  const reference = world.references.ofA
  const number = numberOf(reference)
  for (const spelling of [
    reference,
    `${reference}%20`,
    reference.toLowerCase(),
    `HS-0${number}`,
    `${number}`,
    `%20${reference}`,
  ]) {
    const path = `/cases/${spelling}`
    expect((await ask(path, { cookie: world.cookies.foreignMember, headers: AS_PAGE })).status, path).toBe(404)
    expect((await ask(path, { cookie: world.cookies.foreignMember, method: 'POST', body: 'a=1' })).status, path).toBe(404)
  }
})

const STRANGE_IDS = [
  '-1',
  '0',
  '1e3',
  '0x10',
  '9223372036854775808',
  '١٢',
  'null',
  '[]',
  '{"$ne":null}',
  '{0197A5C0-0000-7000-8000-000000000000}',
  '%00',
  '..%2f..%2fdesk',
  "'",
  '%E0%A4%A',
  'HS-99999999999999999999',
]

for (const [key, door] of Object.entries(ROUTES).filter(([key]) => BUILT_ROUTES[key]?.includes('['))) {
  test(`AB-008 ${key} with a strange id is 400 or 404`, async ({ world }) => {
    const method = door.methods?.[0] ?? 'GET'
    const cookie = world.cookies[WHO_MAY[door.for]]
    for (const id of STRANGE_IDS) {
      const path = BUILT_ROUTES[key]!.replace(/\[\w+\]/, id.startsWith('%') || id.startsWith('.') ? id : encodeURIComponent(id))
      const { status } = await ask(path, { method, cookie, headers: AS_PAGE })
      expect([400, 404], `${path}: ${status}`).toContain(status)
    }
  })
}

test('AB-010 what a profile does not have is ignored, and the change is on record', async ({ world }) => {
  const { users, cookies, organisations } = world
  const fields = {
    name: 'Colleague Renamed',
    timeZone: 'UTC',
    role: 'administrator',
    roles: ['administrator'],
    orgId: organisations.b,
    organisationId: organisations.b,
    emailVerified: 'true',
    email: 'taken.over@access.example',
    passwordHash: 'x',
    password_hash: 'x',
    totpSecret: 'x',
    isDemo: 'true',
    disabledAt: '2020-01-01',
    __proto__x: 'x',
    'constructor.prototype': 'x',
  }
  const form = actionForm(fields)
  form.append('_1___proto__', 'polluted')
  const of = async () =>
    (
      await sql`
    select u.email, u.password_hash, u.is_demo, u.disabled_at, m.role, m.organisation_id, exists (select from staff_members s where s.user_id = u.id) as staff
    from users u join memberships m on m.user_id = u.id where u.id = ${users.colleague}`
    )[0]
  const before = await of()
  expect(verdictOfAction(await callAction('app/(portal)/profile/actions.ts#changeProfile', cookies.colleague, form))).toBe(
    'allow',
  )
  expect(await of()).toEqual(before)
  const [user] = await sql`select name from users where id = ${users.colleague}`
  expect(user!.name).toBe('Colleague Renamed')
  expect(await sql`select from audit_entries where actor_id = ${users.colleague} and action = 'person.changed'`).toHaveLength(1)
})

test('AB-012 no list and no page of a person holds what is secret of anybody', async ({ world }) => {
  const secret = new RegExp(
    [PASSWORD_HASH, 'argon2', 'password_?hash', 'sid_?hash', 'token_?hash', 'secret_?sealed']
      .map((word) => word.replaceAll('$', '\\$'))
      .join('|'),
    'i',
  )
  for (const visitor of VISITORS)
    for (const path of [
      '/profile',
      '/desk/profile',
      '/desk/admin/people',
      '/desk/admin/organisations',
      `/desk/admin/people/${world.asked.ofA.userId}`,
      `/desk/admin/organisations/${world.asked.ofA.organisationId}`,
      `/desk/cases/${world.references.ofA}`,
      '/api/palette?q=spare',
      '/api/queue',
    ])
      for (const headers of [AS_PAGE, AS_ROUTER]) {
        const { text } = await ask(path, { cookie: world.cookies[visitor], headers })
        expect(secret.exec(text)?.[0], `${path} as ${visitor}`).toBeUndefined()
      }
  const people = await ask('/desk/admin/people?search=spare', { cookie: world.cookies.administrator, headers: AS_PAGE })
  expect(people.text).toContain('Spare')
})

const STATEMENTS = [`id"; drop table users;--`, 'created_at desc, (select pg_sleep(5))', "' OR 1=1 --", 'password_hash']

test('AB-014 what a list is sorted and filtered by is one of a few words', async ({ world }) => {
  const began = performance.now()
  for (const name of ['view', 'sort', 'region', 'severity', 'category', 'assignee', 'organisation', 'cursor']) {
    for (const value of STATEMENTS) {
      const query = new URLSearchParams({ [name]: value })
      expect((await ask(`/api/queue?${query}`, { cookie: world.cookies.agent })).status, `${name}=${value}`).toBe(400)
      for (const [path, cookie] of [
        ['/desk', world.cookies.agent],
        ['/cases', world.cookies.requester],
        ['/desk/admin/people', world.cookies.administrator],
      ] as const)
        expect([200, 400, 404], `${path}?${query}`).toContain(
          (await ask(`${path}?${query}`, { cookie, headers: AS_PAGE })).status,
        )
    }
  }
  expect(performance.now() - began, 'nothing slept').toBeLessThan(40_000)
})

const NOISE = [
  '?q=%00',
  `?q=${'a'.repeat(4_000)}`,
  '?q=%ED%A0%80&cursor=%F0%9F',
  '?cursor=eyJ4IjoxfQ&before=-1&to=%27',
  '?after=%00&token=%00&next=%00',
  '?scope[]=x&scope=y&number=1&organisationId=2',
]
const TELLS =
  /\bat [\w.<>]+ \(|node_modules\/|\bselect\s.+\sfrom\b|postgres(?:ql)?:|PostgresError|\.next\/|ECONN|SQLSTATE|concord-session/i

for (const [key, door] of Object.entries(ROUTES)) {
  test(`AB-087 ${key} tells nothing of itself under random input`, async ({ world }) => {
    for (const visitor of ['anonymous', WHO_MAY[door.for]] as const)
      for (const noise of NOISE) {
        const answer = await ask(pathOf(key, door, world.asked.ofA) + noise, {
          cookie: world.cookies[visitor],
          headers: key.endsWith('/page') ? AS_PAGE : {},
        })
        if (key !== '/_global-error/page') expect(answer.status, noise).toBeLessThan(500)
        if (answer.status >= 400) expect(TELLS.exec(answer.text)?.[0], noise).toBeUndefined()
        if (answer.headers.get('content-type')?.includes('problem+json'))
          expect(['code', 'fields', 'requestId', 'status', 'title', 'type']).toEqual(
            expect.arrayContaining(Object.keys(JSON.parse(answer.text) as object)),
          )
      }
  })
}

for (const [key, door] of Object.entries(ROUTES).filter(([, door]) => door.for !== 'public' && !door.methods)) {
  test(`AB-089 ${key} is kept by nobody on the way`, async ({ world }) => {
    for (const visitor of ['anonymous', WHO_MAY[door.for], 'departed'] as const)
      for (const headers of key.endsWith('/page') ? [AS_PAGE, AS_ROUTER] : [{}]) {
        const answer = await ask(pathOf(key, door, world.asked.ofA), { cookie: world.cookies[visitor], headers })
        expect(answer.headers.get('cache-control'), visitor).toMatch(
          door.on === 'file' ? /\bprivate, no-(store|cache)\b/ : /\bprivate\b.*\bno-store\b/,
        )
        if (answer.status === 200 && key.endsWith('/page')) expect(answer.headers.get('vary')).toMatch(/\brsc\b/i)
      }
  })
}

test('V-09 an address that cannot be decoded does not exist, and TRACE is refused', async ({ world }) => {
  for (const path of [
    '/cases/%E0%A4%A',
    '/desk/cases/%E0%A4%A',
    '/demo/mails/%',
    '/api/demo/mails/%E0%A4%A',
    '/%E0%A4%A',
    '/api/auth/%zz',
  ])
    for (const cookie of [world.cookies.requester, world.cookies.administrator]) {
      const answer = await ask(path, { cookie, headers: AS_PAGE })
      expect(['400', 'not_found', 'own_side', 'forbidden'], path).toContain(verdictOfAnswer(answer))
      expect(answer.text).not.toMatch(TELLS)
    }
  for (const path of ['/', '/desk', '/sign-in/link', '/api/queue', '/api/live', '/sign-out', '/icon.svg'])
    expect([400, 405], path).toContain(await trace(path))
})

/** `fetch` refuses to send it. */
function trace(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    rawRequest(ORIGIN + path, { method: 'TRACE' }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

test('who asks too often what is known while they write is told to wait', async ({ world }) => {
  const { cookie } = await newSession(world.users.participant)
  const known = () => ask('/cases/new/known?q=charts', { cookie })
  expect((await known()).status).toBe(200)
  // Who it was is kept as a digest: what others have asked by now counts as much, and is forgotten with it.
  await sql`update rate_limits set points = 300 where key like 'known:person:%'`
  expect((await known()).status).toBe(429)
  await sql`delete from rate_limits where key like 'known:person:%'`
  expect((await known()).status).toBe(200)
})
