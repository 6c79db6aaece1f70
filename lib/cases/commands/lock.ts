import 'server-only'
import type { TxCtx } from '@/db/context'
import type { Write } from '@/db/writes'
import { Conflict, Invalid, NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import type { Level } from '@/lib/sla/support-policy'
import { decideCaseMoments, type CaseOfClocks } from '@/lib/sla/commands'
import type { CaseMoment } from '@/lib/sla/moments'
import type { NextPromise } from '@/lib/sla/next-promise'
import type { CaseCategory, CaseStatus, StatusDecision } from '../case'
import { named, visibleCases } from '../queries/visible'

/** A case locked for this transaction, as the commands need it. */
export type LockedCase = {
  id: string
  organisationId: string
  reference: string
  number: number
  subject: string
  category: CaseCategory
  requesterId: string
  severity: Level
  status: CaseStatus
  beforeWaiting: 'open' | 'with_account_manager' | null
  assigneeId: string | null
  regionCode: string
  calendarId: string
  policyVersionId: string
  resolvedAt: Instant | null
  lastAnswerAt: Instant | null
  customerWaitingSince: Instant | null
}

/**
 * Locks a case that the actor may see. Throws NotFound when there is none, whatever the reason, and Conflict for one that goes on
 * in another case.
 */
export async function lockVisibleCase(ctx: TxCtx, reference: string): Promise<LockedCase> {
  const found = await lockOwnCase(ctx, reference)
  if (found) return found
  const { into } = await whereItWent(ctx, reference)
  throw new Conflict(`${reference} was merged into ${into} and goes on there. Your text is kept: send it in ${into}.`)
}

/** Locks the case that a message to this reference belongs to: the case itself, or the one it was merged into. Throws NotFound. */
export async function lockCaseInWhichItGoesOn(ctx: TxCtx, reference: string): Promise<LockedCase> {
  for (let here = reference; ; here = (await whereItWent(ctx, here)).into) {
    const found = await lockOwnCase(ctx, here)
    if (found) return found
  }
}

/**
 * Two cases that the actor may see, locked in the order of their numbers, so that two such acts never wait for each other. Throws NotFound
 * and Conflict for the first; for the other one Invalid at `field`, the field of the form that names it.
 */
export async function lockTwoCases(
  ctx: TxCtx,
  reference: string,
  other: string,
  field: string,
): Promise<{ first: LockedCase; other: LockedCase }> {
  await ctx.sql`
    select c.id from cases c cross join installation i
    where (${named(ctx, reference)} or ${namedOrNobody(ctx, other)}) and ${visibleCases(ctx)} order by c.number for update of c`
  const first = await lockVisibleCase(ctx, reference)
  const found = await lockOtherCase(ctx, other)
  if (typeof found === 'string') throw new Invalid({ [field]: [found] })
  return { first, other: found }
}

/** The case, or why it is none to choose. */
async function lockOtherCase(ctx: TxCtx, reference: string): Promise<LockedCase | string> {
  try {
    const found = await lockOwnCase(ctx, reference)
    return found ?? `${reference} was merged into ${(await whereItWent(ctx, reference)).into}. Choose that one.`
  } catch (error) {
    if (error instanceof NotFound) return `There is no case ${reference}. Choose one of the list, or check its number.`
    throw error
  }
}

function namedOrNobody(ctx: TxCtx, reference: string) {
  try {
    return named(ctx, reference)
  } catch {
    return ctx.sql`false`
  }
}

/** The case that a merged one goes on in. Throws NotFound for a case that is not merged or not seen. */
async function whereItWent(ctx: TxCtx, reference: string): Promise<{ into: string }> {
  const [merged] = await ctx.sql<{ into: string }[]>`
    select i.case_prefix || '-' || t.number as into from cases c cross join installation i
      join cases t on t.organisation_id = c.organisation_id and t.id = c.merged_into_id
    where ${named(ctx, reference)} and ${visibleCases(ctx)}`
  if (!merged) throw new NotFound('case')
  return merged
}

async function lockOwnCase(ctx: TxCtx, reference: string): Promise<LockedCase | undefined> {
  const [found] = await ctx.sql<LockedCase[]>`
    select c.id, c.organisation_id as "organisationId", i.case_prefix || '-' || c.number as reference, c.number, c.subject, c.category,
      c.requester_id as "requesterId", c.severity, c.status, c.status_before_waiting as "beforeWaiting", c.assignee_id as "assigneeId",
      c.region_code as "regionCode", c.calendar_id as "calendarId", c.policy_version_id as "policyVersionId", c.resolved_at as "resolvedAt",
      c.last_public_staff_message_at as "lastAnswerAt", c.customer_waiting_since as "customerWaitingSince"
    from cases c cross join installation i
    where ${named(ctx, reference)} and ${visibleCases(ctx)} and c.merged_into_id is null
    for update of c`
  return found
}

/** What an act changes on the case itself, beside its clocks. */
export type CaseChange = {
  status?: { status: CaseStatus; beforeWaiting: 'open' | 'with_account_manager' | null }
  severity?: Level
  category?: CaseCategory
  answered?: boolean
  customerWaitingSince?: Instant | null
  /** Another region takes the case. */
  region?: { code: string; calendarId: string }
  /** Who has the case from now on; null gives it back to its region's queue. */
  assigneeId?: string | null
}

/** What the promise says to a change, and the writes that store both. */
export type DecidedChange = { readonly next: NextPromise | null; readonly writes: readonly Write[] }

/**
 * Tells the promise of the moments. `writes` store the change, the repeated clock columns and the clocks; the caller sends them as
 * the house, together with what else the act leaves.
 */
export async function decideChange(
  ctx: TxCtx,
  supportCase: LockedCase,
  change: CaseChange,
  moments: readonly CaseMoment[],
): Promise<DecidedChange> {
  const decided = moments.length === 0 ? null : await decideCaseMoments(ctx, clocksOf(supportCase), moments)
  const status = change.status?.status ?? supportCase.status
  const beforeWaiting = change.status ? change.status.beforeWaiting : supportCase.beforeWaiting
  const waitingSince = change.customerWaitingSince === undefined ? supportCase.customerWaitingSince : change.customerWaitingSince
  const changed = ctx.sql`
    update cases set status = ${status}, status_before_waiting = ${beforeWaiting}, severity = ${change.severity ?? supportCase.severity}, category = ${change.category ?? supportCase.category},
      resolved_at = ${resolvedAtAfter(ctx, supportCase, status)}, closed_at = ${status === 'closed' ? ctx.now : null}, version = version + 1,
      last_activity_at = ${ctx.now}, last_public_staff_message_at = ${change.answered ? ctx.now : supportCase.lastAnswerAt},
      customer_waiting_since = ${waitingSince}, assignee_id = ${change.assigneeId === undefined ? supportCase.assigneeId : change.assigneeId},
      region_code = ${change.region?.code ?? supportCase.regionCode}, calendar_id = ${change.region?.calendarId ?? supportCase.calendarId} ${decided ? ctx.sql`, ${nextColumns(ctx, decided.next)}` : ctx.sql``}
    where organisation_id = ${supportCase.organisationId} and id = ${supportCase.id}`
  return { next: decided?.next ?? null, writes: [changed, ...(decided?.writes ?? [])] }
}

/** The clock that runs out first, as assignments of the case's own columns. */
export function nextColumns(ctx: TxCtx, next: NextPromise | null) {
  return ctx.sql`next_metric = ${next?.metric ?? null}, next_due_at = ${next?.dueAt ?? null}, next_at_risk_at = ${next?.atRiskAt ?? null},
    next_target_minutes = ${next?.targetMinutes ?? null}, next_calendar_id = ${next?.calendarId ?? null}`
}

function resolvedAtAfter(ctx: TxCtx, supportCase: LockedCase, status: CaseStatus): Instant | null {
  if (status === 'closed') return supportCase.resolvedAt
  if (status !== 'resolved') return null
  return supportCase.status === 'resolved' ? supportCase.resolvedAt : ctx.now
}

/** What the promise must know of a locked case. */
export function clocksOf(supportCase: LockedCase): CaseOfClocks {
  return {
    organisationId: supportCase.organisationId,
    caseId: supportCase.id,
    level: supportCase.severity,
    policyVersionId: supportCase.policyVersionId,
    calendarId: supportCase.calendarId,
    resolved: supportCase.status === 'resolved' || supportCase.status === 'closed',
    lastAnswerAt: supportCase.lastAnswerAt,
  }
}

/** The accepted half of a decision; a refusal becomes a Conflict that says how to go on. */
export function accepted(decision: StatusDecision): Extract<StatusDecision, { kind: 'becomes' }> {
  if (decision.kind === 'becomes') return decision
  switch (decision.because) {
    case 'closed':
      throw new Conflict('This case is closed. Open a follow-up case instead: it will be linked to this one.')
    case 'already_resolved':
      throw new Conflict('This case is solved already.')
    case 'not_with_account_manager':
      throw new Conflict('This case is not with the account manager, so it cannot go back to support.')
    case 'not_resolved':
      throw new Conflict('This case is not resolved. Choose whether to keep it open, wait on the customer or resolve it.')
  }
}
