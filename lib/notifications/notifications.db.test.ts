// Nobody is surprised: who is told of what, by page and by mail, once each, whatever the clock and the host do (INV-10, FT-19,
// FT-20); and nobody reads another's news.
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, read, type Ctx } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { assignCases, confirmSolved } from '@/lib/cases/commands/change-case'
import { openCase } from '@/lib/cases/commands/open-case'
import { addNote, answerCase, replyToCase } from '@/lib/cases/commands/reply'
import type { Actor, Customer, Staff } from '@/lib/kernel/actor'
import { Invalid } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { encodeCursor } from '@/lib/kernel/paging'
import { DAY_MS, HOUR_MS, MINUTE_MS, addMs, parseInstant, type Instant } from '@/lib/kernel/time'
import { followCase, leaveCase } from './commands/follow'
import { markAllRead, markCaseRead } from './commands/mark'
import { readEvents } from './commands/read-events'
import { forgetOldNews } from './commands/sweep'
import { tellAtOnce, tellJob } from './jobs'
import { countUnread, listNews } from './queries/centre'
import { getFollowers } from './queries/followers'

/** Tuesday, 10:00 in London. */
const START = parseInstant('2026-11-24T10:00:00Z')

let database: TestDatabase
let client: DbClient
let owner: DbClient
let world: World
let now: Instant

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 4, deadlineMs: 60_000 })
  owner = createClient(database.ownerUrl, { max: 2, deadlineMs: 60_000 })
  world = await createWorld(client, START)
  now = START
  await look(({ sql }) => sql`update staff_members set leads_region = true where user_id = ${world.staff.servicesLead.userId}`)
})

afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

/** Each test begins with a quiet house at the same hour. */
beforeEach(async () => {
  now = START
  await look(async ({ sql }) => {
    await sql`delete from digest_days`
    await sql`delete from notifications`
    await sql`delete from case_warnings`
    await sql`delete from case_followers`
    await sql`delete from events`
    await sql`delete from outbox`
    await sql`update cases set status = 'closed', next_metric = null, next_due_at = null, next_at_risk_at = null`
    await sql`update users set notifications = '{}'`
  })
})

const look: DbClient['begin'] = (run) => owner.begin(run)
const as = (actor: Actor, at = now) => createContext(actor, at, { client })
const system = (at = now) => as({ kind: 'system', job: 'test' }, at)
const later = (ms: number) => (now = addMs(now, ms))

async function open(by: Customer, at = later(1_000)): Promise<string> {
  const words = { subject: 'Weights are lost', body: 'Wave 7.', worseNote: '', username: '', site: '', project: '', browser: '' }
  const input = { ...words, key: newId(at), category: 'problem', impact: 'unusable', workaround: 'no' } as const
  return (await openCase(as(by, at), input)).reference
}
const assign = (by: Staff, reference: string, to: Staff | null, at = later(1_000)) =>
  assignCases(as(by, at), { references: [reference], assigneeId: to?.userId ?? null })
const note = (by: Staff, reference: string, body: string) => addNote(as(by, later(1_000)), { key: newId(now), reference, body })
const answer = (by: Staff, reference: string, at = later(1_000)) =>
  answerCase(as(by, at), { key: newId(at), reference, body: 'We look into it.', outcome: 'keep_open' })
/** Older transactions, also those of other databases on the server, hold readers back: everything is read once none does. */
const caughtUp = (at = now) =>
  vi.waitFor(async () => expect(await readEvents(system(at))).toEqual({ more: false, pending: false }), {
    timeout: 20_000,
    interval: 20,
  })
/** What the worker does on a hint, and what it does each minute. */
const tell = async () => {
  await caughtUp()
  await tellAtOnce(system())
}
const minute = async (ctx: Ctx) => {
  await caughtUp(ctx.now)
  await tellJob(ctx)
}
const promiseOf = async (reference: string) => {
  const [row] = await look(
    ({ sql }) => sql<{ dueAt: Instant; atRiskAt: Instant }[]>`
      select next_due_at as "dueAt", next_at_risk_at as "atRiskAt" from cases where number = ${Number(reference.slice(3))}`,
  )
  return row!
}

