// The fault tests of the product (security.md §6), each on a running installation. A scenario throws when it fails and answers
// with what it measured.
import { setTimeout as delay } from 'node:timers/promises'
import { Browser, type EventStream } from './browser'
import { FILE_SCENARIOS } from './file-scenarios'
import type { Installation } from './installation'
import { caseIdOf } from '@/lib/cases/gateway'
import { caseViolations, fileViolations, jobViolations, mailViolations, waitingMails } from './invariants'
import { Ledger } from './ledger'
import { filledForm, send, Submitters } from './load'

export type Size = { short: boolean }
export type Run = { installation: Installation; ledger: Ledger; size: Size; workerKills: number }
export type Scenario = { id: string; title: string; run: (run: Run) => Promise<string> }

const BACK_MS = 10_000
/** As many as one person may have open (AB-079). */
const STREAMS_EACH = 5
const round = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

function check(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence)
}

async function until(what: string, ms: number, holds: () => boolean | Promise<boolean>): Promise<number> {
  const began = performance.now()
  for (; !(await holds()); await delay(50)) check(performance.now() - began < ms, `${what}: not within ${round(ms)}`)
  return performance.now() - began
}

/** After healing: the ledger, the mails and the jobs, all of them at rest. */
async function assertInvariants({ installation, ledger, workerKills }: Run): Promise<void> {
  await until('every mail is sent', 90_000, async () => (await waitingMails(installation.owner)) === 0)
  const violations = [
    ...(await caseViolations(installation.owner, ledger)),
    ...(await mailViolations(installation.owner, installation.mails, workerKills)),
    ...(await jobViolations(installation.owner)),
    ...(await fileViolations(installation.owner, installation.files)),
  ]
  check(violations.length === 0, `${violations.length} violations: ${violations.slice(0, 5).join('; ')}`)
}

function assertAlive(installation: Installation): void {
  check(installation.deaths('web') === 0, `the web process died ${installation.deaths('web')} times`)
  check(installation.deaths('worker') === 0, `the worker died ${installation.deaths('worker')} times`)
}

const killedWeb: Scenario = {
  id: 'FT-01',
  title: 'web killed at random moments while cases with files are opened',
  run: async (run) => {
    const { installation, ledger, size } = run
    const [count, kills] = size.short ? [100, 2] : [500, 4]
    const people = new Submitters(installation, ledger, 20, count, { withFiles: true })
    for (let kill = 0; kill < kills; kill++) {
      const from = people.successes.length
      // The moment is spread over the load by its own pace, never by a clock of ours.
      await until(
        'load',
        60_000,
        () => people.successes.length >= from + Math.floor((count / (kills + 1)) * (0.5 + Math.random() * 0.5)),
      )
      await installation.kill('web')
      await installation.untilReady()
    }
    await people.finish()
    await assertInvariants(run)
    return `${people.successes.length} cases through ${kills} kills, ${people.refusals} answers missed`
  },
}

const killedWorker: Scenario = {
  id: 'FT-03',
  title: 'worker killed before, between and after a mail and its commit',
  run: async (run) => {
    const { installation, ledger } = run
    const { mails } = installation
    await until('every mail is sent', 60_000, async () => (await waitingMails(installation.owner)) === 0)
    const from = mails.mails.length
    let killed: Promise<void> | undefined
    const held: (() => void)[] = []
    // The first mail is held before its 250, the second is told 250 and the worker dies before it can commit; the others wait.
    mails.before = () => (mails.mails.length === from + 2 ? Promise.resolve() : new Promise((resolve) => held.push(resolve)))
    mails.after = () => void (killed ??= installation.kill('worker'))
    const people = new Submitters(installation, ledger, 8, 8)
    await people.finish()
    await until('the worker is killed in the middle', 30_000, () => killed !== undefined)
    await killed
    run.workerKills++
    mails.before = async () => undefined
    mails.after = () => undefined
    for (const release of held) release()
    const tookMs = await until('every mail is sent again', 60_000, async () => (await waitingMails(installation.owner)) === 0)
    await assertInvariants(run)
    return `all mails sent ${round(tookMs)} after the kill`
  },
}

