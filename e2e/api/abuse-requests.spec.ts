// Abuse cases of security.md over HTTP, by their numbers: methods, origins, arguments, headers and addresses.
import { ACTIONS, ROUTES, WHO_MAY } from '../../lib/web/access-doors'
import { actionForm, ask, AS_PAGE, callAction, HANDLERS, ORIGIN, pathOf, verdictOfAction, type Answer } from './client'
import { expect, test } from './fixtures'
import { fingerprint, untouched } from './untouched'
import { marksIn } from './marks'
import { newSession } from './people'

const EVIL = [
  'https://evil.example',
  'null',
  `${ORIGIN}.evil.example`,
  ORIGIN.replace(/:\d+$/, ':1'),
  ORIGIN.replace(/:(\d+)$/, '.:$1'),
]

test('AB-017 no change by GET, HEAD or a method that only says to be another', async ({ world }) => {
  const before = await fingerprint()
  const cookie = (await newSession(world.users.administrator)).cookie
  for (const path of ['/sign-out', '/theme']) {
    expect((await ask(path, { cookie })).status).toBe(405)
    expect((await ask(path, { cookie, method: 'HEAD' })).status).toBe(405)
    expect(
      (await ask(`${path}?_method=POST`, { cookie, headers: { 'x-http-method-override': 'POST', 'x-method-override': 'POST' } }))
        .status,
    ).toBe(405)
  }
  for (const [action, door] of Object.entries(ACTIONS)) {
    const query = new URLSearchParams(door.form!(world.asked.ofA) as Record<string, string>)
    await callAction(action, cookie, undefined, {}, { path: `/sign-in/link?${query}`, method: 'GET' })
  }
  expect(await fingerprint()).toEqual(before)
  expect((await ask('/desk', { cookie, headers: AS_PAGE })).status, 'still signed in').toBe(200)
})

/** What no action takes: how it is read is the same for all, so each action is asked about every third. */
const STRANGE_ROOTS = [
  '[null]',
  '[{"$ne":null}]',
  '["x"]',
  '[[],[]]',
  '[{"status":"idle"},{"$ne":null}]',
  '[{"status":"idle"},[1,2]]',
  '[{"status":"idle"},"text","more"]',
  '[{"status":"idle"},7]',
  '{',
  '"$K9"',
  '["$F1"]',
  '["$T0"]',
]

// Where an action is called from and what it makes of its arguments hang on no proxy: asked once, in the run that has less to ask.
test.describe('each action', () => {
  const { begin, expectSame, end } = untouched()
  test.afterAll(end)
  const asked = process.env.CONCORD_WITHOUT_PROXY === '1' ? Object.entries(ACTIONS) : []
  for (const [nth, [action, door]] of asked.entries()) {
    test(`AB-018 ${action} from elsewhere is refused`, async ({ world }) => {
      await begin()
      const cookie = world.cookies[WHO_MAY[door.for]]
      const form = () => actionForm(door.form!(world.asked.ofA))
      const taken: string[] = []
      for (const headers of [
        ...EVIL.map((origin) => ({ origin })),
        { origin: '' },
        { origin: EVIL[0]!, 'x-forwarded-host': 'evil.example' },
      ]) {
        const verdict = verdictOfAction(await callAction(action, cookie, form(), headers as Record<string, string>))
        if (!['forbidden', '400', '403', '500'].includes(verdict)) taken.push(`${JSON.stringify(headers)}: ${verdict}`)
      }
      expect(taken).toEqual([])
      await expectSame()
    })

    test(`MX-08 ${action} with other arguments changes nothing`, async ({ world }) => {
      await begin()
      const cookie = world.cookies[WHO_MAY[door.for]]
      const fields = door.form!(world.asked.ofA)
      const twice = actionForm(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value, value].flat()])))
      const objects = actionForm(Object.fromEntries(Object.keys(fields).map((name) => [`${name}[$ne]`, ''])))
      const parts = (root: string) => {
        const form = new FormData()
        form.append('0', root)
        return form
      }
      const bodies = [
        ...(Object.keys(fields).length > 0 ? [twice, objects] : []),
        ...['[]', '[{"status":"idle"},null,null,null]', ...STRANGE_ROOTS.filter((_, at) => at % 3 === nth % 3)].map(parts),
      ]
      const statuses: number[] = []
      for (const body of bodies) statuses.push((await callAction(action, cookie, body)).status)
      expect(statuses.filter((status) => status >= 500)).toEqual([])
      await expectSame()
    })
  }
})

