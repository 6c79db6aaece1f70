// The access matrix over HTTP: every door of the build, opened by everybody, about something of A, of B and of nobody
// (security MX-01, 02, 03, 05, 06, 07; AB-001, AB-002). Run twice, the second time without proxy.ts.
import {
  ACTIONS,
  isOfB,
  isStaff,
  RELATIONS,
  ROUTES,
  VISITORS,
  verdictOf,
  type Asked,
  type Door,
  type Relation,
  type Visitor,
} from '../../lib/web/access-doors'
import {
  actionForm,
  ask,
  askForPageAlone,
  AS_PAGE,
  BUILT_ACTIONS,
  BUILT_ROUTES,
  callAction,
  comparable,
  pathOf,
  differences,
  verdictOfAction,
  verdictOfAnswer,
  type Answer,
} from './client'
import { expect, sql, test } from './fixtures'
import { fingerprint, marksIn, newSession, settled, type AccessWorld, type Mark } from './world'

const withoutProxy = process.env.CONCORD_WITHOUT_PROXY === '1'
const isPage = (key: string) => key.endsWith('/page')
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

test('the table has a row for every page and route of the build, and the build has a door for every row (MX-01)', () => {
  expect(Object.keys(ROUTES).sort()).toEqual(Object.keys(BUILT_ROUTES).sort())
})

test('the table has a row for every action of the build, and the build has a door for every row (MX-01)', () => {
  expect(Object.keys(ACTIONS).sort()).toEqual(Object.keys(BUILT_ACTIONS).sort())
})

test(`proxy.ts is ${withoutProxy ? 'not ' : ''}there`, async () => {
  expect((await ask('/')).headers.has('content-security-policy')).toBe(!withoutProxy)
})

/** What this visitor may never read; nobody on the customers' side reads a note (MX-06). */
function hiddenFrom(visitor: Visitor): Mark[] {
  if (isStaff(visitor)) return []
  if (isOfB(visitor)) return ['note', 'orgA', 'case']
  if (visitor === 'colleague') return ['note', 'orgB', 'case']
  if (['requester', 'participant', 'organisationAdministrator'].includes(visitor)) return ['note', 'orgB']
  return ['note', 'orgA', 'orgB', 'case']
}

function expectNothingHidden(visitor: Visitor, door: Door, { headers, text, location }: Answer): void {
  const said = [text, location, ...[...headers].map(([, value]) => value)].join('\n')
  expect(marksIn(said, door.showsMail ? ['note'] : hiddenFrom(visitor))).toEqual([])
}

const relationsOf = (door: Door): readonly Relation[] => (door.on || door.unsigned ? RELATIONS : ['ofA'])

for (const [key, door] of Object.entries(ROUTES)) {
  test.describe(key, () => {
    const headers = isPage(key) ? AS_PAGE : {}
    for (const visitor of VISITORS) {
      test(visitor, async ({ world }) => {
        const cookie = world.cookies[visitor]
        const verdicts = relationsOf(door).map(
          (relation) => [relation, verdictOf(door, isPage(key) ? 'page' : 'call', visitor, relation)] as const,
        )
        for (const [relation, want] of verdicts) {
          const asked = world.asked[relation]
          const path = pathOf(key, door, asked)
          for (const method of door.methods ?? ['GET']) {
            const writes = method !== 'GET'
            const before = writes && want !== 'allow' ? await fingerprint() : undefined
            const answer = await ask(path, {
              method,
              cookie: writes ? await freshCookie(world, visitor) : cookie,
              headers,
              body: bodyOf(method, door, asked),
            })
            if (want === 'allow') expect(answer.status, `${relation} by ${method}`).toBe(statusOf(door))
            else expect(verdictOfAnswer(answer), `${relation} by ${method}`).toBe(want)
            if (want === 'allow' && door.leads) expect(answer.location).toBe(door.leads)
            if (before) expect(await fingerprint()).toEqual(before)
            expectNothingHidden(visitor, door, answer)
          }
          if (!isPage(key) || BUILT_ROUTES[key]!.startsWith('/_')) continue
          const alone = await askForPageAlone(key, path, cookie)
          expectNothingHidden(visitor, door, alone.answer)
          if (want !== 'allow') expect(door.leads ? want : alone.verdict, `${relation} by the router`).toBe(want)
          else if (statusOf(door) === 200) expect(alone.verdict, `${relation} by the router`).toBe('allow')
        }
        // What belongs to somebody else is answered as what does not exist (MX-05), which no proxy could change; between two
        // answers a news may arrive, so twice.
        if (withoutProxy) return
        const said = async (relation: Relation) =>
          comparable(await ask(pathOf(key, door, world.asked[relation]), { cookie, headers }))
        for (const [relation, want] of verdicts)
          if (want === 'not_found' && door.on && relation !== 'missing' && door.methods === undefined)
            await expect(async () => expect(differences(await said(relation), await said('missing'))).toEqual([])).toPass({
              timeout: 5_000,
            })
      })
    }

    if (!isPage(key)) {
      test('no other method (AB-017)', async ({ world }) => {
        const path = pathOf(key, door, world.asked.ofA)
        for (const method of METHODS.filter((each) => !(door.methods ?? ['GET']).some((own) => own === each)))
          expect((await ask(path, { method, cookie: world.cookies.administrator })).status, method).toBe(405)
      })
    }
  })
}

