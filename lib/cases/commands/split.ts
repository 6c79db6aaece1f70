import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { accountManagerId } from '@/lib/identity/queries/account-manager'
import { enqueue, mailWrites } from '@/lib/jobs/commands'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { decideCaseMoments } from '@/lib/sla/commands'
import { statusOfNewCase } from '../case'
import { caseReference } from '../number'
import { canSplit } from '../policy'
import { findSplitMessage, type SplitMessage } from '../queries/split'
import { momentsOfSplit, splitProblem, statusAfterSplit, type SplitInput } from '../split'
import { linkWrite } from './links'
import { lockVisibleCase, type LockedCase } from './lock'
import { earlierCase, keyWrite } from './once'

type StaffTx = TxCtx & { readonly actor: Staff }

/**
 * Makes a customer's message a case of its own: of the same organisation, asked by its author, with its words and files, which stay in
 * the old case too. Level, policy and region are those of the old case, and whoever saw the message sees the new case; the promise counts from
 * the arrival of the message (`momentsOfSplit`). Both are linked and say so; the author is told by mail. The same `key` again
 * answers with the same case. Throws NotFound, Forbidden, Conflict with the reason.
 */
export async function splitMessage(ctx: Ctx, input: SplitInput): Promise<{ reference: string }> {
  if (!canSplit(ctx.actor)) throw new Forbidden('cases.split')
  return inTransaction(ctx, (ctx) => split(ctx as StaffTx, input))
}

async function split(ctx: StaffTx, input: SplitInput): Promise<{ reference: string }> {
  const old = await lockVisibleCase(ctx, input.reference)
  const message = await findSplitMessage(ctx, old.id, input.messageId)
  const problem = splitProblem(message)
  if (problem !== null) throw new Conflict(problem)
  const caseId = newId(ctx.now)
  const { key, ...words } = input
  const form = { organisationId: old.organisationId, userId: ctx.actor.userId, key, caseId, words }
  const spent = await keyWrite(ctx, form)
  if (spent.length === 0) return { reference: await referenceOf(ctx, await earlierCase(ctx, form)) }

  const ground = await readGround(ctx, old, statusOfNewCase(input.category) === 'with_account_manager')
  const made: LockedCase = {
    ...old,
    id: caseId,
    number: ground.number,
    reference: caseReference(ground.casePrefix, ground.number),
    requesterId: message.authorId,
  }
  const status = statusAfterSplit(input.category, message.firstAnswerAt)
  const promise = await decideCaseMoments(
    ctx,
    {
      organisationId: old.organisationId,
      caseId,
      level: old.severity,
      policyVersionId: old.policyVersionId,
      calendarId: old.calendarId,
      resolved: false,
      lastAnswerAt: null,
    },
    momentsOfSplit(message, ctx.now),
  )
  const { next } = promise
  await ctx.sql`
    insert into cases (organisation_id, id, number, requester_id, category, subject, impact, workaround, severity, status, region_code, calendar_id,
      policy_version_id, assignee_id, channel, details, opened_at, last_activity_at, last_public_staff_message_at, customer_waiting_since,
      next_metric, next_due_at, next_at_risk_at, next_target_minutes, next_calendar_id)
    select organisation_id, ${caseId}, ${made.number}, ${made.requesterId}, ${input.category}, ${input.subject}, impact, workaround, severity, ${status},
      region_code, calendar_id, policy_version_id, ${ground.managerId ?? old.assigneeId}, 'desk', details, ${message.arrivedAt}, ${ctx.now},
      ${message.firstAnswerAt}, ${message.arrivedAt},
      ${next?.metric ?? null}, ${next?.dueAt ?? null}, ${next?.atRiskAt ?? null}, ${next?.targetMinutes ?? null}, ${next?.calendarId ?? null}
    from cases where organisation_id = ${old.organisationId} and id = ${old.id}`
  const firstAnswerDueAt = next?.metric === 'first_response' ? next.dueAt : null
  await copyMessage(ctx, old, made, message)
  await writeTogether(ctx, [
    ...promise.writes,
    linkWrite(ctx, made, old, 'split_from'),
    ...splitHistory(ctx, old, made, { severity: old.severity, status, dueAt: firstAnswerDueAt, channel: 'desk' }),
    ...mailWrites(ctx, {
      kind: 'case_received',
      recipientId: made.requesterId,
      organisationId: old.organisationId,
      caseId,
      dedupeKey: `received:${caseId}`,
      facts: { dueAt: firstAnswerDueAt, severity: old.severity, splitFrom: old.reference },
    }),
    ...(ground.managerId === null
      ? []
      : mailWrites(ctx, {
          kind: 'case_for_account_manager',
          recipientId: ground.managerId,
          organisationId: old.organisationId,
          caseId,
          dedupeKey: `manager:${caseId}`,
        })),
  ])
  return { reference: made.reference }
}

