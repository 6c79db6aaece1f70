import 'server-only'
import { asActor, inTransaction, read, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { listOwnUploads } from '@/lib/files/queries'
import type { UploadView } from '@/lib/files/views'
import { findStaffActor } from '@/lib/identity/queries/staff-actor'
import { enqueue } from '@/lib/jobs/commands'
import type { JobPayload } from '@/lib/jobs/payloads'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, DomainError, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { refusalWords } from '../bulk'
import { afterStaffMessage } from '../case'
import { routingProblem } from '../category'
import type { AnswerInput, WaitingReplyInput } from '../input'
import { canAnswer } from '../policy'
import { named, visibleCases } from '../queries/visible'
import { sendsAt, unsentNote, type Sending } from '../sending'
import { addToReply, sentDraftWrite } from './drafts'
import { changing } from './field-change'
import { accepted, lockVisibleCase } from './lock'
import { answerCase, missedMessage } from './reply'

/** A reply that waits to be sent can be called back by this name, until then. */
export type Callable = { readonly draftId: string; readonly sendsAt: Instant }

/**
 * Sends a reply as `answerCase` does, after the time that its author keeps to call it back; at once, and null, where they keep
 * none or a promise would suffer. What is refused is refused now, and again should the case have changed by then; what crossed another message is remembered (AB-091). The same `key`
 * again does nothing. Throws NotFound, Forbidden, Conflict.
 */
export async function sendReply(ctx: Ctx, input: AnswerInput): Promise<Callable | null> {
  const { actor } = ctx
  if (!canAnswer(actor)) throw new Forbidden('cases.answer')
  const at = await read(ctx, (ctx) => sendingTime(ctx, actor, input.reference))
  if (at === null) {
    await changing(ctx, (ctx) => answerCase(ctx, input))
    return null
  }
  const { key: draftId, reference, body, ...sending } = input
  return changing(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    accepted(afterStaffMessage(supportCase, input.outcome))
    const problem = routingProblem(supportCase, input.category)
    if (problem !== null) throw new Conflict(problem)
    const missed = await missedMessage(ctx, supportCase, input)
    if (missed) throw missed
    const kept = await ctx.sql`
      insert into case_drafts (organisation_id, id, case_id, author_id, kind, body, version, saved_at, sends_at, sending)
      values (${supportCase.organisationId}, ${draftId}, ${supportCase.id}, ${actor.userId}, 'reply', ${body}, 1, ${ctx.now}, ${at},
        ${JSON.stringify(sending satisfies Sending)}::jsonb)
      on conflict do nothing`
    if (kept.count > 0) {
      await sentDraftWrite(ctx, supportCase.id, 'reply')
      await enqueue(ctx, 'cases.send_reply', { draftId, authorId: actor.userId }, { key: `send:${draftId}`, runAt: at })
    }
    return { draftId, sendsAt: at }
  })
}

async function sendingTime(ctx: TxCtx, { userId }: Staff, reference: string): Promise<Instant | null> {
  const [row] = await ctx.sql<{ undoSeconds: number; dueAt: Instant | null }[]>`
    select s.undo_seconds as "undoSeconds", c.next_due_at as "dueAt" from staff_members s, cases c cross join installation i
    where s.user_id = ${userId} and ${named(ctx, reference)} and ${visibleCases(ctx)}`
  return row === undefined ? null : sendsAt(ctx.now, row.undoSeconds, row.dueAt)
}

/**
 * Calls back a reply of the actor's that waits to be sent: its words are their draft again, and its files stand ready. Throws
 * NotFound when it is sent already, Forbidden.
 */
export async function callBackReply(
  ctx: Ctx,
  { draftId }: WaitingReplyInput,
): Promise<{ reference: string; files: UploadView[] }> {
  const { actor } = ctx
  if (!canAnswer(actor)) throw new Forbidden('cases.answer')
  return inTransaction(ctx, async (ctx) => {
    const waiting = await takeWaiting(ctx, draftId, actor.userId)
    if (!waiting) throw new NotFound('reply')
    await addToReply(ctx, waiting, actor.userId, waiting.body)
    return { reference: waiting.reference, files: await listOwnUploads(ctx, waiting.sending.files ?? []) }
  })
}

/**
 * `cases.send_reply`: the wait is over. What cannot be sent any more, because somebody wrote or the case changed meanwhile, is its
 * author's draft again, and they are told why; where the author has left meanwhile, a note on the case for those who go on with it.
 * Finds nothing when it was called back. For the system alone.
 */
export async function sendWaitingReply(ctx: Ctx, { draftId, authorId }: JobPayload<'cases.send_reply'>): Promise<void> {
  if (ctx.actor.kind !== 'system') throw new Forbidden('cases.send_reply')
  const author = await findStaffActor(ctx, authorId)
  if (!author) return keepAsNote(ctx, draftId, authorId)
  const asAuthor = asActor(ctx, author)
  try {
    await inTransaction(asAuthor, async (ctx) => {
      const waiting = await takeWaiting(ctx, draftId, authorId)
      if (!waiting) return
      // The database's clock called this job, and ours may be behind: later is right, earlier is a promise broken.
      if (waiting.sendsAt > ctx.now) throw new Error('a reply was called before its time')
      const { files, ...how } = waiting.sending
      await answerCase(
        ctx,
        { ...how, key: draftId, reference: waiting.reference, body: waiting.body, files: files && [...files] },
        { keepsDraft: true },
      )
    })
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'unavailable') throw error
    await giveBack(asAuthor, author, draftId, refusalWords(error))
  }
}

async function giveBack(ctx: Ctx, author: Staff, draftId: string, reason: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const waiting = await takeWaiting(ctx, draftId, author.userId)
    if (!waiting) return
    await addToReply(ctx, waiting, author.userId, waiting.body)
    await record(
      ctx,
      {
        action: 'case.reply_held_back',
        audience: 'staff',
        organisationId: waiting.organisationId,
        caseId: waiting.caseId,
        subjectId: author.userId,
        after: { reason },
      },
      { type: 'case.noted', audience: 'staff', facts: { number: waiting.number } },
    )
  })
}

/** Nobody sends in the name of somebody who has left, and what they wrote is not lost with them. */
async function keepAsNote(ctx: Ctx, draftId: string, authorId: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const waiting = await takeWaiting(ctx, draftId, authorId)
    if (!waiting) return
    const { organisationId, caseId, number } = waiting
    await ctx.sql`
      insert into case_notes (organisation_id, id, case_id, author_id, body, created_at)
      values (${organisationId}, ${newId(ctx.now)}, ${caseId}, ${authorId}, ${unsentNote(waiting.body)}, ${ctx.now})`
    await record(
      ctx,
      { action: 'case.noted', audience: 'staff', organisationId, caseId },
      { type: 'case.noted', audience: 'staff', facts: { number } },
    )
  })
}

type Waiting = {
  organisationId: string
  caseId: string
  number: number
  reference: string
  body: string
  sendsAt: Instant
  sending: Sending
}

async function takeWaiting(ctx: TxCtx, draftId: string, authorId: string): Promise<Waiting | undefined> {
  const [waiting] = await ctx.sql<Waiting[]>`
    delete from case_drafts d using cases c, installation i
    where d.id = ${draftId} and d.author_id = ${authorId} and d.sends_at is not null and c.organisation_id = d.organisation_id
      and c.id = d.case_id and ${visibleCases(ctx)}
    returning d.organisation_id as "organisationId", d.case_id as "caseId", c.number, i.case_prefix || '-' || c.number as reference, d.body,
      d.sends_at as "sendsAt", d.sending`
  return waiting
}
