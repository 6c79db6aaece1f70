import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeAsHouse, writeWithCommit, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { attachmentWrites, takeUploads } from '@/lib/files/commands/uploads'
import { actorUserId } from '@/lib/kernel/actor'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { resumedAt, type CaseMoment } from '@/lib/sla/moments'
import { afterCustomerMessage, afterStaffMessage, type ReplyOutcome, type StatusFacts } from '../case'
import { routingProblem } from '../category'
import { attempt, type Outcome } from '../bulk'
import { Crossed } from '../field-change'
import type { AnswerInput, AnswerManyInput, CustomerReplyInput, NoteInput } from '../input'
import { canAnswer, canNote, canReplyAsCustomer } from '../policy'
import { articleWrites } from './articles'
import { assignmentWrites } from './claim'
import { sentDraftWrite } from './drafts'
import { givenWrites, routeHistory, routeTo, type Routed } from './route'
import { accepted, decideChange, lockCaseInWhichItGoesOn, lockVisibleCase, type LockedCase } from './lock'
import { messageWrite } from './message'
import { earlierCase, keyWrite, type FormKey } from './once'

/**
 * A customer's message on a case they see. A waiting case returns to where it was, a resolved one reopens within 14 days;
 * after that Conflict says to open a follow-up. One to a case that was merged arrives where that goes on. The same `key` again does
 * nothing. Throws NotFound, Forbidden, Conflict.
 */
export async function replyToCase(ctx: Ctx, input: CustomerReplyInput): Promise<void> {
  if (!canReplyAsCustomer(ctx.actor)) throw new Forbidden('cases.reply')
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockCaseInWhichItGoesOn(ctx, input.reference)
    if (!(await firstTime(ctx, supportCase, input.key, input))) return
    const status = accepted(afterCustomerMessage(supportCase, ctx.now))
    const moments: CaseMoment[] = []
    if (supportCase.status === 'waiting') moments.push(...resumedAt(ctx.now))
    if (supportCase.status === 'resolved') moments.push({ kind: 'reopened', at: ctx.now })
    const files = await takeUploads(ctx, input.files)
    const messageId = newId(ctx.now)
    const waiting = { status, customerWaitingSince: supportCase.customerWaitingSince ?? ctx.now }
    const { writes } = await decideChange(ctx, supportCase, waiting, moments)
    await writeAsHouse(ctx, writes)
    writeWithCommit(ctx, [
      messageWrite(ctx, supportCase, { id: messageId, by: 'customer', body: input.body }),
      ...attachmentWrites(ctx, files, { organisationId: supportCase.organisationId, caseId: supportCase.id, messageId }),
      ...replyWrites(ctx, supportCase, 'customer', status.status),
      sentDraftWrite(ctx, supportCase.id, 'reply'),
    ])
  })
}

/**
 * A public message of ours, sent with what happens next. It meets the running clock, starts the next one, and is mailed to
 * the requester and participants. One that has not `seen` the newest public message is held back, as a Conflict that names who
 * wrote it (AB-091). With a `category` the case is routed by it as `changeCategory` does, and then goes on by the outcome. What its author has begun to write is forgotten with it, unless it `keepsDraft`. The same `key` again does
 * nothing. Throws NotFound, Forbidden, Conflict.
 *
 * As part of a larger act (services.md §2) it `refers` the case to its account manager, which leaves the history to that act, or
 * asks the customer for a decision: every clock rests until they `decide`.
 */
export async function answerCase(
  ctx: Ctx,
  input: AnswerInput,
  { keepsDraft = false, refers = false, decide = false } = {},
): Promise<void> {
  const { actor } = ctx
  if (!canAnswer(actor)) throw new Forbidden('cases.answer')
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, input.reference)
    const [first, audience, missed] = await Promise.all([
      firstTime(ctx, supportCase, input.key, input),
      audienceOf(ctx, supportCase),
      missedMessage(ctx, supportCase, input),
    ])
    if (!first) return
    if (missed) throw missed
    const problem = routingProblem(supportCase, input.category)
    if (problem !== null) throw new Conflict(problem)
    const isRouted = refers || (input.category !== undefined && input.category !== supportCase.category)
    const route = isRouted ? await routeTo(ctx, supportCase, input.category ?? supportCase.category) : null
    const wants = input.take === true || (input.takeIfFree === true && supportCase.assigneeId === null)
    const takes = wants && input.outcome !== 'back_to_support' && route?.goes !== 'to_account_manager'
    const routed: Routed | null = takes && route?.goes === 'to_support' ? { ...route, holder: actor } : route
    const status = statusAfterAnswer(supportCase, routed, input.outcome)
    const files = await takeUploads(ctx, input.files)
    const messageId = newId(ctx.now)
    const own = input.outcome === 'back_to_support' ? { assigneeId: null } : takes ? { assigneeId: actor.userId } : {}
    const change = { ...routed?.change, ...own, status, answered: true, customerWaitingSince: null }
    const moments = momentsOfAnswer(ctx, supportCase, status.status, input.outcome, decide)
    const { next, writes } = await decideChange(ctx, supportCase, change, moments)
    const mails = audience.flatMap((recipientId) =>
      mailWrites(ctx, {
        kind: 'case_answered',
        recipientId,
        organisationId: supportCase.organisationId,
        caseId: supportCase.id,
        dedupeKey: `answer:${messageId}:${recipientId}`,
        facts: {
          messageId,
          status: status.status,
          previousStatus: supportCase.status,
          dueAt: next?.dueAt ?? null,
          decide: !decide ? null : recipientId === supportCase.requesterId ? 'reader' : 'others',
        },
      }),
    )
    writeWithCommit(ctx, [
      messageWrite(ctx, supportCase, { id: messageId, by: 'staff', body: input.body }),
      ...articleWrites(ctx, supportCase, { messageId, body: input.body }),
      ...attachmentWrites(ctx, files, { organisationId: supportCase.organisationId, caseId: supportCase.id, messageId }),
      ...writes,
      // Where it went is told by the larger act.
      ...replyWrites(ctx, supportCase, 'staff', refers ? supportCase.status : status.status),
      ...(routed && refers ? givenWrites(ctx, supportCase, routed) : []),
      ...(routed && !refers ? routeHistory(ctx, supportCase, { ...routed, status: status.status }, WITH_AN_ANSWER) : []),
      ...(takes && routed?.holder === undefined && supportCase.assigneeId !== actor.userId
        ? assignmentWrites(ctx, supportCase, { from: supportCase.assigneeId, to: actor })
        : []),
      ...(keepsDraft ? [] : [sentDraftWrite(ctx, supportCase.id, 'reply')]),
      ...mails,
    ])
  })
}