for (const key of HANDLERS.filter((each) => ROUTES[each]!.methods?.includes('POST'))) {
  // What hangs on a signed link alone is not there for whoever has none, wherever they post from.
  const refusal = ROUTES[key]!.fromAnywhere ? 404 : 403
  test(`AB-019 ${key} takes no form from elsewhere`, async ({ world }) => {
    const before = await fingerprint()
    const cookie = (await newSession(world.users.requester)).cookie
    const path = pathOf(key, ROUTES[key]!, world.asked.ofA)
    const form = new FormData()
    form.append('theme', 'dark')
    for (const origin of [...EVIL, ''])
      for (const body of ['theme=dark', new URLSearchParams({ theme: 'dark' }), form])
        expect((await ask(path, { method: 'POST', cookie, body, headers: { origin } })).status, origin).toBe(refusal)
    expect(await fingerprint()).toEqual(before)
    expect((await ask('/profile', { cookie, headers: AS_PAGE })).status, 'still signed in').toBe(200)
  })
}

test('AB-021 no header and no spelling of an address leads past a door', async ({ world }) => {
  const reference = world.references.ofA
  const headers: Record<string, string>[] = [
    {},
    ...['proxy', 'middleware', 'src/middleware', 'src/proxy'].map((name) => ({
      'x-middleware-subrequest': Array(5).fill(name).join(':'),
    })),
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
    { 'x-request-path': '/desk', 'x-matched-path': '/sign-in', 'x-rewrite-url': '/sign-in', 'x-original-url': '/sign-in' },
    { 'x-nextjs-data': '1', 'x-now-route-matches': `1=${reference}`, 'x-action-forwarded': '1' },
  ]
  const paths = ['/desk/admin/people', `/cases/${reference}`, `/desk/cases/${reference}`].flatMap((path) => [
    path,
    `${path}.rsc`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}?_rsc=1abc`,
    `/cases/new?nxtPnumber=${reference}&number=${reference}`,
    path.replace('/', '//'),
    path.replaceAll('/', '/%2e/'),
    `/sign-in/..${path}`,
    `/sign-in/%2e%2e${path}`,
    `${path};x=1`,
    path.toUpperCase(),
    path.replace(/[ac]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    `/_next/data/x${path}.json`,
  ])
  const past: string[] = []
  for (const visitor of ['anonymous', 'foreignMember', 'disabled'] as const)
    for (const path of paths)
      for (const more of headers) {
        const answer = await ask(path, { cookie: world.cookies[visitor], headers: { ...AS_PAGE, ...more } })
        const marks = marksIn(answer.text, ['orgA', 'case', 'note'])
        if (answer.status >= 500 || marks.length > 0)
          past.push(`${visitor} ${path} ${JSON.stringify(more)}: ${[answer.status, ...marks].join(' ')}`)
      }
  expect(past).toEqual([])
})

test('AB-051 after signing in people are led to our own pages only', async ({ world }) => {
  const elsewhere = [
    '//evil.example',
    '/\\evil.example',
    '/%09/evil.example',
    '/\t/evil.example',
    'https:evil.example',
    'https://evil.example',
    ORIGIN.replace('//', '//evil@').replace(/@.*/, '@evil.example'),
    'javascript:alert(1)',
    '/%0d%0aLocation:https://evil.example',
    '/\r\nLocation: https://evil.example',
  ]
  const expectOwn = ({ location, headers }: Answer, what: string) => {
    expect(new URL(location, ORIGIN).origin, `${what} → ${location}`).toBe(ORIGIN)
    expect(headers.get('location')).not.toMatch(/[\r\n\\]|^\/\//)
  }
  for (const each of elsewhere) {
    const value = encodeURIComponent(each)
    expectOwn(await ask(`/sign-in?next=${value}`, { cookie: world.cookies.requester, headers: AS_PAGE }), each)
    expectOwn(await ask(`/sign-in?next=${value}&callbackUrl=${value}`, { headers: AS_PAGE }), each)
    expectOwn(await ask(`/api/auth/csrf?back=${value}&callbackUrl=${value}`), each)
    const body = new URLSearchParams({ email: 'nobody@access.example', password: 'x', next: each, callbackUrl: each })
    expectOwn(await ask('/api/auth/callback/password', { method: 'POST', body }), each)
    if (!/[\r\n]/.test(each))
      expectOwn(
        await ask('/theme', { method: 'POST', body: new URLSearchParams({ theme: 'dark' }), headers: { referer: each } }),
        each,
      )
  }
})

test('AB-080 no handler lets another site read its answers', async ({ world }) => {
  for (const key of HANDLERS)
    for (const origin of ['https://evil.example', 'null'])
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await ask(pathOf(key, ROUTES[key]!, world.asked.ofA), {
          method,
          cookie: world.cookies.agent,
          headers: { origin, 'access-control-request-method': 'POST' },
        })
        expect(
          [...headers.keys()].filter((name) => name.startsWith('access-control-')),
          key,
        ).toEqual([])
      }
})
