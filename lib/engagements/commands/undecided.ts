import 'server-only'
import type { TxCtx } from '@/db/context'
import { writeAsHouse, writeTogether, type Write } from '@/db/writes'
import { announce, historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { actorUserId } from '@/lib/kernel/actor'
import { Conflict, Invalid } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { endOfBusinessDay } from '@/lib/sla/business-days'
import { decisionProblem, endsCase, lapsesAt, nextReminderAt, outcomeOf, sideOf, type Tending } from '../referral'
import { QUOTE_WITHIN_DAYS, requestReference, type RequestState } from '../request'
import { actOnCase, originOf, type Origin } from './undecided-case'
import type { AskedRequest } from './return-to-support'

/** A request that nobody has decided, locked. */
export type Undecided = AskedRequest & { readonly id: string; readonly managerId: string; readonly state: RequestState }

/** What is decided, and in which words. `notice`: the version of the sentence that was ticked with a yes. */
export type Decision = { readonly to: RequestState; readonly reason: string; readonly notice?: number }

/**
 * Takes a request that came from a case a step further, with what that does to the case and its clocks (services.md §2). The step has been
 * allowed by the table. Part of the transaction of `changeRequestState` or of a job. Throws Conflict and Invalid with sentences.
 */
export async function decide(ctx: TxCtx, request: Undecided, decision: Decision): Promise<void> {
  const origin = await originOf(ctx, request.id)
  const problem = decisionProblem(decision.to, origin)
  if (problem !== null) throw new Conflict(problem)
  if (decision.to === 'scoping') assertTicked(decision, origin)
  if (decision.to === 'included' && origin.onboarding === null)
    throw new Conflict('Their onboarding does not run now. Open one first, or let it last longer.')
  const goesOnIn = await actOnCase(ctx, request, origin, decision)
  await writeAsHouse(ctx, [
    requestWrite(ctx, request, origin, decision, goesOnIn),
    referralWrite(ctx, request, origin, decision),
    ...stepWrites(ctx, request, decision),
    ...(await tellWrites(ctx, request, origin, decision, goesOnIn)),
  ])
  if (ctx.actor.kind === 'staff')
    await announce(ctx, { type: 'request.changed', audience: 'person', userId: request.requesterId })
}

function assertTicked({ notice }: Decision, origin: Origin): void {
  if (notice === undefined) throw new Invalid({ understood: ['Please tick this: without it we may not prepare a quote.'] })
  if (notice !== origin.notice)
    throw new Conflict('The sentence that you ticked has changed meanwhile. Please read it again, and say yes once more.')
}

function requestWrite(
  ctx: TxCtx,
  { organisationId, id }: Undecided,
  { calendar }: Origin,
  { to, notice }: Decision,
  goesOnIn: string | null,
): Write {
  const quoteDueAt = to === 'scoping' ? endOfBusinessDay(calendar, ctx.now, QUOTE_WITHIN_DAYS) : null
  return ctx.sql`
    update service_requests set state = ${to}, changed_at = ${ctx.now}, quote_due_at = coalesce(${quoteDueAt}::timestamptz, quote_due_at),
      notice_version = coalesce(${to === 'scoping' ? (notice ?? null) : null}::integer, notice_version),
      case_id = coalesce((select c.id from cases c cross join installation i where i.case_prefix || '-' || c.number = ${goesOnIn}), case_id)
    where organisation_id = ${organisationId} and id = ${id}`
}

function referralWrite(ctx: TxCtx, { id }: Undecided, { calendar, onboarding }: Origin, { to }: Decision): Write {
  if (to === 'awaiting_customer')
    return ctx.sql`
      update case_referrals set decided_at = ${ctx.now}, asked_at = ${ctx.now}, lapses_at = ${lapsesAt(calendar, ctx.now)},
        next_at = ${nextReminderAt(calendar, ctx.now, 0)}
      where request_id = ${id} and ended_at is null`
  return ctx.sql`
    update case_referrals set decided_at = coalesce(decided_at, ${ctx.now}), outcome = ${outcomeOf(to, sideOf(ctx.actor.kind))}, ended_at = ${ctx.now},
      next_at = null, engagement_id = ${to === 'included' ? (onboarding?.id ?? null) : null}
    where request_id = ${id} and ended_at is null`
}

function stepWrites(ctx: TxCtx, request: Undecided, { to, reason }: Decision): Write[] {
  const { organisationId, id, state: from } = request
  return [
    ctx.sql`
      insert into service_request_steps (organisation_id, id, request_id, from_state, to_state, actor_id, reason, at)
      values (${organisationId}, ${newId(ctx.now)}, ${id}, ${from}, ${to}, ${actorUserId(ctx.actor)}, ${reason}, ${ctx.now})`,
    ...historyWrites(
      ctx,
      {
        ...{ action: 'request.state_changed', audience: 'customer', organisationId, subjectId: id, before: { state: from } },
        after: { reference: requestReference(request.number), state: to, ...(reason !== '' && { reason }) },
      },
      { type: 'request.changed', audience: 'staff' },
    ),
  ]
}

/** Who is told by mail; nobody twice: what is said on the case, or becomes of it, is mailed as such. */
async function tellWrites(
  ctx: TxCtx,
  request: Undecided,
  origin: Origin,
  { to, reason }: Decision,
  goesOnIn: string | null,
): Promise<Write[]> {
  const { organisationId, id, title, managerId, requesterId } = request
  const { actor, now } = ctx
  const deciders = await decidersOf(ctx, request)
  const caseTells = origin.movesCase && (to === 'awaiting_customer' || to === 'included' || endsCase(to, levelOf(origin)))
  const ours = actor.kind === 'customer' || actor.kind === 'system' ? [managerId] : []
  // The case mails whoever asked, while they are there to read it.
  const theirs = actor.kind === 'customer' ? [] : deciders.filter((person) => !(caseTells && person === requesterId))
  const isQuiet = actor.kind === 'system' && to === 'returned_to_support'
  return [...ours, ...(isQuiet ? [] : theirs)].flatMap((recipientId) =>
    mailWrites(ctx, {
      ...{ kind: 'request_changed', recipientId, organisationId, requestId: id, dedupeKey: `request:${id}:${to}:${recipientId}` },
      facts: {
        ...{
          reference: requestReference(request.number),
          title,
          state: to,
          reason,
          caseReference: goesOnIn ?? origin.caseReference,
        },
        ...{ by: 'name' in actor ? actor.name : '', until: to === 'awaiting_customer' ? lapsesAt(origin.calendar, now) : null },
      },
    }),
  )
}

const levelOf = ({ movesCase, severity: level }: Origin) => ({ movesCase, level })

/** Whoever asked, or the administrators of their organisation once they are gone. */
async function decidersOf(ctx: TxCtx, { organisationId, requesterId }: Undecided): Promise<string[]> {
  const people = await ctx.sql<{ userId: string; isRequester: boolean }[]>`
    select m.user_id as "userId", m.user_id = ${requesterId} as "isRequester" from memberships m join users u on u.id = m.user_id and u.disabled_at is null
    where m.organisation_id = ${organisationId} and m.ended_at is null and (m.user_id = ${requesterId} or m.role = 'administrator')
    order by m.created_at, m.user_id`
  const asked = people.filter(({ isRequester }) => isRequester)
  return (asked.length > 0 ? asked : people).map(({ userId }) => userId)
}

/** Reminds whoever was asked, or only looks again later, as the rule says. For the job. */
export async function tendDecision(
  ctx: TxCtx,
  request: Undecided & { by: string },
  tending: Exclude<Tending, { kind: 'lapse' }>,
): Promise<void> {
  const { caseReference } = await originOf(ctx, request.id)
  const { organisationId, id, title, by } = request
  const { kind, reminders, nextAt, lapses } = tending
  const people = kind === 'remind' ? await decidersOf(ctx, request) : []
  await writeTogether(ctx, [
    ctx.sql`
      update case_referrals set reminders = ${reminders}, next_at = ${nextAt}, lapses_at = ${lapses} where request_id = ${id} and ended_at is null`,
    ...people.flatMap((recipientId) =>
      mailWrites(ctx, {
        ...{ kind: 'request_changed', recipientId, organisationId, requestId: id },
        dedupeKey: `request:${id}:reminder:${ctx.now}:${recipientId}`,
        facts: {
          ...{ reference: requestReference(request.number), title, state: 'awaiting_customer', reason: '', by },
          ...{ caseReference, until: lapses, isReminder: true },
        },
      }),
    ),
  ])
}
