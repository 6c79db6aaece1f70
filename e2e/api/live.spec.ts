// What streams of events tell and when they end, over HTTP (security AB-079, MX-13).
import { randomUUID } from 'node:crypto'
import { actionForm, ask, AS_PAGE, callAction, ORIGIN, verdictOfAction } from './client'
import { expect, sql, test } from './fixtures'
import { newMember, newSession, newStaff } from './people'
import { settled } from './untouched'

/** The end of a stream follows the end of a right by at most this. */
const ENDS_WITHIN_MS = 5_000
const AT_ONCE = 5

class Stream {
  text = ''
  endedAt: number | undefined
  #reader: ReadableStreamDefaultReader<Uint8Array>

  private constructor(answer: Response) {
    this.#reader = answer.body!.getReader()
    void this.#read()
  }

  static async open(cookie: string, headers: Record<string, string> = {}): Promise<Stream> {
    const answer = await fetch(`${ORIGIN}/api/events`, { headers: { cookie, ...headers } })
    expect(answer.status).toBe(200)
    const stream = new Stream(answer)
    await expect.poll(() => stream.text).toContain('event: ready')
    return stream
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder()
    try {
      for (let part = await this.#reader.read(); !part.done; part = await this.#reader.read())
        this.text += decoder.decode(part.value)
    } catch {
      // A broken connection is an end as well.
    }
    this.endedAt = performance.now()
  }

  get cursor(): string {
    return /^id: (.+)$/m.exec(this.text)![1]!
  }

  close(): Promise<void> {
    return this.#reader.cancel()
  }
}

const act = async (action: string, cookie: string, fields: Record<string, string>) =>
  expect(verdictOfAction(await callAction(action, cookie, actionForm(fields)))).toBe('allow')

test('AB-079 a stream tells of what its reader may see, and of nothing else, also when it comes back', async ({ world }) => {
  const { cookies, references } = world
  const readers = {
    requester: cookies.requester,
    foreignMember: cookies.foreignMember,
    colleague: cookies.colleague,
    agent: cookies.agent,
  } as const
  const streams = Object.fromEntries(
    await Promise.all(Object.entries(readers).map(async ([name, cookie]) => [name, await Stream.open(cookie)])),
  ) as Record<keyof typeof readers, Stream>
  const before = streams.requester.cursor
  await act('app/desk/cases/[number]/actions.ts#note', cookies.csm, {
    key: randomUUID(),
    reference: references.ofA,
    body: 'Among ourselves.',
  })
  await expect.poll(() => streams.agent.text).toContain('event: change')
  await act('app/desk/cases/[number]/actions.ts#answer', cookies.csm, {
    key: randomUUID(),
    reference: references.ofA,
    body: 'For you.',
    outcome: 'keep_open',
  })
  // Older transactions of the worker hold every reader back for as long as they last.
  await expect.poll(() => streams.requester.text).toContain('"case.')
  const own = streams.requester.text.match(/^data: .*case.*$/gm) ?? []
  expect(
    own.filter((line) => /note/.test(line)),
    'a note is not even counted',
  ).toEqual([])
  const [number] = [references.ofA.slice('HS-'.length)]
  for (const reader of ['foreignMember', 'colleague'] as const) expect(streams[reader].text).not.toContain(number)
  for (const stream of Object.values(streams)) await stream.close()

  for (const headers of [{ 'last-event-id': before }, { 'last-event-id': '*' }, { 'last-event-id': '0-0' }] as Record<
    string,
    string
  >[]) {
    const back = await Stream.open(cookies.foreignMember, headers)
    await settled()
    expect(back.text, JSON.stringify(headers)).not.toContain(number)
    await back.close()
  }
})

test('AB-079 nobody holds more than five streams', async ({ world }) => {
  const { cookie } = await newSession(world.users.participant)
  const open = await Promise.all(Array.from({ length: AT_ONCE }, () => Stream.open(cookie)))
  expect((await ask('/api/events', { cookie })).status).toBe(429)
  for (const stream of open) await stream.close()
})

test('AB-079 nobody reads who is not signed in', async ({ world }) => {
  for (const visitor of ['anonymous', 'disabled'] as const)
    expect((await ask('/api/events', { cookie: world.cookies[visitor] })).status).toBe(401)
  expect((await ask('/api/events', { cookie: world.cookies.departed })).status).toBe(403)
})

const PEOPLE = 'app/desk/admin/people/actions.ts'
const ORGANISATIONS = 'app/desk/admin/organisations/actions.ts'

for (const [what, side, action, fields] of [
  ['being disabled', 'customer', `${PEOPLE}#disableUser`, {}],
  ['being signed out', 'customer', `${PEOPLE}#signOutPerson`, {}],
  ['leaving the organisation', 'customer', `${ORGANISATIONS}#endMembership`, {}],
  ['becoming a member only', 'customer', `${ORGANISATIONS}#changeMemberRole`, { role: 'member' }],
  ['losing a role', 'staff', `${PEOPLE}#changeStaffRoles`, { roles: 'finance', regionCode: 'EMEA' }],
  ['being disabled', 'staff', `${PEOPLE}#disableUser`, {}],
] as const) {
  test(`MX-13 ${what} (${side}) ends the stream within five seconds, and what it allowed with the next request`, async ({
    world,
  }) => {
    const { cookies, organisations, references } = world
    const userId =
      side === 'staff'
        ? await newStaff('Fleeting', 'administrator')
        : await newMember('Fleeting', organisations.a, 'orgA', 'administrator')
    const { cookie } = await newSession(userId)
    const path = side === 'staff' ? '/desk/admin/people' : `/cases/${references.ofA}`
    expect((await ask(path, { cookie, headers: AS_PAGE })).status).toBe(200)
    const stream = await Stream.open(cookie)
    const began = performance.now()
    await act(action, cookies.administrator, { userId, organisationId: organisations.a, ...fields })
    expect((await ask(path, { cookie, headers: AS_PAGE })).status).not.toBe(200)
    await expect.poll(() => stream.endedAt, { intervals: [50] }).toBeDefined()
    expect(stream.endedAt! - began).toBeLessThan(ENDS_WITHIN_MS)
  })
}

test('MX-13 a right that nobody announced ends a stream all the same', async ({ world }) => {
  const userId = await newMember('Fleeting', world.organisations.a, 'orgA')
  const stream = await Stream.open((await newSession(userId)).cookie)
  await sql`update users set disabled_at = now() where id = ${userId}`
  await expect.poll(() => stream.endedAt, { timeout: 2 * ENDS_WITHIN_MS }).toBeDefined()
})
