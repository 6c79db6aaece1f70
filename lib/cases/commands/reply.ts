import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { queueMail } from '@/lib/jobs/commands'
import { actorUserId } from '@/lib/kernel/actor'
import { Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { CaseMoment } from '@/lib/sla/moments'
import { afterCustomerMessage, afterStaffMessage, type ReplyOutcome } from '../case'
import { attempt, type Outcome } from '../bulk'
import type { AnswerInput, AnswerManyInput, CustomerReplyInput, NoteInput } from '../input'
import { canAnswer, canNote, canReplyAsCustomer } from '../policy'
import { accepted, applyToCase, lockVisibleCase, type LockedCase } from './lock'
import { spendKey } from './once'

/**
 * A customer's message on a case they see. A waiting case returns to where it was, a resolved one reopens within 14 days;
 * after that Conflict says to open a follow-up. The same `key` again does nothing. Throws NotFound, Forbidden, Conflict.
 */
export async function replyToCase(ctx: Ctx, input: CustomerReplyInput): Promise<void> {
  if (!canReplyAsCustomer(ctx.actor)) throw new Forbidden('cases.reply')
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, input.reference)
    if (!(await firstTime(ctx, supportCase, input.key, input))) return
    const status = accepted(afterCustomerMessage(supportCase, ctx.now))
    const moments: CaseMoment[] = []
    if (supportCase.status === 'waiting') moments.push({ kind: 'resumed', at: ctx.now, reason: 'waiting_on_customer' })
    if (supportCase.status === 'resolved') moments.push({ kind: 'reopened', at: ctx.now })
    const said = insertMessage(ctx, supportCase, 'customer', input.body)
    await applyToCase(ctx, supportCase, { status, customerWaitingSince: supportCase.customerWaitingSince ?? ctx.now }, moments)
    await said
    await recordReply(ctx, supportCase, 'customer', status.status)
  })
}

/**
 * A public message of ours, sent with what happens next. It meets the running clock, starts the next one, and is mailed to
 * the requester and participants. The same `key` again does nothing. Throws NotFound, Forbidden, Conflict.
 */
export async function answerCase(ctx: Ctx, input: AnswerInput): Promise<void> {
  if (!canAnswer(ctx.actor)) throw new Forbidden('cases.answer')
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, input.reference)
    if (!(await firstTime(ctx, supportCase, input.key, input))) return
    const status = accepted(afterStaffMessage(supportCase, input.outcome))
    const messageId = newId(ctx.now)
    const said = insertMessage(ctx, supportCase, 'staff', input.body, messageId)
    const change = { status, answered: true, customerWaitingSince: null, unassigned: input.outcome === 'back_to_support' }
    const decided = await applyToCase(ctx, supportCase, change, momentsOfAnswer(ctx, supportCase, status.status, input.outcome))
    await said
    const mailed = mailAudience(ctx, supportCase, (recipientId) => ({
      kind: 'case_answered' as const,
      recipientId,
      organisationId: supportCase.organisationId,
      caseId: supportCase.id,
      dedupeKey: `answer:${messageId}:${recipientId}`,
      facts: { messageId, status: status.status, previousStatus: supportCase.status, dueAt: decided?.next?.dueAt ?? null },
    }))
    await Promise.all([recordReply(ctx, supportCase, 'staff', status.status), mailed])
  })
}

/** The same answer to many cases, each in its own transaction, with a report of what could not be done. Throws Forbidden. */
export async function answerCases(ctx: Ctx, input: AnswerManyInput): Promise<Outcome[]> {
  if (!canAnswer(ctx.actor)) throw new Forbidden('cases.answer')
  const report: Outcome[] = []
  for (const reference of new Set(input.references)) {
    report.push(
      await attempt(reference, () =>
        answerCase(ctx, { key: `${input.key}:${reference}`, reference, body: input.body, outcome: input.outcome }),
      ),
    )
  }
  return report
}

/** An internal note: staff read it, no customer ever does. The same `key` again does nothing. Throws NotFound, Forbidden. */
export async function addNote(ctx: Ctx, input: NoteInput): Promise<void> {
  const { actor } = ctx
  if (!canNote(actor)) throw new Forbidden('cases.note')
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, input.reference)
    if (!(await firstTime(ctx, supportCase, input.key, input))) return
    await ctx.sql`
      insert into case_notes (organisation_id, id, case_id, author_id, body, created_at)
      values (${supportCase.organisationId}, ${newId(ctx.now)}, ${supportCase.id}, ${actor.userId}, ${input.body}, ${ctx.now})`
    await record(
      ctx,
      { action: 'case.noted', audience: 'staff', organisationId: supportCase.organisationId, caseId: supportCase.id },
      { type: 'case.noted', audience: 'staff', facts: { number: supportCase.number } },
    )
  })
}

async function firstTime(ctx: TxCtx, supportCase: LockedCase, key: string, words: unknown): Promise<boolean> {
  const userId = actorUserId(ctx.actor)
  if (userId === null) throw new Forbidden('cases.reply')
  const spent = await spendKey(ctx, { organisationId: supportCase.organisationId, userId, key, caseId: supportCase.id, words })
  return spent.first
}

async function insertMessage(
  ctx: TxCtx,
  supportCase: LockedCase,
  authorKind: 'customer' | 'staff',
  body: string,
  id = newId(ctx.now),
): Promise<void> {
  await ctx.sql`
    insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
    values (${supportCase.organisationId}, ${id}, ${supportCase.id}, ${actorUserId(ctx.actor)}, ${authorKind}, ${body}, ${ctx.now})`
}

async function recordReply(ctx: TxCtx, supportCase: LockedCase, by: 'customer' | 'staff', status: string): Promise<void> {
  const changed = status !== supportCase.status
  await record(
    ctx,
    {
      action: 'case.replied',
      audience: 'customer',
      organisationId: supportCase.organisationId,
      caseId: supportCase.id,
      before: changed ? { status: supportCase.status } : undefined,
      after: changed ? { by, status } : { by },
    },
    { type: 'case.changed', audience: 'customer', facts: { number: supportCase.number } },
  )
}

function momentsOfAnswer(ctx: TxCtx, supportCase: LockedCase, status: string, outcome: ReplyOutcome): CaseMoment[] {
  const at = ctx.now
  if (status === 'resolved')
    return [supportCase.status === 'resolved' ? { kind: 'staff_replied', at } : { kind: 'resolved', at, by: 'staff' }]
  const moments: CaseMoment[] = [{ kind: 'staff_replied', at }]
  if (supportCase.status === 'resolved') moments.push({ kind: 'reopened', at })
  if (outcome === 'wait') moments.push({ kind: 'paused', at, reason: 'waiting_on_customer' })
  else if (supportCase.status === 'waiting') moments.push({ kind: 'resumed', at, reason: 'waiting_on_customer' })
  return moments
}

/** Queues one mail for each person on the customer's side of the case, other than the actor. */
export async function mailAudience(
  ctx: TxCtx,
  supportCase: LockedCase,
  order: (recipientId: string) => Parameters<typeof queueMail>[1],
): Promise<void> {
  const self = actorUserId(ctx.actor)
  const participants = await ctx.sql<
    { user_id: string }[]
  >`select user_id from case_participants where case_id = ${supportCase.id}`
  const audience = new Set([supportCase.requesterId, ...participants.map((row) => row.user_id)])
  await Promise.all(
    [...audience].filter((recipientId) => recipientId !== self).map((recipientId) => queueMail(ctx, order(recipientId))),
  )
}
