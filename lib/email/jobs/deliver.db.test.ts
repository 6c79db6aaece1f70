import { SMTPServer } from 'smtp-server'
import { simpleParser } from 'mailparser'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, inTransaction, type Ctx } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { answerCase, replyToCase } from '@/lib/cases/commands/reply'
import { reclassifyCase } from '@/lib/cases/commands/change-case'
import { openCase } from '@/lib/cases/commands/open-case'
import { AnswerInput, OpenCaseInput } from '@/lib/cases/input'
import { issueToken } from '@/lib/identity/commands/tokens'
import { newId } from '@/lib/kernel/ids'
import { DAY_MS, HOUR_MS, addMs, parseInstant, type Instant } from '@/lib/kernel/time'
import { deliverMail } from './deliver'
import { failAbandonedMails } from './sweep'

const NOW = parseInstant('2026-11-23T21:00:00Z')

type Taken = { recipients: string[]; raw: string }
type Refusal = { at: 'recipient' | 'data' | 'drop'; code: number; text: string }

let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let world: World
let server: SMTPServer
let taken: Taken[] = []
/** Answers of the server to the next mails; empty takes them. */
let refusals: Refusal[] = []

const refuse = ({ code, text }: Refusal) => Object.assign(new Error(text), { responseCode: code })

/** Ends the connection of a client in the middle of its mail. */
function hangUp(id: string) {
  refusals.shift()
  for (const connection of server.connections) if (connection.id === id) connection.close()
}

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, answer) => answer(refusals[0]?.at === 'recipient' ? refuse(refusals.shift()!) : null),
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (refusals[0]?.at === 'drop') return hangUp(session.id)
        if (refusals[0]?.at === 'data') return answer(refuse(refusals.shift()!))
        taken.push({ recipients: session.envelope.rcptTo.map((to) => to.address), raw: Buffer.concat(chunks).toString() })
        answer()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
  vi.stubEnv('AUTH_SECRET', 'q7Zk0pXv2LrT9sWm4BnY6cHd8fJgA1eU3iOoRzEx')
  vi.stubEnv('APP_ORIGIN', 'https://support.harmoni.test')
  database = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', database.appUrl)
  client = createClient(database.appUrl, { max: 4, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  world = await createWorld(client, NOW)
})

afterAll(async () => {
  await new Promise<void>((resolve) => server.close(resolve))
  await Promise.all([client.end(), owner.end()])
  vi.unstubAllEnvs()
  await database.drop()
})

beforeEach(() => {
  taken = []
  refusals = []
})

/** Time goes on with each act, so that the newest row is the last one. */
let clock = NOW
const tick = () => (clock = addMs(clock, 1_000))

const job = (now: Instant = clock): Ctx => createContext({ kind: 'system', job: 'email.deliver' }, now, { client })

async function open(of: Partial<Record<keyof OpenCaseInput, string>> = {}): Promise<string> {
  const { reference } = await openCase(
    world.as(world.a.requester, tick()),
    OpenCaseInput.parse({
      key: newId(NOW),
      category: 'problem',
      subject: 'Export times out',
      impact: 'minor',
      body: 'It stops at 40 %.',
      ...of,
    }),
  )
  return reference
}

type Row = {
  id: string
  status: string
  attempts: number
  last_error: string | null
  facts: Record<string, unknown>
  sent: boolean
}

/** The newest outbox row of a kind. */
async function newest(kind: string): Promise<Row> {
  const [row] = await owner<Row[]>`
    select id, status, attempts, last_error, facts, sent_at is not null as sent from outbox where kind = ${kind} order by created_at desc limit 1`
  return row!
}

const deliver = async (kind: string, now?: Instant) => {
  const { id } = await newest(kind)
  await deliverMail(job(now), { outboxId: id })
  return newest(kind)
}

