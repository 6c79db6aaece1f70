import 'server-only'
import type { TxCtx } from '@/db/context'
import { writeAsHouse, writeTogether, type Write } from '@/db/writes'
import type { CaseCategory } from '@/lib/cases/case'
import { giveBackToSupport, referralWrites, resolveForService, type ToldReferral } from '@/lib/cases/commands/referral'
import { lockVisibleCase } from '@/lib/cases/commands/lock'
import { addNote, answerCase, replyToCase } from '@/lib/cases/commands/reply'
import type { ReferralStep } from '@/lib/cases/referral-step'
import { announce, historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { actorUserId } from '@/lib/kernel/actor'
import { Conflict, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { endOfBusinessDay } from '@/lib/sla/business-days'
import type { PreparedCalendar } from '@/lib/sla/calendar'
import { listRegions } from '@/lib/sla/queries'
import type { Level } from '@/lib/sla/support-policy'
import { openOnboarding } from '../queries/referrals'
import { caseAfter, lapsesAt, nextReminderAt, outcomeOf } from '../referral'
import { QUOTE_WITHIN_DAYS, requestReference, type RequestState } from '../request'

/** A request that nobody has decided, locked. */
export type Undecided = {
  readonly id: string
  readonly number: number
  readonly organisationId: string
  readonly requesterId: string
  readonly managerId: string
  readonly title: string
  readonly state: RequestState
}

/** What is decided, and in which words. `notice`: the version of the sentence that was ticked with a yes. */
export type Decision = { readonly to: RequestState; readonly reason: string; readonly notice?: number }

/** Where it came from. `caseReference` null once the case went on in another one. */
export type Origin = {
  readonly caseReference: string | null
  readonly shown: string
  readonly severity: Level
  readonly agentId: string
  readonly category: CaseCategory
  readonly movesCase: boolean
  readonly calendar: PreparedCalendar
  readonly notice: number
  readonly onboarding: { id: string } | null
}

/**
 * Takes a request that came from a case a step further, with what that does to the case and its clocks (services.md §2). The step has been
 * allowed by the table. Part of the transaction of `changeRequestState` or of a job. Throws Conflict and Invalid with sentences.
 */
export async function decide(ctx: TxCtx, request: Undecided, decision: Decision): Promise<void> {
  const origin = await originOf(ctx, request)
  if (decision.to === 'scoping') assertTicked(decision, origin)
  if (decision.to === 'included' && origin.onboarding === null)
    throw new Conflict('Their onboarding does not run now. Open one first, or let it last longer.')
  await actOnCase(ctx, request, origin, decision)
  await writeAsHouse(ctx, [
    requestWrite(ctx, request, origin, decision),
    referralWrite(ctx, request, origin, decision),
    ...stepWrites(ctx, request, decision),
    ...tellWrites(ctx, request, origin, decision),
  ])
  if (ctx.actor.kind === 'staff')
    await announce(ctx, { type: 'request.changed', audience: 'person', userId: request.requesterId })
}

function assertTicked({ notice }: Decision, origin: Origin): void {
  if (notice === undefined) throw new Invalid({ understood: ['Please tick this: without it we may not prepare a quote.'] })
  if (notice !== origin.notice)
    throw new Conflict('The sentence that you ticked has changed meanwhile. Please read it again, and say yes once more.')
}

async function originOf(ctx: TxCtx, { id }: Undecided): Promise<Origin> {
  const [row] = await ctx.sql<(Omit<Origin, 'calendar'> & { regionCode: string })[]>`
    select case when c.merged_into_id is null then i.case_prefix || '-' || c.number end as "caseReference", i.case_prefix || '-' || c.number as shown,
      c.severity, f.agent_id as "agentId", f.category, f.moves_case as "movesCase", o.region_code as "regionCode",
      (select max(n.version) from service_notices n) as notice, ${openOnboarding(ctx)} as onboarding
    from service_requests r cross join installation i join case_referrals f on f.request_id = r.id
      join cases c on c.organisation_id = f.organisation_id and c.id = f.case_id join organisations o on o.id = r.organisation_id
    where r.id = ${id} and f.ended_at is null`
  const region = row && (await listRegions(ctx)).find(({ code }) => code === row.regionCode)
  if (!region) throw new NotFound('referral')
  return { ...row, calendar: region.calendar }
}

/** What the step says on the case, and where the case goes. */
async function actOnCase(ctx: TxCtx, request: Undecided, origin: Origin, { to, reason }: Decision): Promise<void> {
  const { caseReference: reference, movesCase } = origin
  if (reference === null) return
  const told: ToldReferral = {
    ...{ step: stepOf(ctx, to), request: requestReference(request.number) },
    ...(ctx.actor.kind === 'staff' && to === 'returned_to_support' && { reason }),
  }
  const key = newId(ctx.now)
  if (!movesCase) {
    if (to !== 'awaiting_customer') await onlyTell(ctx, reference, told)
    return
  }
  switch (to) {
    case 'awaiting_customer':
      await answerCase(ctx, { key, reference, body: reason, outcome: 'wait' }, { decide: true })
      return
    case 'included':
      await answerCase(ctx, { key, reference, body: reason, outcome: 'resolve' })
      return onlyTell(ctx, reference, told)
    case 'returned_to_support':
    case 'declined_by_customer':
      if (ctx.actor.kind === 'customer') await replyToCase(ctx, { key, reference, body: reason })
      if (ctx.actor.kind === 'staff') await addNote(ctx, { key, reference, body: `This is support: ${reason}` })
      break
    default:
      break
  }
  if (caseAfter(to, origin.severity) === 'resolve') return resolveForService(ctx, reference, told)
  await giveBackToSupport(ctx, reference, origin, told)
}

async function onlyTell(ctx: TxCtx, reference: string, told: ToldReferral): Promise<void> {
  await writeAsHouse(ctx, referralWrites(ctx, await lockVisibleCase(ctx, reference), told))
}

function stepOf({ actor }: TxCtx, to: RequestState): ReferralStep {
  if (to === 'lapsed') return 'lapsed'
  const by = actor.kind === 'customer' ? 'customer' : actor.kind === 'staff' ? 'staff' : 'system'
  return outcomeOf(to, by) ?? 'referred'
}

function requestWrite(ctx: TxCtx, { organisationId, id }: Undecided, { calendar }: Origin, { to, notice }: Decision): Write {
  const quoteDueAt = to === 'scoping' ? endOfBusinessDay(calendar, ctx.now, QUOTE_WITHIN_DAYS) : null
  return ctx.sql`
    update service_requests set state = ${to}, changed_at = ${ctx.now}, quote_due_at = coalesce(${quoteDueAt}::timestamptz, quote_due_at),
      notice_version = coalesce(${to === 'scoping' ? (notice ?? null) : null}::integer, notice_version)
    where organisation_id = ${organisationId} and id = ${id}`
}

function referralWrite(ctx: TxCtx, { id }: Undecided, { calendar, onboarding }: Origin, { to }: Decision): Write {
  if (to === 'awaiting_customer')
    return ctx.sql`
      update case_referrals set decided_at = ${ctx.now}, asked_at = ${ctx.now}, lapses_at = ${lapsesAt(calendar, ctx.now)},
        next_at = ${nextReminderAt(calendar, ctx.now, 0)}
      where request_id = ${id} and ended_at is null`
  const outcome = outcomeOf(to, ctx.actor.kind === 'customer' ? 'customer' : ctx.actor.kind === 'staff' ? 'staff' : 'system')
  return ctx.sql`
    update case_referrals set decided_at = coalesce(decided_at, ${ctx.now}), outcome = ${outcome}, ended_at = ${ctx.now}, next_at = null,
      engagement_id = ${to === 'included' ? (onboarding?.id ?? null) : null}
    where request_id = ${id} and ended_at is null`
}

function stepWrites(ctx: TxCtx, request: Undecided, { to, reason }: Decision): Write[] {
  const { organisationId, id, managerId, state: from } = request
  return [
    ctx.sql`
      insert into service_request_steps (organisation_id, id, request_id, from_state, to_state, actor_id, reason, at)
      values (${organisationId}, ${newId(ctx.now)}, ${id}, ${from}, ${to}, ${actorUserId(ctx.actor) ?? managerId}, ${reason}, ${ctx.now})`,
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
function tellWrites(ctx: TxCtx, request: Undecided, origin: Origin, { to, reason }: Decision): Write[] {
  const { organisationId, id, title, managerId, requesterId } = request
  const { actor, now } = ctx
  const isToldOnCase = origin.movesCase && origin.caseReference !== null
  const ours = actor.kind === 'customer' || to === 'lapsed' ? [managerId] : []
  const theirs = actor.kind === 'customer' || (isToldOnCase && to !== 'returned_to_support') ? [] : [requesterId]
  const people = actor.kind === 'system' && to === 'returned_to_support' ? [] : [...ours, ...theirs]
  return people.flatMap((recipientId) =>
    mailWrites(ctx, {
      ...{ kind: 'request_changed', recipientId, organisationId, requestId: id, dedupeKey: `request:${id}:${to}:${recipientId}` },
      facts: {
        ...{ reference: requestReference(request.number), title, state: to, reason, caseReference: origin.shown },
        ...{ by: 'name' in actor ? actor.name : '', until: to === 'awaiting_customer' ? lapsesAt(origin.calendar, now) : null },
      },
    }),
  )
}

/** Reminds the customer who was asked, once more of so many times; nothing else changes. For the job. */
export async function remindOfDecision(
  ctx: TxCtx,
  request: Undecided & { reminders: number; askedAt: Instant; lapses: Instant; by: string },
) {
  const { calendar, shown } = await originOf(ctx, request)
  const { organisationId, id, title, requesterId, reminders, askedAt, lapses, by } = request
  await writeTogether(ctx, [
    ctx.sql`
      update case_referrals set reminders = ${reminders + 1}, next_at = ${nextReminderAt(calendar, askedAt, reminders + 1) ?? lapses}
      where request_id = ${id} and ended_at is null`,
    ...mailWrites(ctx, {
      ...{ kind: 'request_changed', recipientId: requesterId, organisationId, requestId: id },
      dedupeKey: `request:${id}:reminder:${reminders + 1}`,
      facts: {
        ...{ reference: requestReference(request.number), title, state: 'awaiting_customer', reason: '', by },
        ...{ caseReference: shown, until: lapses, isReminder: true },
      },
    }),
  ])
}