const killedDatabase: Scenario = {
  id: 'FT-05',
  title: 'PostgreSQL killed three times under load',
  run: (run) =>
    throughOutages(run, 3, async ({ server }) => {
      await server.kill()
      await delay(700)
      await server.up()
    }),
}

const restartedDatabase: Scenario = {
  id: 'FT-06',
  title: 'PostgreSQL restarted, and every session ended',
  run: async (run) => {
    const restarted = await throughOutages(run, 1, async ({ server }) => {
      await server.down()
      await server.up()
    })
    const ended = await throughOutages(run, 2, async ({ server }) => server.endSessions())
    return `${restarted}; sessions ended: ${ended}`
  },
}

async function throughOutages(run: Run, times: number, outage: (installation: Installation) => Promise<void>): Promise<string> {
  const { installation, ledger } = run
  const people = new Submitters(installation, ledger, 20)
  const back: number[] = []
  for (let round = 0; round < times; round++) {
    const from = people.successes.length
    await until('load', 30_000, () => people.successes.length >= from + 20)
    await outage(installation)
    back.push(await people.firstSuccessAfter(performance.now(), BACK_MS))
  }
  await people.stop()
  check(people.open === 0, `${people.open} cases were never answered`)
  assertAlive(installation)
  await assertInvariants(run)
  return `${people.successes.length} cases, first success ${back.map(round).join(', ')} after PostgreSQL was back`
}

const hangingUp: Scenario = {
  id: 'FT-07',
  title: 'the database port accepts and hangs up',
  run: async (run) => {
    const { installation, ledger, size } = run
    const { proxy } = installation
    const seconds = size.short ? 10 : 60
    const people = new Submitters(installation, ledger, 20)
    await until('load', 30_000, () => people.successes.length >= 20)
    proxy.set('fin')
    people.slowestRefusalMs = 0
    const [accepted, cpu] = [proxy.accepted, installation.cpuSeconds('web')]
    const end = performance.now() + seconds * 1_000
    let [live, ready] = [true, false]
    for (; performance.now() < end; await delay(1_000)) {
      live &&= await installation.answers('/api/live')
      ready ||= await installation.answers('/api/ready')
    }
    const [connects, share] = [(proxy.accepted - accepted) / seconds, ((installation.cpuSeconds('web') - cpu) / seconds) * 100]
    const slowest = people.slowestRefusalMs
    const pages = await outagePages(new Browser(installation.origin, installation.world.requesters[0]!))
    proxy.set('forward')
    const back = await people.firstSuccessAfter(performance.now(), BACK_MS)
    await people.stop()
    check(live, 'liveness did not answer 200')
    check(!ready, 'readiness answered 200 without a database')
    check(pages === '', pages)
    check(slowest < 6_000, `a request was answered after ${round(slowest)}`)
    check(connects < 50, `${connects.toFixed(0)} connects per second`)
    check(share < 50, `${share.toFixed(0)} % CPU`)
    assertAlive(installation)
    await assertInvariants(run)
    return `${seconds} s: slowest answer ${round(slowest)}, ${connects.toFixed(1)} connects/s, ${share.toFixed(0)} % CPU, success ${round(back)} after healing`
  },
}

/** What is wrong with the answers to somebody who opens a page or posts a form while the database is away; else ''. */
async function outagePages(browser: Browser): Promise<string> {
  const answers = [
    { said: 'tries again', page: await browser.get('/cases') },
    { said: 'what you typed still stands', page: await browser.send({ path: '/cases/new', fields: { subject: 'Half' } }) },
  ]
  return answers
    .filter(({ said, page }) => page.status !== 503 || page.retryAfter === undefined || !page.html.includes(said))
    .map(({ said, page }) => `instead of a 503 that says “${said}”: ${page.status}, Retry-After ${page.retryAfter}`)
    .join('; ')
}

