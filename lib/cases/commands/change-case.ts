import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import { DAY_MS, addMs } from '@/lib/kernel/time'
import { attempt, type Outcome } from '../bulk'
import { REOPEN_DAYS, afterCustomerResolves, isUnresolved } from '../case'
import type { AssignInput, ConfirmSolvedInput, ReclassifyInput } from '../input'
import { canAssign, canCloseResolved, canConfirmSolved, canReclassify } from '../policy'
import { accepted, applyToCase, lockVisibleCase, type LockedCase } from './lock'
import { mailAudience } from './reply'

/** The customer says "this is solved". A running first-response clock stops, neither met nor breached. Throws NotFound, Forbidden, Conflict. */
export async function confirmSolved(ctx: Ctx, input: ConfirmSolvedInput): Promise<void> {
  if (!canConfirmSolved(ctx.actor)) throw new Forbidden('cases.confirm_solved')
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, input.reference)
    const status = accepted(afterCustomerResolves(supportCase))
    await applyToCase(ctx, supportCase, { status, customerWaitingSince: null }, [
      { kind: 'resolved', at: ctx.now, by: 'customer' },
    ])
    await recordChange(
      ctx,
      supportCase,
      'case.status_changed',
      { status: supportCase.status },
      { status: 'resolved', by: 'customer' },
    )
    await mailAudience(ctx, supportCase, (recipientId) => ({
      kind: 'case_status_changed',
      recipientId,
      organisationId: supportCase.organisationId,
      caseId: supportCase.id,
      dedupeKey: `solved:${supportCase.id}:${ctx.now}:${recipientId}`,
      facts: { status: 'resolved', previousStatus: supportCase.status },
    }))
  })
}

/**
 * Corrects the level of a case with a reason that the customer reads. Clocks are recomputed from their start; what was
 * breached stays breached (sla.md §2). Throws NotFound, Forbidden, Conflict when the level is that already or the case is over.
 */
export async function reclassifyCase(ctx: Ctx, input: ReclassifyInput): Promise<void> {
  if (!canReclassify(ctx.actor)) throw new Forbidden('cases.reclassify')
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, input.reference)
    if (supportCase.severity === input.severity) throw new Conflict(`This case is L${input.severity} already.`)
    if (!isUnresolved(supportCase.status))
      throw new Conflict('This case is resolved. Reopen it with an answer before you change its level.')
    const decided = await applyToCase(ctx, supportCase, { severity: input.severity }, [
      { kind: 'severity_corrected', at: ctx.now, level: input.severity },
    ])
    const dueAt = decided?.next?.dueAt ?? null
    const late = dueAt !== null && dueAt < ctx.now
    await recordChange(
      ctx,
      supportCase,
      'case.reclassified',
      { severity: supportCase.severity },
      { severity: input.severity, reason: input.reason, dueAt, metric: decided?.next?.metric ?? null, late },
    )
    await mailAudience(ctx, supportCase, (recipientId) => ({
      kind: 'case_reclassified',
      recipientId,
      organisationId: supportCase.organisationId,
      caseId: supportCase.id,
      dedupeKey: `level:${supportCase.id}:${ctx.now}:${recipientId}`,
      facts: {
        severity: input.severity,
        previousSeverity: supportCase.severity,
        reason: input.reason,
        dueAt,
        metric: decided?.next?.metric ?? null,
        late,
      },
    }))
  })
}

/**
 * Gives cases to a member of staff, or back to their region's queue. Each in its own transaction; the report says what could
 * not be done. Throws Forbidden, and Invalid when the assignee is not working here.
 */
export async function assignCases(ctx: Ctx, input: AssignInput): Promise<Outcome[]> {
  if (!canAssign(ctx.actor)) throw new Forbidden('cases.assign')
  const report: Outcome[] = []
  for (const reference of new Set(input.references))
    report.push(await attempt(reference, () => assignCase(ctx, reference, input.assigneeId)))
  return report
}

async function assignCase(ctx: Ctx, reference: string, assigneeId: string | null): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    if (supportCase.assigneeId === assigneeId) return
    if (supportCase.status === 'closed') throw new Conflict('This case is closed; nobody works on it any more.')
    const assignee = assigneeId === null ? null : await workingStaff(ctx, assigneeId)
    await ctx.sql`
      update cases set assignee_id = ${assigneeId}, version = version + 1
      where organisation_id = ${supportCase.organisationId} and id = ${supportCase.id}`
    await record(
      ctx,
      {
        action: 'case.assigned',
        audience: 'staff',
        organisationId: supportCase.organisationId,
        caseId: supportCase.id,
        before: { assigneeId: supportCase.assigneeId },
        after: { assigneeId, assigneeName: assignee?.name ?? null },
      },
      { type: 'case.changed', audience: 'staff', facts: { number: supportCase.number } },
    )
  })
}

async function workingStaff(ctx: TxCtx, userId: string): Promise<{ name: string }> {
  const [found] = await ctx.sql<{ name: string }[]>`
    select u.name from staff_members s join users u on u.id = s.user_id
    where s.user_id = ${userId} and s.ended_at is null and u.disabled_at is null`
  if (!found) throw new Invalid({ assigneeId: ['This person does not work here any more. Choose somebody else.'] })
  return found
}

/** How many a closing run takes at once, so that no transaction is long. */
const CLOSING_BATCH = 200

/** Closes cases resolved fourteen days ago; shown, not mailed. Returns how many. For the recurring job only. */
export async function closeResolvedCases(ctx: Ctx): Promise<number> {
  if (!canCloseResolved(ctx.actor)) throw new Forbidden('cases.close')
  return inTransaction(ctx, async (ctx) => {
    const due = await ctx.sql<{ reference: string }[]>`
      select i.case_prefix || '-' || c.number as reference from cases c cross join installation i
      where c.status = 'resolved' and c.resolved_at <= ${addMs(ctx.now, -REOPEN_DAYS * DAY_MS)} order by c.resolved_at limit ${CLOSING_BATCH}`
    for (const { reference } of due) await close(ctx, reference)
    return due.length
  })
}

/**
 * Closes one resolved case at once, whatever its age; shown, not mailed. For the system alone. Throws Forbidden, NotFound, and
 * Conflict when the case is not resolved.
 */
export async function closeCase(ctx: Ctx, reference: string): Promise<void> {
  if (!canCloseResolved(ctx.actor)) throw new Forbidden('cases.close')
  await inTransaction(ctx, async (ctx) => {
    if (!(await close(ctx, reference))) throw new Conflict('Only a resolved case can be closed.')
  })
}

async function close(ctx: TxCtx, reference: string): Promise<boolean> {
  const supportCase = await lockVisibleCase(ctx, reference)
  if (supportCase.status !== 'resolved') return false
  await applyToCase(ctx, supportCase, { status: { status: 'closed', beforeWaiting: null } }, [{ kind: 'closed', at: ctx.now }])
  await recordChange(ctx, supportCase, 'case.closed', { status: 'resolved' }, { status: 'closed' })
  return true
}

async function recordChange(
  ctx: TxCtx,
  supportCase: LockedCase,
  action: 'case.status_changed' | 'case.reclassified' | 'case.closed',
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Promise<void> {
  await record(
    ctx,
    { action, audience: 'customer', organisationId: supportCase.organisationId, caseId: supportCase.id, before, after },
    { type: 'case.changed', audience: 'customer', facts: { number: supportCase.number } },
  )
}