function bodyOf(method: string, door: Door, asked: Asked): BodyInit | undefined {
  if (method === 'POST') return new URLSearchParams(door.form?.(asked) as Record<string, string>)
  return method === 'PUT' ? 'A file of words.' : undefined
}

const statusOf = ({ status = 200 }: Door) => status

/** One that may be used up. */
async function freshCookie({ cookies, users }: AccessWorld, visitor: Visitor): Promise<string> {
  return visitor === 'anonymous' ? cookies.anonymous : (await newSession(users[visitor])).cookie
}

test.describe('refused', () => {
  let before: Record<string, string> | undefined

  for (const [action, door] of Object.entries(ACTIONS)) {
    test.describe(action, () => {
      for (const visitor of VISITORS) {
        const refused = relationsOf(door).filter((relation) => verdictOf(door, 'call', visitor, relation) !== 'allow')
        if (refused.length === 0) continue
        test(visitor, async ({ world }) => {
          before ??= await fingerprint()
          const answers: Partial<Record<Relation, string[]>> = {}
          for (const relation of refused) {
            const want = verdictOf(door, 'call', visitor, relation)
            const asked = world.asked[relation]
            const answer = await callAction(action, world.cookies[visitor], actionForm(door.form!(asked)))
            expect(verdictOfAction(answer), relation).toBe(want)
            expectNothingHidden(visitor, door, answer)
            if (want === 'not_found') answers[relation] = comparable(answer)
          }
          expect(await fingerprint()).toEqual(before)
          if (door.on) for (const said of Object.values(answers)) expect(differences(said, answers.missing!)).toEqual([])
        })
      }
    })
  }
})

test.describe('allowed', () => {
  for (const [action, door] of Object.entries(ACTIONS)) {
    test.describe(action, () => {
      for (const visitor of VISITORS) {
        const allowed = relationsOf(door).filter((relation) => verdictOf(door, 'call', visitor, relation) === 'allow')
        if (allowed.length === 0) continue
        test(visitor, async ({ world }) => {
          await sql`delete from rate_limits`
          for (const relation of allowed) {
            // A token of a mail makes anybody its person, and ends who they were.
            const cookie = door.for === 'public' ? await freshCookie(world, visitor) : world.cookies[visitor]
            const answer = await callAction(
              action,
              cookie,
              actionForm(door.form!(await world.make(relation, door.for === 'keeper'))),
            )
            expect(verdictOfAction(answer), relation).toBe('allow')
            if (door.for !== 'public') expectNothingHidden(visitor, door, answer)
          }
        })
      }
    })
  }

  test('no mail to a customer holds a note, and none to B a word of A (MX-06)', async () => {
    await settled()
    const mails = await sql<{ recipient: string; raw: string; words: string }[]>`
      select recipient, raw, concat_ws(' ', subject, text, html) as words from caught_mails where recipient like '%@access.example'`
    expect(mails.length).toBeGreaterThan(0)
    for (const { recipient, raw, words } of mails) {
      const isStaffAddress = /^(agent|csm|foreigncsm|serviceslead|finance|administrator|demoted)[.]/.test(recipient)
      if (!isStaffAddress) expect(marksIn(raw + words, ['note'])).toEqual([])
      if (/kanb/.test(recipient)) expect(marksIn(raw + words, ['orgA', 'case'])).toEqual([])
    }
  })
})