const lostCommit: Scenario = {
  id: 'FT-11',
  title: 'the connection is cut between COMMIT and its answer',
  run: async (run) => {
    const { installation, ledger, size } = run
    const attempts = size.short ? 3 : 10
    for (let attempt = 0; attempt < attempts; attempt++) {
      const { organisationId, requesters } = installation.world
      const browser = new Browser(installation.origin, requesters[attempt]!)
      const form = await filledForm(browser)
      const key = form.fields.key!
      ledger.ask(key)
      const before = installation.proxy.lostCommits
      const caseId = caseIdOf({ organisationId, userId: requesters[attempt]!.userId, key })
      installation.proxy.loseCommitAfter(caseId)
      const told = await send(browser, form)
      check(installation.proxy.lostCommits === before + 1, 'no COMMIT was lost')
      check(told === undefined, `${told} was told although nobody knew`)
      const [stored] = await installation.owner.begin(
        ({ sql }) => sql<{ number: number }[]>`select number from cases where id = ${caseId}`,
      )
      check(stored !== undefined, 'the case does not stand')
      const again = await send(browser, form)
      check(again === `HS-${stored!.number}`, `the same form gave ${again} instead of HS-${stored!.number}`)
      ledger.acknowledge(key, again!)
    }
    await assertInvariants(run)
    return `${attempts} cases stood without an answer; the same form gave the same number each time`
  },
}

const streamsThroughRestart: Scenario = {
  id: 'FT-23',
  title: 'PostgreSQL restarted while 200 event streams are open',
  run: async (run) => {
    const { installation, ledger } = run
    const { world, server, owner, origin } = installation
    const from = await newestEvent(installation)
    const listeners = [
      ...world.agents.flatMap((agent) => Array.from({ length: STREAMS_EACH }, () => new Browser(origin, agent))),
      ...world.requesters
        .slice(0, 10)
        .flatMap((person) => Array.from({ length: STREAMS_EACH }, () => new Browser(origin, person))),
    ]
    const streams = listeners.map((browser) => browser.listen('/api/events'))
    try {
      await until(`${listeners.length} streams are open`, 30_000, () => streams.every((stream) => stream.isOpen))
      const people = new Submitters(installation, ledger, 5)
      await until('load', 30_000, () => people.successes.length >= 5)
      await server.down()
      await server.up()
      const back = performance.now()
      await people.firstSuccessAfter(back, BACK_MS)
      await until('streams are open again', BACK_MS, () => streams.every((stream) => stream.isOpen))
      const reopened = performance.now() - back
      await people.stop()
      const expected = await owner.begin(
        ({ sql }) =>
          sql<
            { xid: string; id: number }[]
          >`select xid::text, id from events where id > ${from} and audience = 'customer' and type like 'case.%' order by xid, id`,
      )
      const ids = expected.map((event) => [event.xid, String(event.id)])
      for (const stream of streams.slice(0, world.agents.length * STREAMS_EACH)) {
        await until('every event arrives', BACK_MS, () => missing(stream, ids) === 0)
        check(inOrder(stream), 'events arrived out of order')
      }
      assertAlive(installation)
      await assertInvariants(run)
      return `${listeners.length} streams open ${round(reopened)} after PostgreSQL was back, ${ids.length} events each, in order`
    } finally {
      await Promise.all(streams.map((stream) => stream.stop()))
    }
  },
}

async function newestEvent({ owner }: Installation): Promise<number> {
  const [row] = await owner.begin(({ sql }) => sql<{ id: number }[]>`select coalesce(max(id), 0) as id from events`)
  return row!.id
}

/** An event's id names its transaction and its row. */
const pair = (id: string): string[] => id.match(/\d+/g) ?? []

function missing(stream: EventStream, ids: string[][]): number {
  const seen = new Set(stream.events.map((event) => pair(event.id).join(' ')))
  return ids.filter((id) => !seen.has(id.join(' '))).length
}

function inOrder(stream: EventStream): boolean {
  const ids = stream.events.map((event) => pair(event.id).map(BigInt))
  return ids.every(([xid, id], index) => {
    const [earlierXid, earlierId] = ids[index - 1] ?? [0n, 0n]
    return xid! > earlierXid! || (xid === earlierXid && id! >= earlierId!)
  })
}

export const SCENARIOS: readonly Scenario[] = [
  killedWeb,
  killedWorker,
  killedDatabase,
  restartedDatabase,
  hangingUp,
  lostCommit,
  streamsThroughRestart,
  ...FILE_SCENARIOS,
]