/** The words of the answer are the reason, and its own rows say what is due. */
const WITH_AN_ANSWER = { reason: null, metric: null, dueAt: null } as const

/** The status after an answer on a case that may be routed first. */
function statusAfterAnswer(supportCase: LockedCase, routed: Routed | null, outcome: ReplyOutcome) {
  const facts: StatusFacts = { ...supportCase, ...(routed && { status: routed.status, beforeWaiting: routed.beforeWaiting }) }
  return accepted(afterStaffMessage(facts, outcome))
}

/** Why a reply is held back that has not seen the newest public message of somebody else (AB-091). */
export async function missedMessage(
  ctx: TxCtx,
  supportCase: LockedCase,
  { seen, outcome }: AnswerInput,
): Promise<Conflict | undefined> {
  if (seen === undefined) return undefined
  const [newest] = await ctx.sql<{ id: string; authorId: string; author: string }[]>`
    select m.id, m.author_id as "authorId", u.name as author from case_messages m join users u on u.id = m.author_id
    where m.case_id = ${supportCase.id} order by m.created_at desc, m.id desc limit 1`
  if (!newest || newest.id === seen || newest.authorId === actorUserId(ctx.actor)) return undefined
  const wanted = afterStaffMessage(supportCase, outcome)
  return new Crossed(
    `Not sent: ${newest.author} wrote meanwhile. Read the new message above, then send again; your text is kept.`,
    supportCase,
    { field: 'status', stands: supportCase.status, wanted: wanted.kind === 'becomes' ? wanted.status : null },
  )
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
    const files = await takeUploads(ctx, input.files)
    const noteId = newId(ctx.now)
    const noted = ctx.sql`
      insert into case_notes (organisation_id, id, case_id, author_id, body, created_at)
      values (${supportCase.organisationId}, ${noteId}, ${supportCase.id}, ${actor.userId}, ${input.body}, ${ctx.now})`
    writeWithCommit(ctx, [
      noted,
      sentDraftWrite(ctx, supportCase.id, 'note'),
      ...attachmentWrites(ctx, files, { organisationId: supportCase.organisationId, caseId: supportCase.id, noteId }),
      ...historyWrites(
        ctx,
        { action: 'case.noted', audience: 'staff', organisationId: supportCase.organisationId, caseId: supportCase.id },
        { type: 'case.noted', audience: 'staff', facts: { number: supportCase.number } },
      ),
    ])
  })
}

async function firstTime(ctx: TxCtx, supportCase: LockedCase, key: string, words: unknown): Promise<boolean> {
  const userId = actorUserId(ctx.actor)
  if (userId === null) throw new Forbidden('cases.reply')
  const form: FormKey = { organisationId: supportCase.organisationId, userId, key, caseId: supportCase.id, words }
  const spent = await keyWrite(ctx, form)
  if (spent.length === 0) await earlierCase(ctx, form)
  return spent.length > 0
}

function replyWrites(ctx: TxCtx, supportCase: LockedCase, by: 'customer' | 'staff', status: string): Write[] {
  const changed = status !== supportCase.status
  return historyWrites(
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

function momentsOfAnswer(
  { now: at }: TxCtx,
  supportCase: LockedCase,
  status: string,
  outcome: ReplyOutcome,
  decide: boolean,
): CaseMoment[] {
  if (status === 'resolved')
    return [supportCase.status === 'resolved' ? { kind: 'staff_replied', at } : { kind: 'resolved', at, by: 'staff' }]
  const moments: CaseMoment[] = [{ kind: 'staff_replied', at }]
  if (supportCase.status === 'resolved') moments.push({ kind: 'reopened', at })
  if (outcome === 'wait') moments.push({ kind: 'paused', at, reason: decide ? 'customer_decision' : 'waiting_on_customer' })
  else if (supportCase.status === 'waiting') moments.push(...resumedAt(at))
  return moments
}

/** Everybody on the customer's side of the case, other than the actor. */
export async function audienceOf(ctx: TxCtx, supportCase: LockedCase): Promise<string[]> {
  const participants = await ctx.sql<
    { user_id: string }[]
  >`select user_id from case_participants where case_id = ${supportCase.id}`
  const people = new Set([supportCase.requesterId, ...participants.map((row) => row.user_id)])
  people.delete(actorUserId(ctx.actor) ?? '')
  return [...people]
}
