import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeAsHouse, writeTogether, writeWithCommit, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import { DAY_MS, addMs, type Instant } from '@/lib/kernel/time'
import type { CaseMoment } from '@/lib/sla/moments'
import { attempt, type Outcome } from '../bulk'
import { REOPEN_DAYS, afterCustomerResolves, isUnresolved } from '../case'
import type { AssignInput, ConfirmSolvedInput, ReclassifyInput } from '../input'
import { canAssign, canCloseResolved, canConfirmSolved, canReclassify } from '../policy'
import { changing, refuseCrossed } from './field-change'
import { accepted, decideChange, lockVisibleCase, type LockedCase } from './lock'
import { audienceOf } from './reply'

/** The customer says "this is solved". A running first-response clock stops, neither met nor breached. Throws NotFound, Forbidden, Conflict. */
export async function confirmSolved(ctx: Ctx, input: ConfirmSolvedInput): Promise<void> {
  if (!canConfirmSolved(ctx.actor)) throw new Forbidden('cases.confirm_solved')
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, input.reference)
    const status = accepted(afterCustomerResolves(supportCase))
    const [audience, { writes }] = await Promise.all([
      audienceOf(ctx, supportCase),
      decideChange(ctx, supportCase, { status, customerWaitingSince: null }, [{ kind: 'resolved', at: ctx.now, by: 'customer' }]),
    ])
    await writeAsHouse(ctx, writes)
    writeWithCommit(ctx, [
      ...changeWrites(
        ctx,
        supportCase,
        'case.status_changed',
        { status: supportCase.status },
        { status: 'resolved', by: 'customer' },
      ),
      ...audience.flatMap((recipientId) =>
        mailWrites(ctx, {
          kind: 'case_status_changed',
          recipientId,
          organisationId: supportCase.organisationId,
          caseId: supportCase.id,
          dedupeKey: `solved:${supportCase.id}:${ctx.now}:${recipientId}`,
          facts: { status: 'resolved', previousStatus: supportCase.status },
        }),
      ),
    ])
  })
}

/**
 * Corrects the level of a case with a reason that the customer reads. Clocks are recomputed from their start; what was
 * breached stays breached (sla.md §2). Throws NotFound, Forbidden, Conflict when the level is that already or the case is over.
 */
export async function reclassifyCase(ctx: Ctx, input: ReclassifyInput): Promise<void> {
  if (!canReclassify(ctx.actor)) throw new Forbidden('cases.reclassify')
  await changing(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, input.reference)
    const change = { was: input.was, now: supportCase.severity, wanted: input.severity }
    await refuseCrossed(ctx, supportCase, 'level', change, (now) => `L${now}`)
    if (supportCase.severity === input.severity) throw new Conflict(`This case is L${input.severity} already.`)
    if (!isUnresolved(supportCase.status))
      throw new Conflict('This case is resolved. Reopen it with an answer before you change its level.')
    const corrected: CaseMoment = { kind: 'severity_corrected', at: ctx.now, level: input.severity }
    const [audience, { next, writes }] = await Promise.all([
      audienceOf(ctx, supportCase),
      decideChange(ctx, supportCase, { severity: input.severity }, [corrected]),
    ])
    const promise = {
      dueAt: next?.dueAt ?? null,
      metric: next?.metric ?? null,
      late: next?.dueAt != null && next.dueAt < ctx.now,
    }
    const { severity, reason } = input
    writeWithCommit(ctx, [
      ...writes,
      ...changeWrites(
        ctx,
        supportCase,
        'case.reclassified',
        { severity: supportCase.severity },
        { severity, reason, ...promise },
      ),
      ...audience.flatMap((recipientId) =>
        mailWrites(ctx, {
          kind: 'case_reclassified',
          recipientId,
          organisationId: supportCase.organisationId,
          caseId: supportCase.id,
          dedupeKey: `level:${supportCase.id}:${ctx.now}:${recipientId}`,
          facts: { severity, previousSeverity: supportCase.severity, reason, ...promise },
        }),
      ),
    ])
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
    report.push(await attempt(reference, () => assignOne(ctx, reference, input.assigneeId)))
  return report
}

/**
 * The same for one case. `was`: who had it when the actor looked; where somebody else has given it away since, Conflict says to whom and by whom.
 * Throws NotFound, Forbidden, Invalid, Conflict for a case that is closed.
 */
export async function assignOne(ctx: Ctx, reference: string, assigneeId: string | null, was?: string | null): Promise<void> {
  if (!canAssign(ctx.actor)) throw new Forbidden('cases.assign')
  await changing(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    if (supportCase.assigneeId === assigneeId) return
    const change = { was, now: supportCase.assigneeId, wanted: assigneeId }
    await refuseCrossed(ctx, supportCase, 'assignee', change, (now) => nameOf(ctx, now))
    if (supportCase.status === 'closed') throw new Conflict('This case is closed; nobody works on it any more.')
    const assignee = assigneeId === null ? null : await workingStaff(ctx, assigneeId)
    const given = ctx.sql`
      update cases set assignee_id = ${assigneeId}, version = version + 1
      where organisation_id = ${supportCase.organisationId} and id = ${supportCase.id}`
    writeWithCommit(ctx, [
      given,
      ...historyWrites(
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
      ),
    ])
  })
}

async function nameOf(ctx: TxCtx, userId: string | null): Promise<string> {
  if (userId === null) return 'nobody'
  const [found] = await ctx.sql<{ name: string }[]>`select name from users where id = ${userId}`
  return found?.name ?? 'somebody who left'
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
  const resolvedUntil = addMs(ctx.now, -REOPEN_DAYS * DAY_MS)
  return inTransaction(ctx, async (ctx) => {
    const due = await ctx.sql<{ reference: string }[]>`
      select i.case_prefix || '-' || c.number as reference from cases c cross join installation i
      where c.status = 'resolved' and c.resolved_at <= ${resolvedUntil} order by c.resolved_at limit ${CLOSING_BATCH}`
    for (const { reference } of due) await close(ctx, reference, resolvedUntil)
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
    if (!(await close(ctx, reference, ctx.now))) throw new Conflict('Only a resolved case can be closed.')
  })
}

/** Asked again under the lock: somebody may have reopened the case, and even resolved it anew, since it was found. */
async function close(ctx: TxCtx, reference: string, resolvedUntil: Instant): Promise<boolean> {
  const supportCase = await lockVisibleCase(ctx, reference)
  if (supportCase.status !== 'resolved' || supportCase.resolvedAt === null || supportCase.resolvedAt > resolvedUntil) return false
  const closed = { status: { status: 'closed', beforeWaiting: null } } as const
  const { writes } = await decideChange(ctx, supportCase, closed, [{ kind: 'closed', at: ctx.now }])
  await writeTogether(ctx, [
    ...writes,
    ...changeWrites(ctx, supportCase, 'case.closed', { status: 'resolved' }, { status: 'closed' }),
  ])
  return true
}

function changeWrites(
  ctx: TxCtx,
  supportCase: LockedCase,
  action: 'case.status_changed' | 'case.reclassified' | 'case.closed',
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Write[] {
  return historyWrites(
    ctx,
    { action, audience: 'customer', organisationId: supportCase.organisationId, caseId: supportCase.id, before, after },
    { type: 'case.changed', audience: 'customer', facts: { number: supportCase.number } },
  )
}