/** What stands on somebody's page, newest first. */
async function page(of: Customer | Staff, show: 'all' | 'unread' = 'unread'): Promise<string[]> {
  const { promises, news } = await listNews(as(of), { show })
  return [...promises, ...news].map(({ news: { kind }, reference }) => `${kind} ${reference}`)
}
/** Mails of news to somebody, by kind. */
async function mails(of: Customer | Staff): Promise<string[]> {
  const rows = await look(
    ({ sql }) => sql<{ kind: string; news: string | null }[]>`
      select kind, facts -> 'news' ->> 'kind' as news from outbox where recipient_id = ${of.userId} and kind in ('case_news', 'news_digest') order by created_at, id`,
  )
  return rows.map(({ kind, news }) => (kind === 'case_news' ? news! : kind))
}

describe('a note that names a colleague', () => {
  it('tells them by page and mail, and they follow the case from then on', async () => {
    const { agentEmea, csmEmea, finance } = world.staff
    const reference = await open(world.b.requester)
    await note(agentEmea, reference, `@${csmEmea.name} do you know their set-up?`)
    await tell()
    expect(await page(csmEmea)).toEqual([`mentioned ${reference}`])
    expect(await mails(csmEmea)).toEqual(['mentioned'])
    expect(await page(agentEmea)).toEqual([])
    for (const customer of [world.b.requester, world.b.administrator]) expect(await page(customer)).toEqual([])
    expect(await getFollowers(as(csmEmea), reference)).toEqual({ isFollowing: true, followers: [csmEmea.name] })

    await replyToCase(as(world.b.requester, later(MINUTE_MS)), { key: newId(now), reference, body: 'Any news?' })
    await tell()
    expect(await page(csmEmea)).toEqual([`replied ${reference}`, `mentioned ${reference}`])
    expect(await mails(csmEmea)).toEqual(['mentioned'])
    expect(await page(finance)).toEqual([])
  })

  it('is told once, however often the job runs', async () => {
    const reference = await open(world.b.requester)
    await note(world.staff.agentEmea, reference, `@${world.staff.csmEmea.name}`)
    await caughtUp()
    await Promise.all([tellJob(system()), tellAtOnce(system()), tellAtOnce(system())])
    await look(({ sql }) => sql`update news_reader set xid = '0', event_id = 0`)
    await minute(system(later(MINUTE_MS)))
    expect(await page(world.staff.csmEmea)).toEqual([`mentioned ${reference}`])
    expect((await mails(world.staff.csmEmea)).filter((kind) => kind === 'mentioned')).toHaveLength(1)
  })
})

describe('a followed case', () => {
  it('is left for good: being given it does not bring it back, asking for it does', async () => {
    const { agentEmea, servicesLead } = world.staff
    const reference = await open(world.b.requester)
    await followCase(as(agentEmea), { reference })
    await leaveCase(as(agentEmea), { reference })
    await assign(servicesLead, reference, agentEmea)
    await replyToCase(as(world.b.requester, later(1_000)), { key: newId(now), reference, body: 'More.' })
    await tell()
    expect(await page(agentEmea)).toEqual([`assigned ${reference}`])
    await followCase(as(agentEmea), { reference })
    expect((await getFollowers(as(agentEmea), reference)).isFollowing).toBe(true)
  })

  it('tells the customer’s side of answers and changes, without a second mail', async () => {
    const reference = await open(world.b.requester)
    await answer(world.staff.agentEmea, reference)
    await tell()
    expect(await page(world.b.requester)).toEqual([`replied ${reference}`])
    expect(await page(world.b.colleague)).toEqual([])
    await confirmSolved(as(world.b.administrator, later(1_000)), { reference })
    await tell()
    expect(await page(world.b.requester)).toEqual([`status_changed ${reference}`, `replied ${reference}`])
    expect(await mails(world.b.requester)).toEqual([])
  })

  it('is told where somebody chose to hear of it, and nowhere else', async () => {
    const { agentEmea, servicesLead } = world.staff
    await look(
      ({
        sql,
      }) => sql`update users set notifications = '{"topics":{"assigned":{"page":false,"mail":true},"followed":{"page":false,"mail":false}}}'
        where id = ${agentEmea.userId}`,
    )
    const reference = await open(world.b.requester)
    await assign(servicesLead, reference, agentEmea)
    await replyToCase(as(world.b.requester, later(1_000)), { key: newId(now), reference, body: 'More.' })
    await tell()
    expect(await page(agentEmea)).toEqual([])
    expect(await mails(agentEmea)).toEqual(['assigned'])
  })
})

