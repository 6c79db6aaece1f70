// Does what the plan says, with the product's own commands, each at the log's time. Progress is written in the transaction of
// the act it counts, so that a killed replay goes on exactly where it stopped.
import { createHash } from 'node:crypto'
import type { DbClient } from '@/db/client'
import { createContext, inTransaction, read, type Ctx, type TxCtx } from '@/db/context'
import { assertAllDone } from '@/lib/cases/bulk'
import { assignCases, closeCase, reclassifyCase } from '@/lib/cases/commands/change-case'
import { openCase } from '@/lib/cases/commands/open-case'
import { addNote, answerCase } from '@/lib/cases/commands/reply'
import { AnswerInput, AssignInput, NoteInput, OpenCaseInput, ReclassifyInput } from '@/lib/cases/input'
import type { Actor } from '@/lib/kernel/actor'
import { Conflict } from '@/lib/kernel/errors'
import { toIso, type Instant } from '@/lib/kernel/time'
import { Unable } from '../console.mjs'
import type { BadRow } from './log-row'
import { People } from './people'
import type { Act, Plan, Step } from './plan'
import { ANSWERS_OF_LEVEL } from './uci-columns'

const SYSTEM: Actor = { kind: 'system', job: 'replay' }

/** How many cases move at once; the acts of one case always follow each other. */
export const LANES = 4

/** Openings queue behind each other, so that case numbers follow the log. */
const OPENING = Symbol('opening')

export type Driven = {
  /** Events of the log that are done, those of earlier runs included. */
  readonly events: number
  /** Of them, how many earlier runs had done. */
  readonly resumed: number
  /** Acts that a command refused, with its sentence. */
  readonly refused: readonly BadRow[]
  /** False when it was asked to stop before the end. */
  readonly finished: boolean
  /** When the last event that is done took place. */
  readonly lastAt: Instant
}

/** How far an incident came: acts done, and the case that the next one is about. */
type Progress = { acts: number; reference: string | null }

/**
 * Performs the steps up to and including `until`. Steps begin in the plan's order. `onEvent` hears of each event done now and
 * its time. Once `stop` is aborted no further step begins. Any failure but a refusal ends it and is thrown.
 */
export async function drive(
  client: DbClient,
  plan: Plan,
  { until, stop, onEvent }: { until: Instant | null; stop: AbortSignal; onEvent: (done: number, at: Instant) => void },
): Promise<Driven> {
  const start = plan.steps[0]?.at
  if (start === undefined) throw new RangeError('a plan without steps')
  const driver = new Driver(client, new People(client), await readProgress(client, start))
  const busy = new Map<string | symbol, Promise<void>>()
  const running = new Set<Promise<void>>()
  assertNotBeyond(plan, driver, until)
  let [events, resumed, lastAt] = [0, 0, start]
  let failure: { error: unknown } | undefined

  for (const step of plan.steps) {
    if (until !== null && step.at > until) break
    if (driver.isDone(step)) {
      if (step.countsAsEvent) events++
      if (step.countsAsEvent && driver.wasDoneBefore(step)) resumed++
      lastAt = step.at
      continue
    }
    const needs = step.acts.some((act) => act.kind === 'open') ? [step.incident, OPENING] : [step.incident]
    for (const need of needs) await busy.get(need)
    while (running.size >= LANES) await Promise.race(running)
    if (failure || stop.aborted) break
    const work = driver.perform(step).then(
      () => {
        if (step.countsAsEvent) onEvent(++events, step.at)
        lastAt = step.at
      },
      (error: unknown) => {
        failure ??= { error }
      },
    )
    for (const need of needs) busy.set(need, work)
    running.add(work)
    void work.then(() => {
      running.delete(work)
      for (const need of needs) if (busy.get(need) === work) busy.delete(need)
    })
  }
  await Promise.all(running)
  if (failure) throw failure.error
  return { events, resumed, refused: driver.refused, finished: !stop.aborted, lastAt }
}

/** What is done is not undone: a replay that went further cannot stop earlier. */
function assertNotBeyond(plan: Plan, driver: Driver, until: Instant | null) {
  if (until === null) return
  const beyond = plan.steps.findLast((step) => step.at > until && step.acts.length > 0 && driver.wasDoneBefore(step))
  if (!beyond) return
  throw new Unable(
    `This database is replayed further already, up to ${toIso(beyond.at)}.`,
    'Name that instant or a later one, or begin anew with --fresh.',
  )
}

class Driver {
  readonly refused: BadRow[] = []
  readonly #before: ReadonlyMap<string, Progress>
  readonly #progress: Map<string, Progress>