describe('delivering a mail', () => {
  test('sends it once to one person, with the headers that stop loops and keep a thread', async () => {
    const reference = await open({ subject: 'Export <b>times</b> out' })
    const row = await deliver('case_received')
    expect(row).toMatchObject({ status: 'sent', attempts: 1, last_error: null, sent: true })
    expect(taken).toHaveLength(1)
    expect(taken[0]!.recipients).toEqual(['mere.hollis@tuiwhenua.example'])
    const mail = await simpleParser(taken[0]!.raw)
    expect(mail.subject).toBe(`[${reference}] Export <b>times</b> out`)
    expect(mail.from?.text).toBe('"Harmoni Support" <support@harmoni.example>')
    expect(mail.messageId).toMatch(new RegExp(`^<${reference}\\.received\\.[\\w-]{22}@harmoni\\.example>$`))
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.headers.get('x-auto-response-suppress')).toBe('All')
    expect(mail.headers.get('x-case-number')).toBe(reference)
    expect(mail.text).toContain(`https://support.harmoni.test/cases/${reference}`)
    expect(mail.html).toContain('Export &lt;b&gt;times&lt;/b&gt; out')
  })

  test('a second run finds nothing to do', async () => {
    await open()
    const { id } = await newest('case_received')
    await deliverMail(job(), { outboxId: id })
    await deliverMail(job(), { outboxId: id })
    expect(taken).toHaveLength(1)
  })

  test('two runs at once send copies of the same mail, and one of them is counted', async () => {
    await open()
    const { id } = await newest('case_received')
    await Promise.all([deliverMail(job(), { outboxId: id }), deliverMail(job(), { outboxId: id })])
    expect(new Set(await Promise.all(taken.map(async ({ raw }) => (await simpleParser(raw)).messageId))).size).toBe(1)
    expect(await newest('case_received')).toMatchObject({ status: 'sent', attempts: 1 })
  })

  test('an answer carries its words and answers the mail that began the thread', async () => {
    const reference = await open()
    await deliver('case_received')
    const answer = AnswerInput.parse({ key: newId(NOW), reference, body: 'Please **clear** the cache.', outcome: 'wait' })
    await answerCase(world.as(world.staff.agentApac, tick()), answer)
    await deliver('case_answered')
    const [first, second] = await Promise.all(taken.map(({ raw }) => simpleParser(raw)))
    expect(second!.subject).toBe(`Re: [${reference}] Export times out`)
    expect(second!.html).toContain('<strong>clear</strong>')
    expect(second!.inReplyTo).toBe(first!.messageId)
    expect(second!.text).toContain('We go on as soon as you have answered')
  })

  test('a corrected level is told with its reason', async () => {
    const reference = await open()
    await reclassifyCase(world.as(world.staff.agentApac, tick()), { reference, severity: 2, reason: 'Publishing is affected.' })
    expect(await deliver('case_reclassified')).toMatchObject({ status: 'sent' })
    expect((await simpleParser(taken[0]!.raw)).text).toContain('\nPublishing is affected.\n')
  })

  test('a question about a project goes to the account manager, at the desk', async () => {
    const reference = await open({ category: 'project_or_data', impact: 'none' })
    await deliver('case_for_account_manager')
    expect(taken[0]!.recipients).toEqual(['rina.valemore@harmoni.example'])
    expect((await simpleParser(taken[0]!.raw)).text).toContain(`https://support.harmoni.test/desk/cases/${reference}`)
  })
})

describe('what nobody should get is kept as suppressed', () => {
  const staffMail = async () => {
    const reference = await open()
    await answerCase(
      world.as(world.staff.agentApac, tick()),
      AnswerInput.parse({ key: newId(NOW), reference, body: 'Hello', outcome: 'keep_open' }),
    )
  }

  test('a mail to somebody who was disabled meanwhile', async () => {
    await staffMail()
    await owner`update users set disabled_at = now() where id = ${world.a.requester.userId}`
    expect(await deliver('case_answered')).toMatchObject({ status: 'suppressed', last_error: 'The person is disabled.' })
    await owner`update users set disabled_at = null where id = ${world.a.requester.userId}`
    expect(taken).toEqual([])
  })

  test('a case mail to somebody who wants none', async () => {
    await staffMail()
    await owner`update users set notifications = '{"topics":{"answer":{"page":true,"mail":false}}}' where id = ${world.a.requester.userId}`
    expect(await deliver('case_answered')).toMatchObject({
      status: 'suppressed',
      last_error: 'The person wants no mail about this.',
    })
    await owner`update users set notifications = '{}' where id = ${world.a.requester.userId}`
  })

  test('more automatic mail about a case than four within an hour: it waits for the digest, and a person’s answer does not', async () => {
    const reference = await open({ subject: 'Back and forth' })
    const sent: string[] = []
    for (const severity of [1, 2, 1, 2, 1, 2] as const) {
      await reclassifyCase(world.as(world.staff.agentApac, tick()), { reference, severity, reason: 'We look again.' })
      sent.push((await deliver('case_reclassified')).status)
    }
    expect(sent).toEqual(['sent', 'sent', 'sent', 'sent', 'folded', 'folded'])
    expect(await newest('case_reclassified')).toMatchObject({ attempts: 0, last_error: 'There were many mails within an hour.' })
    await answerCase(
      world.as(world.staff.agentApac, tick()),
      AnswerInput.parse({ key: newId(clock), reference, body: 'Fixed.', outcome: 'keep_open' }),
    )
    expect(await deliver('case_answered')).toMatchObject({ status: 'sent' })
    await reclassifyCase(world.as(world.staff.agentApac, (clock = addMs(clock, HOUR_MS))), {
      reference,
      severity: 1,
      reason: 'Again.',
    })
    expect(await deliver('case_reclassified')).toMatchObject({ status: 'sent' })
  })

  test('a case mail to somebody who left the organisation', async () => {
    await staffMail()
    await owner`update memberships set ended_at = now() where user_id = ${world.a.requester.userId}`
    expect(await deliver('case_answered')).toMatchObject({ status: 'suppressed' })
    await owner`update memberships set ended_at = null where user_id = ${world.a.requester.userId}`
  })

  test('a sign-in link that has expired before the server came back', async () => {
    await inTransaction(job(tick()), (ctx) =>
      issueToken(ctx, 'link', world.a.requester.userId, { organisationId: null, requestId: 'late' }),
    )
    expect(await deliver('sign_in_link', addMs(clock, HOUR_MS))).toMatchObject({ status: 'suppressed' })
  })
})