describe('a promise', () => {
  it('warns its assignee when it is at risk, its lead too when it is late, once each, and nobody early', async () => {
    const { agentEmea, servicesLead } = world.staff
    const reference = await open(world.b.requester)
    await assign(servicesLead, reference, agentEmea)
    const { atRiskAt, dueAt } = await promiseOf(reference)
    await minute(system(addMs(atRiskAt, -1)))
    expect(await page(agentEmea)).toEqual([`assigned ${reference}`])
    await minute(system(atRiskAt))
    await minute(system((now = addMs(atRiskAt, MINUTE_MS))))
    expect(await page(agentEmea)).toEqual([`at_risk ${reference}`, `assigned ${reference}`])
    expect(await page(servicesLead)).toEqual([])
    await minute(system(dueAt))
    expect(await page(servicesLead)).toEqual([])
    await minute(system((now = addMs(dueAt, MINUTE_MS))))
    expect(await page(agentEmea)).toEqual([`breached ${reference}`, `assigned ${reference}`])
    expect(await page(servicesLead)).toEqual([`breached ${reference}`])
    expect(await mails(agentEmea)).toEqual(['news_digest', 'at_risk', 'breached'])
  })

  it('is withdrawn as soon as it is kept, and warns nobody any more', async () => {
    const { agentEmea, servicesLead } = world.staff
    const reference = await open(world.b.requester)
    await assign(servicesLead, reference, agentEmea)
    const { atRiskAt } = await promiseOf(reference)
    await minute(system((now = atRiskAt)))
    expect(await countUnread(as(agentEmea))).toBe(2)
    await answer(agentEmea, reference)
    await tell()
    expect(await page(agentEmea)).toEqual([`assigned ${reference}`])
    const { news } = await listNews(as(agentEmea), { show: 'all' })
    expect(news.find(({ news: { kind } }) => kind === 'at_risk')).toMatchObject({ isOver: true })
  })

  it('is told at once of a case that changes, also to whoever is given it later', async () => {
    const { agentEmea, csmEmea, servicesLead } = world.staff
    const reference = await open(world.b.requester)
    const { atRiskAt } = await promiseOf(reference)
    await assign(servicesLead, reference, agentEmea, (now = addMs(atRiskAt, 1_000)))
    await tell()
    expect(await page(agentEmea)).toEqual([`at_risk ${reference}`, `assigned ${reference}`])
    await assign(servicesLead, reference, csmEmea)
    await tell()
    expect(await page(csmEmea)).toEqual([`at_risk ${reference}`, `assigned ${reference}`])
  })

  it('of somebody who sleeps waits for their morning, and for nobody when it is kept before', async () => {
    const { agentApac, agentEmea, servicesLead } = world.staff
    const [one, two] = [await open(world.b.requester), await open(world.b.requester)]
    for (const reference of [one, two]) await assign(servicesLead, reference, agentApac)
    const { dueAt } = await promiseOf(two)
    await minute(system((now = addMs(dueAt, MINUTE_MS))))
    const warned = async () => (await page(agentApac)).filter((line) => /breached|at_risk/.test(line))
    expect(await warned()).toEqual([])
    expect(await page(servicesLead)).toHaveLength(2)
    await answer(agentEmea, one)
    await minute(system((now = parseInstant('2026-11-24T19:29:00Z'))))
    expect(await warned()).toEqual([])
    await minute(system((now = parseInstant('2026-11-24T19:30:00Z'))))
    expect(await warned()).toEqual([`breached ${two}`])
  })

  it('is warned of once for each stage, never early, however the clock jumps and however often jobs run (INV-10, FT-19)', async () => {
    const { agentEmea, servicesLead } = world.staff
    const reference = await open(world.b.requester)
    await assign(servicesLead, reference, agentEmea)
    const { atRiskAt, dueAt } = await promiseOf(reference)
    const jump = fc.integer({ min: -2 * 24 * 60, max: 2 * 24 * 60 })
    await fc.assert(
      fc.asyncProperty(fc.array(jump, { minLength: 1, maxLength: 8 }), async (minutes) => {
        await look(({ sql }) => sql`delete from notifications`)
        await look(({ sql }) => sql`delete from case_warnings`)
        for (const minute of minutes) {
          const at = addMs(dueAt, minute * MINUTE_MS)
          await Promise.all([tellJob(system(at)), tellJob(system(at))])
        }
        const rows = await look(
          ({ sql }) => sql<{ stage: string; raisedAt: Instant; people: number; told: number }[]>`
            select w.stage, w.raised_at as "raisedAt", count(distinct n.person_id)::int as people, count(*)::int as told
            from case_warnings w join notifications n on n.case_id = w.case_id and n.kind = w.stage group by 1, 2`,
        )
        const latest = Math.max(...minutes)
        expect(rows.some(({ stage }) => stage === 'breached')).toBe(latest > 0)
        for (const { stage, raisedAt, people, told } of rows) {
          expect(raisedAt).toBeGreaterThanOrEqual(stage === 'breached' ? dueAt : atRiskAt)
          expect(told).toBe(people)
        }
      }),
      { numRuns: 12 },
    )
  })
})