  constructor(
    private readonly client: DbClient,
    private readonly people: People,
    before: ReadonlyMap<string, Progress>,
  ) {
    this.#before = before
    this.#progress = new Map(before)
  }

  /** True when nothing is left to do for the step; a line without acts is done when the lines above it are. */
  isDone(step: Step): boolean {
    return (this.#progress.get(step.incident)?.acts ?? 0) >= step.first + step.acts.length
  }

  wasDoneBefore(step: Step): boolean {
    return (this.#before.get(step.incident)?.acts ?? 0) >= step.first + step.acts.length
  }

  async perform(step: Step): Promise<void> {
    for (const [index, act] of step.acts.entries()) {
      const done = this.#progress.get(step.incident) ?? { acts: 0, reference: null }
      const ordinal = step.first + index
      if (ordinal < done.acts) continue
      const reference = await this.#act(step, act, ordinal, done.reference)
      this.#progress.set(step.incident, { acts: ordinal + 1, reference })
    }
  }

  async #act(step: Step, act: Act, ordinal: number, reference: string | null): Promise<string> {
    const actor = await this.#actorOf(step, act)
    const assigneeId = act.kind === 'assign' && act.to !== null ? (await this.people.staff(act.to, step.at)).userId : null
    const ctx = createContext(actor, step.at, { client: this.client })
    try {
      return await inTransaction(ctx, async (ctx) => {
        const about = await command(ctx, act, { key: keyOf(step.incident, ordinal), reference, assigneeId })
        remember(ctx, step.incident, ordinal + 1, about)
        return about
      })
    } catch (error) {
      if (!(error instanceof Conflict) || reference === null) throw error
      this.refused.push({ line: step.line, reason: `${act.kind}: ${error.sentence}` })
      await inTransaction(this.#system(step.at), async (ctx) => remember(ctx, step.incident, ordinal + 1, reference))
      return reference
    }
  }

  async #actorOf(step: Step, act: Act): Promise<Actor> {
    switch (act.kind) {
      case 'open':
        return this.people.customer(step.customer.name, step.customer.organisation, step.at)
      case 'close':
        return SYSTEM
      default:
        return this.people.staff(step.staff, step.at)
    }
  }

  #system(at: Instant): Ctx {
    return createContext(SYSTEM, at, { client: this.client })
  }
}

/** Calls the command of an act in the running transaction; answers with the case that the next act is about. */
async function command(
  ctx: Ctx,
  act: Act,
  { key, reference, assigneeId }: { key: string; reference: string | null; assigneeId: string | null },
): Promise<string> {
  if (act.kind === 'open') {
    const { subject, body, level, followsUp } = act
    const words = { key, category: 'problem', subject, body, ...ANSWERS_OF_LEVEL[level] }
    const opened = await openCase(ctx, OpenCaseInput.parse(followsUp ? { ...words, followUpOf: reference } : words))
    return opened.reference
  }
  if (reference === null) throw new Error('the plan acts on a case before it opens it')
  switch (act.kind) {
    case 'answer':
      await answerCase(ctx, AnswerInput.parse({ key, reference, body: act.body, outcome: act.outcome }))
      break
    case 'note':
      await addNote(ctx, NoteInput.parse({ key, reference, body: act.body }))
      break
    case 'reclassify':
      await reclassifyCase(ctx, ReclassifyInput.parse({ reference, severity: act.level, reason: act.reason }))
      break
    case 'assign':
      assertAllDone(await assignCases(ctx, AssignInput.parse({ references: [reference], assigneeId })))
      break
    case 'close':
      await closeCase(ctx, reference)
      break
  }
  return reference
}

/** Sent, not awaited: it travels with the act, and the transaction fails if it does. */
function remember(ctx: TxCtx, incident: string, acts: number, reference: string): void {
  void ctx.sql`
    insert into replay.progress (incident, acts, reference) values (${incident}, ${acts}, ${reference})
    on conflict (incident) do update set acts = excluded.acts, reference = excluded.reference`.execute()
}

async function readProgress(client: DbClient, at: Instant): Promise<Map<string, Progress>> {
  const rows = await read(
    createContext(SYSTEM, at, { client }),
    ({ sql }) => sql<(Progress & { incident: string })[]>`select incident, acts, reference from replay.progress`,
  )
  return new Map(rows.map(({ incident, acts, reference }) => [incident, { acts, reference }]))
}

/** The key of an act's form: the same for the same act of the same incident, in the shape of a UUID (version 8). */
export function keyOf(incident: string, ordinal: number): string {
  const hex = createHash('sha256').update(`${incident}\n${ordinal}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
