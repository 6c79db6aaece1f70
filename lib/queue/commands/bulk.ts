import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { listCausedOpen } from '@/lib/cases/queries/links'
import { visibleCases } from '@/lib/cases/queries/visible'
import { canAnswer } from '@/lib/cases/policy'
import { enqueue } from '@/lib/jobs/commands'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { DAY_MS, addMs } from '@/lib/kernel/time'
import { actOf, type BulkAct, type BulkActInput, type BulkInput, type ProblemAnswerInput } from '../bulk'
import { BULK_MAX } from '../bulk-limit'
import { listReferences } from '../queries/page'
import { openKept } from '../saved-view'

/** A report can be read again for so long. */
const KEPT_MS = 90 * DAY_MS

/**
 * Plans one act on many cases: the chosen ones, or those of a filter, at most `BULK_MAX`. Nothing is done before it is begun; its
 * page says first what will become of each case. Throws Forbidden, Invalid when there is no case.
 */
export async function planBulkAct(ctx: Ctx, input: BulkInput): Promise<{ actId: string }> {
  const found = input.all === undefined ? input.references : await listReferences(ctx, openKept(input.all).filter, BULK_MAX)
  return answering(ctx, async (ctx) => {
    const actId = await insertAct(ctx, actOf(input))
    const count = await placeCases(ctx, actId, found)
    if (count === 0) throw new Invalid({ references: ['None of these cases is there any more. Choose again.'] })
    return { actId }
  })
}

/**
 * Plans one public answer to every open case that is caused by a known problem, at most `BULK_MAX`: each customer gets it as a reply in their
 * own case and hears of no other. Throws NotFound, Forbidden, Conflict when none is open.
 */
export async function planProblemAnswer(ctx: Ctx, input: ProblemAnswerInput): Promise<{ actId: string }> {
  const { reference, body, outcome, withProblem } = input
  return answering(ctx, async (ctx) => {
    const found = await listCausedOpen(ctx, reference, { withProblem, limit: BULK_MAX })
    const actId = await insertAct(ctx, { kind: 'answer', body, outcome, problem: reference })
    if ((await placeCases(ctx, actId, found)) === 0)
      throw new Conflict('No open case is caused by this problem. Link the cases with it first.')
    return { actId }
  })
}

/** Plans giving the cases that an act assigned back to whom they were taken from. Throws NotFound, Forbidden, Invalid when none was. */
export async function planPuttingBack(ctx: Ctx, { actId: ofId }: BulkActInput): Promise<{ actId: string }> {
  return answering(ctx, async (ctx) => {
    const of = await lockAct(ctx, ofId)
    const actId = await insertAct(ctx, { kind: 'put_back', ofId })
    const placed = await ctx.sql`
      insert into bulk_act_cases (act_id, place, organisation_id, case_id, state, before_id)
      select ${actId}, row_number() over (order by place), organisation_id, case_id, 'waiting', before_id
      from bulk_act_cases where act_id = ${ofId} and state = 'done'`
    if (of.act.kind !== 'assign' || placed.count === 0) throw new Invalid({ '': ['There is nothing to put back.'] })
    return { actId }
  })
}

/** Begins what was planned; a job does it case by case. Doing it again does nothing. Throws NotFound, Forbidden. */
export async function startBulkAct(ctx: Ctx, { actId }: BulkActInput): Promise<void> {
  await answering(ctx, async (ctx) => {
    const { startedAt } = await lockAct(ctx, actId)
    if (startedAt === null) await begin(ctx, actId)
  })
}

/** Leaves what is not done yet undone; it can be tried again from the report. Throws NotFound, Forbidden. */
export async function stopBulkAct(ctx: Ctx, { actId }: BulkActInput): Promise<void> {
  await answering(ctx, async (ctx) => {
    await lockAct(ctx, actId)
    await ctx.sql`
      update bulk_act_cases set state = 'refused', refusal = 'Not done: you stopped before it was this one’s turn.'
      where act_id = ${actId} and state = 'waiting'`
    await ctx.sql`update bulk_acts set finished_at = ${ctx.now} where id = ${actId} and started_at is not null and finished_at is null`
  })
}

/** Tries again what was refused, as the cases stand now. Throws NotFound, Forbidden. */
export async function retryBulkAct(ctx: Ctx, { actId }: BulkActInput): Promise<void> {
  await answering(ctx, async (ctx) => {
    await lockAct(ctx, actId)
    const again = await ctx.sql`
      update bulk_act_cases b set state = 'waiting', refusal = null, seen_id = (
        select m.id from case_messages m where m.case_id = b.case_id order by m.created_at desc, m.id desc limit 1)
      where act_id = ${actId} and state = 'refused'`
    if (again.count > 0) await begin(ctx, actId)
  })
}

/** Forgets acts that nobody reads any more; of the recurring sweep. Returns how many. For the system alone. */
export async function sweepBulkActs(ctx: Ctx): Promise<number> {
  if (ctx.actor.kind !== 'system') throw new Forbidden('bulk.sweep')
  return inTransaction(ctx, async ({ sql, now }) => {
    const { count } = await sql`
      delete from bulk_acts where id in (select id from bulk_acts where planned_at < ${addMs(now, -KEPT_MS)} limit 500)`
    return count
  })
}

type StaffTx = TxCtx & { readonly actor: Staff }

function answering<T>(ctx: Ctx, run: (ctx: StaffTx) => Promise<T>): Promise<T> {
  if (!canAnswer(ctx.actor)) throw new Forbidden('bulk.act')
  return inTransaction(ctx, (ctx) => run(ctx as StaffTx))
}

/** The cases of an act in their order, each with its newest message and assignee at this moment. Returns how many there are. */
async function placeCases(ctx: StaffTx, actId: string, found: readonly string[]): Promise<number> {
  const references = [...new Set(found)].slice(0, BULK_MAX)
  const numbers = references.map((reference) => Number(reference.slice(reference.lastIndexOf('-') + 1)))
  const placed = await ctx.sql`
    insert into bulk_act_cases (act_id, place, organisation_id, case_id, state, before_id, seen_id)
    select ${actId}, k.place, c.organisation_id, c.id, 'waiting', c.assignee_id, (
      select m.id from case_messages m where m.case_id = c.id order by m.created_at desc, m.id desc limit 1)
    from unnest(${numbers}::bigint[]) with ordinality as k (number, place) join cases c on c.number = k.number
    where ${visibleCases(ctx)}`
  return placed.count
}

async function insertAct({ sql, actor, now }: StaffTx, act: BulkAct): Promise<string> {
  const actId = newId(now)
  await sql`
    insert into bulk_acts (id, user_id, act, planned_at) values (${actId}, ${actor.userId}, ${JSON.stringify(act)}::jsonb, ${now})`
  return actId
}

async function lockAct({ sql }: StaffTx, actId: string) {
  const [found] = await sql<{ act: BulkAct; startedAt: number | null }[]>`
    select act, started_at as "startedAt" from bulk_acts where id = ${actId} for update`
  if (!found) throw new NotFound('bulk act')
  return found
}

async function begin(ctx: StaffTx, actId: string): Promise<void> {
  await ctx.sql`update bulk_acts set started_at = coalesce(started_at, ${ctx.now}), finished_at = null where id = ${actId}`
  await enqueue(ctx, 'queue.run_bulk', { actId, userId: ctx.actor.userId }, { key: `bulk:${actId}` })
}
