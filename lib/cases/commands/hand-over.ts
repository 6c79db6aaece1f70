import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeAsHouse } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { formatAbsolute } from '@/lib/kernel/words'
import { askToShareOut } from '@/lib/shifts/commands'
import { listRegions, type RegionHours } from '@/lib/sla/queries'
import type { Metric } from '@/lib/sla/support-policy'
import { attempt, type Outcome } from '../bulk'
import { handOverProblem, packetNote, promiseMove, type PromiseFact } from '../hand-over'
import type { AcknowledgeHandOverInput, HandOverInput, HandOverManyInput } from '../input'
import { canHandOver } from '../policy'
import { changing, refuseCrossed } from './field-change'
import { decideChange, lockVisibleCase, type LockedCase } from './lock'
import { audienceOf } from './reply'

/**
 * Gives a case to another region with what it must know. Time used is kept, the rest runs in the region's calendar, and nobody
 * has the case until somebody there takes it. The customer reads of it on the case, and by mail when the promise moves to a later
 * time. Throws NotFound, Forbidden, Invalid for no region of ours, Conflict for a case that is over or there already.
 */
export async function handOverCase(ctx: Ctx, input: HandOverInput): Promise<void> {
  const { actor } = ctx
  if (!canHandOver(actor)) throw new Forbidden('cases.hand_over')
  await changing(ctx, async (ctx) => {
    const [supportCase, regions] = await Promise.all([lockVisibleCase(ctx, input.reference), listRegions(ctx)])
    const to = regions.find(({ code }) => code === input.regionCode)
    const from = regions.find(({ code }) => code === supportCase.regionCode)
    if (!to || !from) throw new Invalid({ regionCode: ['Please choose a region.'] })
    const change = { was: input.was, now: supportCase.regionCode, wanted: to.code }
    await refuseCrossed(ctx, supportCase, 'region', change, () => from.name)
    const problem = handOverProblem(supportCase, to)
    if (problem !== null) throw new Conflict(problem)
    await handOver(ctx, actor, { supportCase, from, to, packet: input })
  })
}

/** The same packet for many cases, each in its own transaction, with a report of what could not be done. Throws Forbidden. */
export async function handOverCases(ctx: Ctx, { references, ...packet }: HandOverManyInput): Promise<Outcome[]> {
  if (!canHandOver(ctx.actor)) throw new Forbidden('cases.hand_over')
  const report: Outcome[] = []
  for (const reference of new Set(references))
    report.push(await attempt(reference, () => handOverCase(ctx, { reference, ...packet })))
  return report
}

/** "We have it": the packet leaves the top of the case and stays in its timeline. Doing it again does nothing. Throws NotFound, Forbidden. */
export async function acknowledgeHandOver(ctx: Ctx, { reference }: AcknowledgeHandOverInput): Promise<void> {
  const { actor } = ctx
  if (!canHandOver(actor)) throw new Forbidden('cases.hand_over')
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    const [acknowledged] = await ctx.sql<{ id: string }[]>`
      update case_handovers set acknowledged_at = ${ctx.now}, acknowledged_by = ${actor.userId}
      where case_id = ${supportCase.id} and acknowledged_at is null returning id`
    if (!acknowledged) return
    const { organisationId, id: caseId, number } = supportCase
    await writeAsHouse(
      ctx,
      historyWrites(
        ctx,
        {
          action: 'case.handover_acknowledged',
          audience: 'staff',
          organisationId,
          caseId,
          after: { regionCode: supportCase.regionCode },
        },
        { type: 'case.changed', audience: 'staff', facts: { number } },
      ),
    )
  })
}

type Move = { supportCase: LockedCase; from: RegionHours; to: RegionHours; packet: { state: string; nextStep: string } }

async function handOver(ctx: TxCtx, actor: Staff, { supportCase, from, to, packet }: Move): Promise<void> {
  const { id: caseId, organisationId, number } = supportCase
  const { calendarId } = to
  const [before, audience, { next, writes }] = await Promise.all([
    promiseOf(ctx, caseId),
    audienceOf(ctx, supportCase),
    decideChange(ctx, supportCase, { region: { code: to.code, calendarId }, assigneeId: null }, [
      { kind: 'handed_over', at: ctx.now, calendarId },
    ]),
  ])
  const { state, nextStep } = packet
  const note = packetNote({
    from: from.name,
    to: to.name,
    state,
    nextStep,
    promise: promiseWords(before, next, to.definition.zone),
  })
  const noted = ctx.sql`
    insert into case_notes (organisation_id, id, case_id, author_id, body, created_at)
    values (${organisationId}, ${newId(ctx.now)}, ${caseId}, ${actor.userId}, ${note}, ${ctx.now})`
  const handed = ctx.sql`
    insert into case_handovers (organisation_id, id, case_id, from_region, to_region, author_id, state, next_step, created_at)
    values (${organisationId}, ${newId(ctx.now)}, ${caseId}, ${from.code}, ${to.code}, ${actor.userId}, ${state}, ${nextStep}, ${ctx.now})`
  const history = historyWrites(
    ctx,
    {
      action: 'case.handed_over',
      audience: 'customer',
      organisationId,
      caseId,
      before: { region: from.name, dueAt: before?.dueAt ?? null },
      after: { region: to.name, dueAt: next?.dueAt ?? null, metric: next?.metric ?? null },
    },
    { type: 'case.changed', audience: 'customer', facts: { number } },
  )
  const later = promiseMove(before, next) === 'later' && next !== null
  const mails = (later ? audience : []).flatMap((recipientId) =>
    mailWrites(ctx, {
      kind: 'case_handed_over',
      recipientId,
      organisationId,
      caseId,
      dedupeKey: `region:${caseId}:${ctx.now}:${recipientId}`,
      facts: { region: to.name, previousDueAt: before?.dueAt ?? null, dueAt: next?.dueAt ?? null, metric: next?.metric ?? null },
    }),
  )
  await ctx.sql`update case_handovers set acknowledged_at = ${ctx.now} where case_id = ${caseId} and acknowledged_at is null`
  await writeAsHouse(ctx, [...writes, noted, handed, ...history, ...mails])
  await askToShareOut(ctx, to.code)
}

async function promiseOf(ctx: TxCtx, caseId: string): Promise<PromiseFact> {
  const [row] = await ctx.sql<{ metric: Metric | null; dueAt: Instant | null }[]>`
    select next_metric as metric, next_due_at as "dueAt" from cases where id = ${caseId}`
  return row?.metric && row.dueAt !== null ? { metric: row.metric, dueAt: row.dueAt } : null
}

function promiseWords(before: PromiseFact, after: PromiseFact, zone: string): string {
  if (after === null) return 'no clock runs.'
  const what = after.metric === 'first_response' ? 'first answer' : 'update'
  const due = `${what} due ${formatAbsolute(after.dueAt, zone)}`
  const move = promiseMove(before, after)
  return move === 'unchanged' || before === null
    ? `${due}, as before.`
    : `${due}, ${move} than before (${formatAbsolute(before.dueAt, zone)}).`
}