async function readGround(ctx: TxCtx, { organisationId }: LockedCase, forManager: boolean) {
  const [ground] = await ctx.sql<{ casePrefix: string; number: number; managerId: string | null }[]>`
    select i.case_prefix as "casePrefix", nextval('case_numbers') as number, ${forManager ? accountManagerId(ctx) : null}::uuid as "managerId"
    from organisations o cross join installation i where o.id = ${organisationId}`
  return ground!
}

async function referenceOf(ctx: TxCtx, caseId: string): Promise<string> {
  const [earlier] = await ctx.sql<{ reference: string }[]>`
    select i.case_prefix || '-' || c.number as reference from cases c cross join installation i where c.id = ${caseId}`
  return earlier!.reference
}

/** The words with their files, under ids of their own; the bytes are kept once. And whoever could read them. */
async function copyMessage(ctx: TxCtx, old: LockedCase, made: LockedCase, message: SplitMessage): Promise<void> {
  const messageId = newId(ctx.now)
  await ctx.sql`
    insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
    select organisation_id, ${messageId}, ${made.id}, author_id, author_kind, body, created_at from case_messages
    where organisation_id = ${old.organisationId} and id = ${message.id}`
  const waiting = await ctx.sql<{ id: string }[]>`
    with copied as (
      insert into attachments (organisation_id, id, case_id, message_id, position, uploader_id, storage_key, name, media_type, size, sha256, width, height,
        preview, created_at, is_missing)
      select organisation_id, gen_random_uuid(), ${made.id}, ${messageId}, position, uploader_id, storage_key, name, media_type, size, sha256, width, height,
        preview, created_at, is_missing
      from attachments where organisation_id = ${old.organisationId} and message_id = ${message.id} returning id, preview)
    select id from copied where preview = 'waiting'`
  for (const { id } of waiting) await enqueue(ctx, 'files.preview', { fileId: id }, { key: `preview:${id}` })
  await ctx.sql`
    insert into case_participants (organisation_id, case_id, user_id, added_at)
    select ${old.organisationId}, ${made.id}, p.user_id, ${ctx.now}
    from (select ${old.requesterId}::uuid as user_id union select user_id from case_participants where case_id = ${old.id}) p
    where p.user_id <> ${made.requesterId} on conflict do nothing`
}

function splitHistory(ctx: TxCtx, old: LockedCase, made: LockedCase, opened: Record<string, unknown>): Write[] {
  const of = ({ organisationId, id, number }: LockedCase, action: 'case.opened' | 'case.split', after: Record<string, unknown>) =>
    historyWrites(
      ctx,
      { action, audience: 'customer', organisationId, caseId: id, after },
      { type: 'case.changed', audience: 'customer', facts: { number } },
    )
  return [
    ...of(made, 'case.opened', opened),
    ...of(made, 'case.split', { other: old.reference, way: 'from' }),
    ...of(old, 'case.split', { other: made.reference, way: 'to' }),
  ]
}
