// The access matrix over HTTP: every door of the build, opened by everybody, about something of A, of B and of nobody
// (security MX-01, 02, 03, 05, 06, 07; AB-001, AB-002). Run twice, the second time without
// proxy.ts: pages and routes are asked in both, actions that allow in one of them, actions that refuse without it and every eighth
// with it.
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
import { fingerprint, settled, untouched } from './untouched'
import { marksIn, type Mark } from './marks'
import { newSession } from './people'
import type { AccessWorld } from './world'

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

/**
 * What was answered otherwise than the table says, and what was said that is hidden: expected to be nothing once at the end of a
 * test, because expecting each of some twenty thousand answers takes longer than asking.
 */
class Findings {
  readonly #found: string[] = []

  same(is: unknown, want: unknown, what: string): void {
    if (is !== want) this.#found.push(`${what}: ${String(is)} where the table says ${String(want)}`)
  }

  nothingHidden(visitor: Visitor, door: Door, { headers, text, location }: Answer, what: string): void {
    const said = [text, location, ...[...headers].map(([, value]) => value)].join('\n')
    const marks = marksIn(said, door.showsMail ? ['note'] : hiddenFrom(visitor))
    if (marks.length > 0) this.#found.push(`${what}: says ${marks.join(', ')}`)
  }

  expectNone(): void {
    expect(this.#found).toEqual([])
  }
}

const relationsOf = (door: Door): readonly Relation[] => (door.on || door.unsigned ? RELATIONS : ['ofA'])

for (const [key, door] of Object.entries(ROUTES)) {
  test.describe(key, () => {
    test('for everybody', async ({ world }) => {
      const findings = new Findings()
      for (const visitor of VISITORS) await askDoor(world, key, door, visitor, findings)
      findings.expectNone()
    })

    if (!isPage(key)) {
      test('no other method (AB-017)', async ({ world }) => {
        const path = pathOf(key, door, world.asked.ofA)
        for (const method of METHODS.filter((each) => !(door.methods ?? ['GET']).some((own) => own === each)))
          expect((await ask(path, { method, cookie: world.cookies.administrator })).status, method).toBe(405)
      })
    }
  })
}

/**
 * One visitor at one page or route, about something of A, of B and of nobody. Pages are asked for as a browser does where the
 * proxy stands, and by the router alone where it does not: then nothing but the page's own guard refuses.
 */
async function askDoor(world: AccessWorld, key: string, door: Door, visitor: Visitor, findings: Findings): Promise<void> {
  const cookie = world.cookies[visitor]
  const headers = isPage(key) ? AS_PAGE : {}
  const read = (relation: Relation) => ask(pathOf(key, door, world.asked[relation]), { cookie, headers })
  const notThere: Partial<Record<Relation, Answer>> = {}
  for (const relation of relationsOf(door)) {
    const want = verdictOf(door, isPage(key) ? 'page' : 'call', visitor, relation)
    const what = `${visitor} ${relation}`
    if (withoutProxy && isPage(key) && !BUILT_ROUTES[key]!.startsWith('/_')) {
      const { verdict, answer } = await askForPageAlone(key, pathOf(key, door, world.asked[relation]), cookie)
      findings.nothingHidden(visitor, door, answer, what)
      if (want !== 'allow') findings.same(door.leads ? want : verdict, want, what)
      else if (statusOf(door) === 200) findings.same(verdict, 'allow', what)
      continue
    }
    for (const method of door.methods ?? ['GET']) {
      const writes = method !== 'GET'
      const before = writes && want !== 'allow' ? await fingerprint() : undefined
      const answer = writes
        ? await ask(pathOf(key, door, world.asked[relation]), {
            method,
            cookie: await freshCookie(world, visitor),
            headers,
            body: bodyOf(method, door, world.asked[relation]),
          })
        : await read(relation)
      if (want === 'allow') findings.same(answer.status, statusOf(door), `${what} by ${method}`)
      else findings.same(verdictOfAnswer(answer), want, `${what} by ${method}`)
      if (want === 'allow' && door.leads) findings.same(answer.location, door.leads, what)
      if (before) expect(await fingerprint(), `${what} by ${method}`).toEqual(before)
      findings.nothingHidden(visitor, door, answer, what)
      if (want === 'not_found' && door.on && door.methods === undefined) notThere[relation] = answer
    }
  }
  // What belongs to somebody else is answered as what does not exist (MX-05); between two answers a news may arrive, so again.
  for (const [relation, answer] of Object.entries(notThere) as [Relation, Answer][]) {
    if (differences(comparable(answer), comparable(notThere.missing!)).length === 0) continue
    await expect(async () =>
      expect(differences(comparable(await read(relation)), comparable(await read('missing'))), visitor).toEqual([]),
    ).toPass({ timeout: 40_000 })
  }
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
  const { begin, expectSame, end } = untouched()
  test.afterAll(end)
  // Whoever is refused where no proxy stands in the way is refused by the action itself: there all are asked, here every eighth.
  const asked = Object.entries(ACTIONS).filter((_, nth) => withoutProxy || nth % 8 === 0)
  for (const [action, door] of asked)
    test(action, async ({ world }) => {
      await begin()
      const findings = new Findings()
      for (const visitor of VISITORS) {
        const answers: Partial<Record<Relation, string[]>> = {}
        for (const relation of relationsOf(door)) {
          const want = verdictOf(door, 'call', visitor, relation)
          if (want === 'allow') continue
          const answer = await callAction(action, world.cookies[visitor], actionForm(door.form!(world.asked[relation])))
          findings.same(verdictOfAction(answer), want, `${visitor} ${relation}`)
          findings.nothingHidden(visitor, door, answer, `${visitor} ${relation}`)
          if (want === 'not_found') answers[relation] = comparable(answer)
        }
        if (door.on)
          for (const [relation, said] of Object.entries(answers))
            for (const part of differences(said, answers.missing!))
              findings.same(part, undefined, `${visitor} ${relation} against what is not there`)
      }
      findings.expectNone()
      await expectSame()
    })
})

test.describe('allowed', () => {
  // That the proxy grants nothing is seen by the reading cells: who is let in, is let in without it. Each is asked once, most of
  // them with it, so that both runs take as long.
  for (const [action, door] of Object.entries(ACTIONS).filter((_, nth) => (nth % 4 === 1) === withoutProxy))
    test(action, async ({ world }) => {
      const findings = new Findings()
      for (const visitor of VISITORS) {
        const allowed = relationsOf(door).filter((relation) => verdictOf(door, 'call', visitor, relation) === 'allow')
        if (allowed.length > 0) await sql`delete from rate_limits`
        for (const relation of allowed) {
          // A token of a mail makes anybody its person, and ends who they were.
          const cookie = door.for === 'public' ? await freshCookie(world, visitor) : world.cookies[visitor]
          const answer = await callAction(
            action,
            cookie,
            actionForm(door.form!(await world.make(relation, door.for === 'keeper'))),
          )
          findings.same(verdictOfAction(answer), 'allow', `${visitor} ${relation}`)
          if (door.for !== 'public') findings.nothingHidden(visitor, door, answer, `${visitor} ${relation}`)
        }
      }
      findings.expectNone()
    })

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