describe('a host that was down for six hours over the end of business (FT-20)', () => {
  it('tells each overdue warning once and sends each person one mail', async () => {
    const { agentEmea, servicesLead } = world.staff
    const references = []
    for (let i = 0; i < 6; i++) references.push(await open(world.b.requester))
    for (const reference of references) await assign(servicesLead, reference, agentEmea)
    await minute(system())
    await look(({ sql }) => sql`delete from outbox`)
    const { dueAt } = await promiseOf(references[0]!)
    for (const hours of [6, 6.01, 6.02]) await minute(system((now = addMs(dueAt, hours * HOUR_MS))))
    const morning = parseInstant('2026-11-25T08:30:00Z')
    for (const minutes of [0, 1, 2]) await minute(system((now = addMs(morning, minutes * MINUTE_MS))))
    for (const person of [agentEmea, servicesLead]) {
      expect((await page(person)).filter((line) => line.startsWith('breached'))).toHaveLength(6)
      expect(await mails(person)).toEqual(['news_digest'])
    }
  })
})

describe('the daily digest', () => {
  it('names what is due, the worst first, and what was held back at night, once', async () => {
    const { agentEmea, servicesLead } = world.staff
    const [late, due] = [await open(world.b.requester), await open(world.b.requester)]
    for (const reference of [late, due]) await assign(servicesLead, reference, agentEmea)
    await minute(system())
    await look(({ sql }) => sql`delete from outbox`)
    now = parseInstant('2026-11-24T20:00:00Z')
    await note(servicesLead, due, `@${agentEmea.name} the client rang`)
    await tell()
    const [held] = await look(
      ({ sql }) =>
        sql<
          { waits: boolean }[]
        >`select (facts ->> 'waits')::boolean as waits from outbox where recipient_id = ${agentEmea.userId}`,
    )
    expect(held).toEqual({ waits: true })
    await look(({ sql }) => sql`update outbox set status = 'folded'`)
    for (const at of ['2026-11-25T08:00:00Z', '2026-11-25T08:01:00Z', '2026-11-25T15:00:00Z'])
      await minute(system((now = parseInstant(at))))
    const digests = await look(
      ({ sql }) => sql<
        {
          facts: { due: { reference: string; news: { kind: string } }[]; news: { reference: string; news: { kind: string } }[] }
        }[]
      >`
        select facts from outbox where recipient_id = ${agentEmea.userId} and kind = 'news_digest' and facts ->> 'occasion' = 'daily'`,
    )
    expect(digests).toHaveLength(1)
    const { facts } = digests[0]!
    expect(facts.due[0]).toMatchObject({ reference: late, news: { kind: 'breached' } })
    expect(facts.news[0]).toMatchObject({ reference: due, news: { kind: 'mentioned' } })
    expect(facts.news.filter(({ news: { kind } }) => kind === 'mentioned')).toHaveLength(1)
    const [left] = await look(({ sql }) => sql<{ n: number }[]>`select count(*)::int as n from outbox where status = 'folded'`)
    expect(left!.n).toBe(0)
  })

  it('replaces no mail of what stands on no page and so is not in it', async () => {
    const { agentEmea, servicesLead } = world.staff
    await look(
      ({ sql }) => sql`
        update users set notifications = '{"topics":{"mention":{"page":false,"mail":true}}}' where id = ${agentEmea.userId}`,
    )
    const reference = await open(world.b.requester)
    now = parseInstant('2026-11-25T07:59:50Z')
    await note(servicesLead, reference, `@${agentEmea.name}`)
    await minute(system((now = parseInstant('2026-11-25T08:00:00Z'))))
    expect(await mails(agentEmea)).toContain('mentioned')
  })

  it('does not come empty, nor to those who want none, nor at the weekend', async () => {
    await look(({ sql }) => sql`update users set notifications = '{"digest":false}' where id = ${world.staff.agentEmea.userId}`)
    const reference = await open(world.b.requester)
    await assign(world.staff.servicesLead, reference, world.staff.agentEmea)
    await minute(system(parseInstant('2026-11-28T12:00:00Z')))
    await minute(system(parseInstant('2026-11-30T12:00:00Z')))
    const [row] = await look(
      ({ sql }) => sql<{ people: string[] | null }[]>`
        select array_agg(distinct recipient_id::text) as people from outbox where kind = 'news_digest' and facts ->> 'occasion' = 'daily'`,
    )
    expect(row!.people ?? []).not.toContain(world.staff.agentEmea.userId)
    expect(row!.people ?? []).not.toContain(world.staff.finance.userId)
    const days = await look(({ sql }) => sql<{ day: string }[]>`select distinct day::text as day from digest_days`)
    expect(days.map(({ day }) => day)).not.toContain('2026-11-28')
  })
})

