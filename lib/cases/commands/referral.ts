import 'server-only'
import type { TxCtx } from '@/db/context'
import { writeAsHouse } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import type { Instant } from '@/lib/kernel/time'
import { askToShareOut } from '@/lib/shifts/commands'
import { resumedAt } from '@/lib/sla/moments'
import { isUnresolved, isWithManager, type CaseCategory, type CaseStatus } from '../case'
import type { AfterReferral, ReferralStep } from '../referral-step'
import { assignmentWrites } from './claim'
import { decideChange, lockVisibleCase, type LockedCase } from './lock'
import { audienceOf } from './reply'

/** What is told of a referral in the history of its case. */
export type ToldReferral = { step: ReferralStep; request: string; manager?: string; reason?: string; then?: AfterReferral }

/** The row of the history that a referral leaves; customers read it too. */
export function referralWrites(ctx: TxCtx, { organisationId, id: caseId, number }: LockedCase, told: ToldReferral) {
  return historyWrites(
    ctx,
    { action: 'case.referral', audience: 'customer', organisationId, caseId, after: told },
    { type: 'case.changed', audience: 'customer', facts: { number } },
  )
}

/** Whoever had a case, and what it was about; `askedAt`: when its customer was asked for a decision. */
export type BackTo = { agentId: string; category: CaseCategory; askedAt: Instant | null }

/**
 * Lets a case go on without its service: it returns to whoever passed it on, while they still answer cases, else to the queue of its region. One
 * that was its account manager's from the start stays there, and one that has left them already stays where it is; none waits for the decision any
 * more. Part of an act on a request, in its transaction, by either side.
 */
export async function goOnWithout(ctx: TxCtx, reference: string, to: BackTo, told: ToldReferral): Promise<void> {
  const supportCase = await lockVisibleCase(ctx, reference)
  const { status, beforeWaiting, assigneeId, regionCode } = supportCase
  const waits = waitsForDecision(supportCase, to.askedAt)
  if (!isUnresolved(status) || (!isWithManager(supportCase) && !waits))
    return writeAsHouse(ctx, referralWrites(ctx, supportCase, { ...told, then: 'goes_on' }))
  const staysWithManager = isWithManager(supportCase) && to.category === 'project_or_data'
  if (staysWithManager || !isWithManager(supportCase)) {
    const then = staysWithManager ? 'manager' : 'support'
    const goesOn = { status: { status: waits ? (beforeWaiting ?? 'open') : status, beforeWaiting: waits ? null : beforeWaiting } }
    const { writes } = await decideChange(ctx, supportCase, goesOn, waits ? resumedAt(ctx.now) : [])
    return writeAsHouse(ctx, [...writes, ...referralWrites(ctx, supportCase, { ...told, then })])
  }
  const agent = await answering(ctx, to.agentId)
  const back: CaseStatus = supportCase.lastAnswerAt === null ? 'new' : 'open'
  const change = {
    ...{ status: { status: back, beforeWaiting: null }, category: to.category },
    assigneeId: agent?.userId ?? null,
  }
  const { writes } = await decideChange(ctx, supportCase, change, status === 'waiting' ? resumedAt(ctx.now) : [])
  await writeAsHouse(ctx, [
    ...writes,
    ...assignmentWrites(ctx, supportCase, { from: assigneeId, to: agent }),
    ...referralWrites(ctx, supportCase, { ...told, then: 'support' }),
  ])
  if (agent === null) await askToShareOut(ctx, regionCode)
}

/** The question was the last that we wrote, and the case waits for its answer. */
function waitsForDecision({ status, lastAnswerAt }: LockedCase, askedAt: Instant | null): boolean {
  return status === 'waiting' && askedAt !== null && lastAnswerAt === askedAt
}

/** A customer wrote about the question elsewhere than on the case: its clocks run on as if they had written there. */
export async function wakeForDecision(ctx: TxCtx, reference: string, askedAt: Instant): Promise<void> {
  const supportCase = await lockVisibleCase(ctx, reference)
  if (!waitsForDecision(supportCase, askedAt)) return
  const status = { status: supportCase.beforeWaiting ?? 'open', beforeWaiting: null } as const
  const change = { status, customerWaitingSince: supportCase.customerWaitingSince ?? ctx.now }
  const { writes } = await decideChange(ctx, supportCase, change, resumedAt(ctx.now))
  await writeAsHouse(ctx, writes)
}

/**
 * Ends a case that goes on as a service, or whose question about one lapsed: its clocks stop, neither met nor missed. The others on the
 * customer's side are told by mail, and it can be reopened like any other. One that its account manager has no more goes on. Part of an act
 * on a request.
 */
export async function resolveForService(ctx: TxCtx, reference: string, told: ToldReferral): Promise<void> {
  const supportCase = await lockVisibleCase(ctx, reference)
  const { organisationId, id: caseId, status: previousStatus } = supportCase
  if (!isUnresolved(previousStatus) || !isWithManager(supportCase))
    return writeAsHouse(ctx, referralWrites(ctx, supportCase, { ...told, then: 'goes_on' }))
  const resolved = { status: { status: 'resolved', beforeWaiting: null }, customerWaitingSince: null } as const
  const [audience, { writes }] = await Promise.all([
    audienceOf(ctx, supportCase),
    decideChange(ctx, supportCase, resolved, [{ kind: 'resolved', at: ctx.now, by: 'customer' }]),
  ])
  await writeAsHouse(ctx, [
    ...writes,
    ...referralWrites(ctx, supportCase, { ...told, then: 'ends' }),
    ...audience.flatMap((recipientId) =>
      mailWrites(ctx, {
        ...{ kind: 'case_status_changed', recipientId, organisationId, caseId },
        dedupeKey: `service:${caseId}:${ctx.now}:${recipientId}`,
        facts: { status: 'resolved', previousStatus, request: told.request, lapsed: told.step === 'lapsed' },
      }),
    ),
  ])
}

/** Somebody who still answers cases and is not away. The database says so: customers read neither roles nor leave. */
async function answering(ctx: TxCtx, userId: string): Promise<{ userId: string; name: string } | null> {
  const [found] = await ctx.sql<{ userId: string; name: string }[]>`
    select u.id as "userId", u.name from users u where u.id = ${userId} and answers_cases_at(u.id, ${ctx.now})`
  return found ?? null
}
