import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { REQUEST_TRANSITIONS, type RequestState } from '../request'
import { refusalOf } from '../transition'
import { decide, remindOfDecision, type Undecided } from './undecided'

/** One batch of the job, so that no transaction is long. */
const BATCH = 50

type Due = Undecided & { reminders: number; askedAt: Instant; lapses: Instant; by: string }

/**
 * Reminds customers who were asked whether to prepare a quote, lets the question lapse after its last day, and ends what nobody decides
 * any more because the case went on or was solved without it. Answers how many it acted on. For the system; throws Forbidden.
 */
export async function tendUndecided(ctx: Ctx): Promise<number> {
  if (ctx.actor.kind !== 'system') throw new Forbidden('services.tend')
  return inTransaction(ctx, async (ctx) => (await tendAsked(ctx)) + (await endLeft(ctx)))
}

async function tendAsked(ctx: TxCtx): Promise<number> {
  const due = await ctx.sql<Due[]>`
    select ${requestColumns(ctx)}, f.reminders::int as reminders, f.asked_at as "askedAt", f.lapses_at as lapses, m.name as by
    from case_referrals f join service_requests r on r.organisation_id = f.organisation_id and r.id = f.request_id join users m on m.id = r.manager_id
    where f.next_at <= ${ctx.now} order by f.next_at limit ${BATCH} for update of r skip locked`
  for (const request of due) {
    if (request.lapses <= ctx.now) await end(ctx, request, 'lapsed', '')
    else await remindOfDecision(ctx, request)
  }
  return due.length
}

/** A case that was moved and has left its account manager by another way takes its question with it. */
async function endLeft(ctx: TxCtx): Promise<number> {
  const left = await ctx.sql<Undecided[]>`
    select ${requestColumns(ctx)} from case_referrals f
      join service_requests r on r.organisation_id = f.organisation_id and r.id = f.request_id
      join cases c on c.organisation_id = f.organisation_id and c.id = f.case_id
    where f.ended_at is null and f.moves_case
      and (case when c.status = 'waiting' then c.status_before_waiting else c.status end <> 'with_account_manager' or c.merged_into_id is not null)
    limit ${BATCH} for update of r skip locked`
  for (const request of left) await end(ctx, request, 'returned_to_support', 'The case went on without a service.')
  return left.length
}

async function end(ctx: TxCtx, request: Undecided, to: RequestState, reason: string): Promise<void> {
  const refusal = refusalOf(REQUEST_TRANSITIONS, { from: request.state, to, parties: ['system'], reason })
  if (refusal === null) await decide(ctx, request, { to, reason })
}

function requestColumns(ctx: TxCtx) {
  return ctx.sql`r.id, r.number::int as number, r.organisation_id as "organisationId", r.requester_id as "requesterId", r.manager_id as "managerId", r.title, r.state`
}
