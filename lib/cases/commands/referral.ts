import 'server-only'
import type { TxCtx } from '@/db/context'
import { writeAsHouse } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { askToShareOut } from '@/lib/shifts/commands'
import { resumedAt } from '@/lib/sla/moments'
import { isUnresolved, type CaseCategory, type CaseStatus } from '../case'
import type { ReferralStep } from '../referral-step'
import { assignmentWrites } from './claim'
import { decideChange, lockVisibleCase, type LockedCase } from './lock'
import { audienceOf } from './reply'

/** What is told of a referral in the history of its case. */
export type ToldReferral = { step: ReferralStep; request: string; manager?: string; reason?: string }

/** The row of the history that a referral leaves; customers read it too. */
export function referralWrites(ctx: TxCtx, { organisationId, id: caseId, number }: LockedCase, told: ToldReferral) {
  return historyWrites(
    ctx,
    { action: 'case.referral', audience: 'customer', organisationId, caseId, after: told },
    { type: 'case.changed', audience: 'customer', facts: { number } },
  )
}

/** Where a case goes back to: whoever had it, while they still answer cases, else the queue of its region. */
export type BackTo = { agentId: string; category: CaseCategory }

/**
 * Gives a case that its account manager had back to support, with its clocks running; one that is over, or back already, only gets the row of
 * the history. Part of an act on a request, in its transaction, by either side.
 */
export async function giveBackToSupport(ctx: TxCtx, reference: string, to: BackTo, told: ToldReferral): Promise<void> {
  const supportCase = await lockVisibleCase(ctx, reference)
  const { status, beforeWaiting, assigneeId, regionCode } = supportCase
  const withManager = (status === 'waiting' ? beforeWaiting : status) === 'with_account_manager'
  if (!isUnresolved(status) || !withManager) return writeAsHouse(ctx, referralWrites(ctx, supportCase, told))
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
    ...referralWrites(ctx, supportCase, told),
  ])
  if (agent === null) await askToShareOut(ctx, regionCode)
}

/**
 * Ends a case that goes on as a service, or whose question about one lapsed: its clocks stop, neither met nor missed. The others on the
 * customer's side are told by mail, and it can be reopened like any other. Part of an act on a request.
 */
export async function resolveForService(ctx: TxCtx, reference: string, told: ToldReferral): Promise<void> {
  const supportCase = await lockVisibleCase(ctx, reference)
  const { organisationId, id: caseId, status: previousStatus } = supportCase
  if (!isUnresolved(previousStatus)) return
  const resolved = { status: { status: 'resolved', beforeWaiting: null }, customerWaitingSince: null } as const
  const [audience, { writes }] = await Promise.all([
    audienceOf(ctx, supportCase),
    decideChange(ctx, supportCase, resolved, [{ kind: 'resolved', at: ctx.now, by: 'customer' }]),
  ])
  await writeAsHouse(ctx, [
    ...writes,
    ...referralWrites(ctx, supportCase, told),
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
