import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { isTaken } from '@/db/failures'
import { asOne, type Given, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { attachmentWrites, takeUploads } from '@/lib/files/commands/uploads'
import type { Customer } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { decideCaseMoments } from '@/lib/sla/commands'
import { statusOfNewCase } from '../case'
import { caseIdOf, firstMessageIdOf } from '../gateway'
import { OpenCaseInput } from '../input'
import { caseReference } from '../number'
import { canOpenCase, mustFollowUp } from '../policy'
import { severityFor } from '../severity'
import { lockVisibleCase } from './lock'
import { messageWrite } from './message'
import { knownGround, readGround, sameGround, type Ground } from './ground'
import { OTHER_WORDS } from './once'

/** What the customer is told at once: the number, and by when a person answers. */
export type OpenedCase = { readonly reference: string; readonly firstAnswerDueAt: Instant | null }

/**
 * Opens a case for the customer's organisation: level from the two answers, number, first message, clock, history, the mail
 * that acknowledges it, all in one transaction. The same `key` again returns the same case. Throws Forbidden for staff,
 * Invalid and Conflict with sentences for the form.
 */
export async function openCase(ctx: Ctx, input: OpenCaseInput): Promise<OpenedCase> {
  const { actor } = ctx
  if (!canOpenCase(actor)) throw new Forbidden('cases.open')
  return (await openAtOnce(ctx, actor, input)) ?? inTransaction(ctx, (ctx) => open(ctx, actor, input))
}

/**
 * Opens a case in which we answer what a customer asked elsewhere: theirs, in their words, while the history says who opened it.
 * In the running transaction; the caller has decided that it may.
 */
export function openCaseFor(ctx: TxCtx, requester: Requester, input: OpenCaseInput): Promise<OpenedCase> {
  return open(ctx, requester, input)
}

type Requester = Pick<Customer, 'organisationId' | 'userId'>

/**
 * Opens a case on the ground that is known of its organisation, in one message with `begin` and `commit`: most cases ask nothing that
 * must be read first. Null, with nothing written, when this one does, when the ground is no longer the same or the form was sent before.
 */
async function openAtOnce(ctx: Ctx, requester: Requester, input: OpenCaseInput): Promise<OpenedCase | null> {
  const ground = knownGround(ctx, requester.organisationId)
  const asksMore = input.followUpOf !== undefined || (input.files ?? []).length > 0
  if (!ground || asksMore || statusOfNewCase(input.category) === 'with_account_manager' || ctx.tx) return null
  try {
    const { sent, firstAnswerDueAt } = await inTransaction(ctx, (ctx) => sendAtOnce(ctx, requester, input, ground))
    const [row] = await sent
    return row ? { reference: caseReference(ground.casePrefix, row.number), firstAnswerDueAt } : null
  } catch (error) {
    if (isTaken(error)) return null
    throw error
  }
}

async function sendAtOnce(ctx: TxCtx, requester: Requester, input: OpenCaseInput, ground: Ground) {
  const found = { ground, managerId: null, followUpOfId: null }
  const opening = await decideOpening(ctx, formOf(requester, input), input, found, {
    case: ctx.sql`from opened`,
    mail: ctx.sql`from ground where exists (select from opened)`,
  })
  const first = ctx.sql`
    ground as (${sameGround(ctx, requester.organisationId, ground)}),
    opened as (${opening.caseWrite(ctx.sql`ground.number`, ctx.sql`from ground`)})`
  const answer = ctx.sql`number, case when shares then ask_to_share_out(${ground.regionCode}) end from ground`
  const writes = opening.writes([], ctx.sql`(select number from ground)`)
  // Not awaited: `commit` goes along.
  const sent = asOne<{ number: number }[]>(ctx.sql, writes, { first, answer }).execute()
  return { sent, firstAnswerDueAt: opening.firstAnswerDueAt }
}

async function open(ctx: TxCtx, requester: Requester, input: OpenCaseInput): Promise<OpenedCase> {
  const form = formOf(requester, input)
  // Whatever would be refused by now: a form that was answered is answered the same.
  const before = await openedBefore(ctx, form)
  if (before) return before
  const forManager = statusOfNewCase(input.category) === 'with_account_manager'
  const { ground, managerId, number } = await readGround(ctx, requester.organisationId, forManager)
  const followUpOfId = input.followUpOf === undefined ? null : await followedCase(ctx, input.followUpOf)
  const opening = await decideOpening(ctx, form, input, { ground, managerId, followUpOfId })
  // The case goes ahead: of two that are sent at once, the second waits here for the first.
  const made = await opening.caseWrite(ctx.sql`${number}::bigint`, ctx.sql`on conflict do nothing`)
  if (made.length === 0) {
    const first = await openedBefore(ctx, form)
    if (!first) throw new Error(`number ${number} is taken: the sequence of case numbers is behind`)
    return first
  }
  const files = await takeUploads(ctx, input.files)
  await Promise.all([
    asOne(ctx.sql, opening.writes(files, ctx.sql`${number}::bigint`)),
    ...(forManager ? [] : [ctx.sql`select ask_to_share_out(${ground.regionCode})`]),
  ])
  return { reference: caseReference(ground.casePrefix, number), firstAnswerDueAt: opening.firstAnswerDueAt }
}

/** A form as it was sent: whose it is, and the rows it opens. */
type Form = Requester & { caseId: string; messageId: string }

function formOf({ organisationId, userId }: Requester, { key, ...words }: OpenCaseInput): Form {
  const caseId = caseIdOf({ organisationId, userId, key })
  return { organisationId, userId, caseId, messageId: firstMessageIdOf(caseId, words) }
}

type Found = {
  ground: Ground
  managerId: string | null
  followUpOfId: string | null
}

type Opening = {
  firstAnswerDueAt: Instant | null
  /** The case under its number, an expression of SQL; `rest` says from where, or what when it is there. */
  caseWrite: (number: PendingQuery<Row[]>, rest: PendingQuery<Row[]>) => Write
  /** What stands in the case and comes of it, to be written after it or given it. */
  writes: (files: Awaited<ReturnType<typeof takeUploads>>, number: PendingQuery<Row[]>) => Write[]
}

async function decideOpening(
  ctx: TxCtx,
  form: Form,
  input: OpenCaseInput,
  found: Found,
  given?: { case: Given; mail: Given },
): Promise<Opening> {
  const { organisationId, userId, caseId, messageId } = form
  const { ground, managerId, followUpOfId } = found
  const { regionCode, calendarId, policyVersionId } = ground
  const workaround = input.workaround ?? 'acceptable'
  const severity = severityFor(input.impact, workaround)
  const status = statusOfNewCase(input.category)
  const details = kept({ username: input.username, site: input.site, project: input.project, browser: input.browser })
  const { next, writes } = await decideCaseMoments(
    ctx,
    { organisationId, caseId, level: severity, policyVersionId, calendarId, resolved: false, lastAnswerAt: null },
    [{ kind: 'opened', at: ctx.now }],
    given?.case,
  )
  const dueAt = next?.dueAt ?? null
  const mail = { organisationId, caseId }
  return {
    firstAnswerDueAt: dueAt,
    caseWrite: (number, rest) => ctx.sql`
      insert into cases (organisation_id, id, number, requester_id, category, subject, impact, workaround, worse_note, severity, status, region_code, calendar_id,
        policy_version_id, assignee_id, channel, details, follow_up_of_id, opened_at, last_activity_at, customer_waiting_since,
        next_metric, next_due_at, next_at_risk_at, next_target_minutes, next_calendar_id)
      select ${organisationId}, ${caseId}, ${number}, ${userId}, ${input.category}, ${input.subject}, ${input.impact}, ${workaround},
        ${input.worseNote || null}, ${severity}, ${status}, ${regionCode}, ${calendarId}, ${policyVersionId}, ${managerId}, 'portal',
        ${JSON.stringify(details)}::jsonb, ${followUpOfId}, ${ctx.now}, ${ctx.now}, ${ctx.now},
        ${next?.metric ?? null}, ${dueAt}, ${next?.atRiskAt ?? null}, ${next?.targetMinutes ?? null}, ${next?.calendarId ?? null}
      ${rest} returning true as made`,
    writes: (files, number) => [
      messageWrite(
        ctx,
        { organisationId, id: caseId },
        { id: messageId, by: 'customer', authorId: userId, body: input.body },
        given?.case,
      ),
      ...attachmentWrites(ctx, files, { organisationId, caseId, messageId }, given?.case),
      ...writes,
      ...historyWrites(
        ctx,
        {
          action: 'case.opened',
          audience: 'customer',
          organisationId,
          caseId,
          after: { severity, status, dueAt, channel: 'portal' },
        },
        { type: 'case.changed', audience: 'customer', numberOf: number },
        given?.case,
      ),
      ...mailWrites(
        ctx,
        { ...mail, kind: 'case_received', recipientId: userId, dedupeKey: `received:${caseId}`, facts: { dueAt, severity } },
        given?.mail,
      ),
      ...(managerId === null
        ? []
        : mailWrites(
            ctx,
            { ...mail, kind: 'case_for_account_manager', recipientId: managerId, dedupeKey: `manager:${caseId}` },
            given?.mail,
          )),
    ],
  }
}

/** What an earlier sending of the same form was answered with, if there was one. Throws Conflict when it was sent with other words. */
async function openedBefore(ctx: TxCtx, { organisationId, caseId, messageId }: Form): Promise<OpenedCase | null> {
  const [earlier] = await ctx.sql<(OpenedCase & { said: boolean })[]>`
    select i.case_prefix || '-' || c.number as reference,
      (select due_at from sla_clocks k where k.case_id = c.id and k.metric = 'first_response' order by k.started_at limit 1) as "firstAnswerDueAt",
      exists (select from case_messages m where m.organisation_id = c.organisation_id and m.id = ${messageId}) as said
    from cases c cross join installation i where c.organisation_id = ${organisationId} and c.id = ${caseId}`
  if (!earlier) return null
  const { said, ...opened } = earlier
  if (!said) throw new Conflict(OTHER_WORDS)
  return opened
}

async function followedCase(ctx: TxCtx, reference: string): Promise<string> {
  const earlier = await lockVisibleCase(ctx, reference)
  if (!mustFollowUp(earlier, ctx.now))
    throw new Invalid({ followUpOf: [`${reference} can still be answered: write there, and it continues.`] })
  return earlier.id
}

function kept(details: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== ''))
}