describe('a one-time secret', () => {
  test('is in the mail, and no longer in the row once the mail is out', async () => {
    await inTransaction(job(tick()), (ctx) =>
      issueToken(ctx, 'link', world.a.requester.userId, { organisationId: null, requestId: 'secret' }),
    )
    const { facts } = await newest('sign_in_link')
    const row = await deliver('sign_in_link')
    expect((await simpleParser(taken[0]!.raw)).text).toContain(String(facts.path))
    expect(JSON.stringify(row.facts)).not.toContain(String(facts.token))
  })
})

describe('a server that refuses', () => {
  test.each([
    [{ at: 'recipient', code: 550, text: 'no such mailbox' }],
    [{ at: 'data', code: 552, text: 'mailbox full' }],
  ] as const)('for good (%o) ends the mail as failed, with the reason', async (refusal) => {
    await open()
    refusals = [{ ...refusal }]
    const row = await deliver('case_received')
    expect(row).toMatchObject({ status: 'failed', attempts: 1, sent: false })
    expect(row.last_error).toContain(refusal.text)
  })

  test.each([[{ at: 'recipient', code: 450, text: 'greylisted' }], [{ at: 'data', code: 451, text: 'try later' }]] as const)(
    'for now (%o) leaves it waiting, and the next attempt sends it',
    async (refusal) => {
      await open()
      refusals = [{ ...refusal }]
      await expect(deliver('case_received')).rejects.toThrow(refusal.text)
      expect(await newest('case_received')).toMatchObject({ status: 'waiting', attempts: 1 })
      expect(await deliver('case_received')).toMatchObject({ status: 'sent', attempts: 2 })
    },
  )

  test('for three days is given up, visibly', async () => {
    await open()
    refusals = [{ at: 'data', code: 451, text: 'try later' }]
    const row = await deliver('case_received', addMs(clock, 3 * DAY_MS))
    expect(row).toMatchObject({ status: 'failed' })
    expect(row.last_error).toMatch(/^Given up after three days\./)
  })

  test('whose job was given up without a word is shown as failed after a week, and not before', async () => {
    await open()
    await owner`update outbox set status = 'sent' where status = 'waiting' and kind <> 'case_received'`
    await failAbandonedMails(job(addMs(clock, 6 * DAY_MS)))
    expect(await newest('case_received')).toMatchObject({ status: 'waiting' })
    await failAbandonedMails(job(addMs(clock, 8 * DAY_MS)))
    const { status, last_error: reason } = await newest('case_received')
    expect([status, reason]).toEqual(['failed', 'Given up after a week. It could not be written.'])
  })

  test('by hanging up before it has taken the mail is asked again', async () => {
    await open()
    refusals = [{ at: 'drop', code: 0, text: '' }]
    await expect(deliver('case_received')).rejects.toThrow()
    expect(await newest('case_received')).toMatchObject({ status: 'waiting', attempts: 1 })
    expect(await deliver('case_received')).toMatchObject({ status: 'sent' })
    expect(taken).toHaveLength(1)
  })

  test('never holds up the case itself', async () => {
    refusals = Array.from({ length: 5 }, () => ({ at: 'recipient', code: 450, text: 'greylisted' }))
    const reference = await open()
    await replyToCase(world.as(world.a.requester, tick()), { key: newId(NOW), reference, body: 'More.' })
    expect(
      (await owner`select 1 from case_messages m join cases c on c.id = m.case_id where c.number = ${Number(reference.slice(3))}`)
        .length,
    ).toBe(2)
  })
})
