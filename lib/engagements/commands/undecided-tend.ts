import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { tendQuestion } from '../referral'
import { REQUEST_TRANSITIONS, type RequestState } from '../request'
import { refusalOf } from '../transition'
import { decide, tendDecision, type Undecided } from './undecided'
import { originOf } from './undecided-case'

/** One batch of the job, so that no transaction is long. */
const BATCH = 50

type Due = Undecided & { reminders: number; lapses: Instant; since: Instant; weOwe: boolean; by: string }

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
    select ${requestColumns(ctx)}, f.reminders::int as reminders, f.lapses_at as lapses, m.name as by,
      greatest(f.asked_at, w.at, x.at) as since,
      coalesce((w.at > f.asked_at and w.by_customer and (x.at is null or x.by_customer or w.at > x.at))
        or (x.at > f.asked_at and x.by_customer and (w.at is null or w.at <= x.at)), false) as "weOwe"
    from case_referrals f join service_requests r on r.organisation_id = f.organisation_id and r.id = f.request_id join users m on m.id = r.manager_id
      left join lateral (select z.created_at as at, z.author_kind = 'customer' as by_customer from case_messages z where z.case_id = f.case_id
        order by z.created_at desc, z.id desc limit 1) w on f.moves_case
      left join lateral (select z.at, exists (select from memberships b where b.organisation_id = z.organisation_id and b.user_id = z.author_id) as by_customer
        from service_request_messages z where z.request_id = f.request_id order by z.at desc, z.id desc limit 1) x on true
    where f.next_at <= ${ctx.now} order by f.next_at limit ${BATCH} for update of r, f skip locked`
  for (const request of due) {
    const { calendar } = await originOf(ctx, request.id)
    const tending = tendQuestion(calendar, { ...request, now: ctx.now })
    if (tending.kind === 'lapse') await end(ctx, request, 'lapsed', '')
    else await tendDecision(ctx, request, tending)
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
      and case when c.status = 'waiting' then c.status_before_waiting else c.status end <> 'with_account_manager'
    limit ${BATCH} for update of r, f skip locked`
  for (const request of left) await end(ctx, request, 'returned_to_support', 'The case went on without a service.')
  return left.length
}

async function end(ctx: TxCtx, request: Undecided, to: RequestState, reason: string): Promise<void> {
  const refusal = refusalOf(REQUEST_TRANSITIONS, { from: request.state, to, parties: ['system'], reason })
  if (refusal === null) await decide(ctx, request, { to, reason })
}

function requestColumns(ctx: TxCtx) {
  return ctx.sql`r.id, r.number::int as number, r.organisation_id as "organisationId", r.requester_id as "requesterId", r.manager_id as "managerId",
    r.title, r.goal, r.state`
}