describe('one’s own news', () => {
  it('are read case by case or all at once, by their person alone', async () => {
    const { agentEmea, csmEmea } = world.staff
    const reference = await open(world.b.requester)
    for (const words of ['one', 'two', 'three']) await note(agentEmea, reference, `@${csmEmea.name} ${words}`)
    await tell()
    const { news, unread } = await listNews(as(csmEmea), { show: 'unread' })
    expect(unread).toBe(3)
    expect(news.map((each) => each.news.kind === 'mentioned' && each.news.words.slice(-3))).toEqual(['ree', 'two', 'one'])
    const other = await open(world.b.requester)
    await note(agentEmea, other, `@${csmEmea.name}`)
    await tell()
    await markCaseRead(as(agentEmea), { reference })
    await expect(markCaseRead(as(world.a.requester), { reference })).rejects.toMatchObject({ code: 'not_found' })
    expect(await countUnread(as(csmEmea))).toBe(4)
    await markCaseRead(as(csmEmea), { reference })
    expect(await page(csmEmea)).toEqual([`mentioned ${other}`])
    await markAllRead(as(csmEmea))
    expect(await countUnread(as(csmEmea))).toBe(0)
    expect(await page(csmEmea, 'all')).toHaveLength(4)
  })

  it('are hidden by the database from everybody else, on our side too, and from the other side of the house', async () => {
    const { agentEmea, csmEmea } = world.staff
    const reference = await open(world.b.requester)
    await note(agentEmea, reference, `@${csmEmea.name}`)
    await answer(agentEmea, reference)
    await tell()
    const seen = (actor: Actor) =>
      read(as(actor), async (ctx) =>
        (await ctx.sql<{ personId: string; side: string }[]>`select person_id as "personId", side from notifications`).map(
          (row) => `${row.side} ${row.personId}`,
        ),
      )
    expect(new Set(await seen(csmEmea))).toEqual(new Set([`staff ${csmEmea.userId}`]))
    expect(await seen(world.b.requester)).toEqual([`customer ${world.b.requester.userId}`])
    for (const actor of [agentEmea, world.staff.administrator, world.b.administrator, world.a.requester])
      expect(await seen(actor)).toEqual([])
  })

  it('are paged', async () => {
    const { agentEmea, csmEmea } = world.staff
    const reference = await open(world.b.requester)
    for (let i = 0; i < 35; i++) await note(agentEmea, reference, `@${csmEmea.name} ${i}`)
    await tell()
    const first = await listNews(as(csmEmea), { show: 'all' })
    const second = await listNews(as(csmEmea), { show: 'all', cursor: first.nextCursor! })
    const forged = encodeCursor([1e300, csmEmea.userId])
    await expect(listNews(as(csmEmea), { show: 'all', cursor: forged })).rejects.toBeInstanceOf(Invalid)
    expect([first.news.length, second.news.length, second.nextCursor]).toEqual([30, 5, null])
    expect(new Set([...first.news, ...second.news].map(({ id }) => id)).size).toBe(35)
  })
})

describe('what falls due', () => {
  it('is found by an index, among many cases', async () => {
    const plan = await look(async ({ sql }) => {
      await sql`set local enable_seqscan = off`
      return sql.unsafe<{ 'QUERY PLAN': string }[]>(`explain select c.id from cases c
        where c.status in ('new','open','waiting','with_account_manager') and c.next_at_risk_at is not null and c.next_at_risk_at <= '2026-11-24T10:00:00Z'
          and not exists (select from case_warnings w where w.case_id = c.id and w.metric = c.next_metric and w.due_at = c.next_due_at
            and w.stage = case when c.next_due_at < '2026-11-24T10:00:00Z' then 'breached' else 'at_risk' end)
        order by c.next_at_risk_at limit 200`)
    })
    const lines = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(lines).toMatch(/using cases_at_risk_idx/)
    expect(lines).not.toContain('Sort')
  })
})

describe('news of long ago', () => {
  it('stand on the page at their time, and are mailed to nobody', async () => {
    const reference = await open(world.b.requester, addMs(START, -3 * DAY_MS))
    now = addMs(START, -3 * DAY_MS)
    await note(world.staff.agentEmea, reference, `@${world.staff.csmEmea.name}`)
    const noted = now
    now = START
    await tell()
    const { news } = await listNews(as(world.staff.csmEmea), { show: 'all' })
    expect(news).toMatchObject([{ toldAt: noted }])
    expect(await mails(world.staff.csmEmea)).toEqual([])
  })

  it('are forgotten after half a year', async () => {
    const reference = await open(world.b.requester)
    await note(world.staff.agentEmea, reference, `@${world.staff.csmEmea.name}`)
    await tell()
    await forgetOldNews(system(addMs(now, 179 * DAY_MS)))
    expect(await page(world.staff.csmEmea, 'all')).toHaveLength(1)
    await forgetOldNews(system(addMs(now, 181 * DAY_MS)))
    expect(await page(world.staff.csmEmea, 'all')).toEqual([])
  })
})
