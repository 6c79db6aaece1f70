import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { isWithManager } from '@/lib/cases/case'
import { lockVisibleCase, type LockedCase } from '@/lib/cases/commands/lock'
import { referralWrites } from '@/lib/cases/commands/referral'
import { answerCase } from '@/lib/cases/commands/reply'
import { historyWrites } from '@/lib/events/commands'
import { accountManagerId } from '@/lib/identity/queries/account-manager'
import { mailWrites } from '@/lib/jobs/commands'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { listRegions } from '@/lib/sla/queries'
import type { ReferCaseInput } from '../input'
import { canRefer } from '../policy'
import { undecidedRequestOf } from '../queries/referrals'
import { decisionDueAt, REFERRAL_REASON_WORDS, referralOffer, referralProblem } from '../referral'
import { requestReference } from '../request'

type Ground = {
  regionCode: string
  currency: string
  managerId: string
  managerName: string
  itemName: string | null
  notice: number
}

/**
 * Passes what a customer asks for beyond support to their account manager, or who stands in, as a request that is not decided
 * yet (services.md §2). The reply is a public message and counts as one; the clocks run on. At the levels 3 and 4 the whole case goes,
 * and the agent follows it; of a more urgent one only the project part does, and support keeps the fault. All in one transaction; the
 * same `key` again answers with the same request. Throws Forbidden, NotFound, Conflict with the reason, Invalid beside a field.
 */
export async function referCase(ctx: Ctx, input: ReferCaseInput): Promise<{ reference: string }> {
  const { actor } = ctx
  if (!canRefer(actor)) throw new Forbidden('services.refer')
  return inTransaction(ctx, (ctx) => refer(ctx, actor, input))
}

async function refer(ctx: TxCtx, actor: Staff, input: ReferCaseInput): Promise<{ reference: string }> {
  const supportCase = await lockVisibleCase(ctx, input.reference)
  const { organisationId, id: caseId, requesterId, severity, category, status } = supportCase
  const earlier = await referredBefore(ctx, supportCase, input.key)
  if (earlier !== null) return { reference: earlier }
  const problem = referralProblem({ status, request: await undecidedRequestOf(ctx, caseId) })
  if (problem !== null) throw new Conflict(problem)
  const { ground, dueAt } = await groundOf(ctx, supportCase, input.itemCode)
  if (ground.itemName === null) throw new Invalid({ itemCode: ['Please choose one of the services that are billed.'] })
  const hasManager = isWithManager(supportCase)
  const offer = referralOffer({ status, severity, hasManager, requests: [] })
  if (offer !== input.offer)
    throw new Conflict(
      'The level of this case, or who has it, changed meanwhile. Open this form again: what the customer reads depends on it.',
    )
  if (input.reply === '' && !hasManager) throw new Invalid({ reply: ['Please tell the customer who answers now.'] })

  const moves = offer !== 'part'
  const requestId = newId(ctx.now)
  const [made] = await ctx.sql<{ number: number }[]>`
    insert into service_requests (organisation_id, id, number, form_key, item_code, title, goal, currency, source, case_id, requester_id, manager_id,
      notice_version, state, asked_at, quote_due_at, changed_at)
    values (${organisationId}, ${requestId}, nextval('service_request_numbers'), ${input.key}, ${input.itemCode}, ${input.title}, ${input.goal},
      ${ground.currency}, 'referral', ${caseId}, ${requesterId}, ${ground.managerId}, ${ground.notice}, 'referred', ${ctx.now}, ${dueAt}, ${ctx.now})
    returning number::int as number`
  const reference = requestReference(made!.number)
  if (input.reply !== '')
    await answerCase(
      ctx,
      {
        ...{ key: input.key, reference: input.reference, body: input.reply, outcome: 'keep_open', seen: input.seen },
        ...(offer === 'whole' && { category: 'project_or_data' }),
      },
      { refers: offer === 'whole' },
    )
  const reason = REFERRAL_REASON_WORDS[input.why]
  const step = moves ? 'referred' : 'referred_in_part'
  await writeTogether(ctx, [
    ctx.sql`
      insert into case_referrals (organisation_id, id, case_id, request_id, agent_id, reason, moves_case, category, referred_at, due_at)
      values (${organisationId}, ${newId(ctx.now)}, ${caseId}, ${requestId}, ${actor.userId}, ${input.why}, ${moves}, ${category}, ${ctx.now}, ${dueAt})`,
    ctx.sql`
      insert into service_request_steps (organisation_id, id, request_id, from_state, to_state, actor_id, reason, at)
      values (${organisationId}, ${newId(ctx.now)}, ${requestId}, null, 'referred', ${actor.userId}, '', ${ctx.now})`,
    ctx.sql`
      insert into case_followers (organisation_id, case_id, user_id, since) values (${organisationId}, ${caseId}, ${actor.userId}, ${ctx.now})
      on conflict (case_id, user_id) do nothing`,
    ...referralWrites(ctx, supportCase, { step, request: reference, manager: ground.managerName }),
    ...historyWrites(
      ctx,
      {
        ...{ action: 'request.asked', audience: 'customer', organisationId, subjectId: requestId },
        after: { reference, item: input.itemCode, notice: ground.notice, dueAt, caseId },
      },
      { type: 'request.changed', audience: 'staff' },
    ),
    ...(ground.managerId === actor.userId
      ? []
      : mailWrites(ctx, {
          ...{ kind: 'request_changed', recipientId: ground.managerId, organisationId, requestId },
          dedupeKey: `request:${requestId}:referred`,
          facts: {
            ...{ reference, title: input.title, state: 'referred', reason, by: actor.name },
            ...{ caseReference: input.reference, until: dueAt },
          },
        })),
  ])
  return { reference }
}

async function groundOf(
  ctx: TxCtx,
  { organisationId }: LockedCase,
  itemCode: string,
): Promise<{ ground: Ground; dueAt: Instant }> {
  const [ground] = await ctx.sql<Ground[]>`
    select o.region_code as "regionCode", o.currency, u.id as "managerId", u.name as "managerName",
      (select i.name from service_items i where i.code = ${itemCode} and i.is_offered and not i.is_included) as "itemName",
      (select max(n.version) from service_notices n) as notice
    from organisations o join users u on u.id = ${accountManagerId(ctx)} where o.id = ${organisationId}`
  const region = ground && (await listRegions(ctx)).find(({ code }) => code === ground.regionCode)
  if (!region) throw new NotFound('organisation')
  return { ground, dueAt: decisionDueAt(region.calendar, ctx.now) }
}

/** What an earlier sending of the same form was answered with. */
async function referredBefore(ctx: TxCtx, { organisationId, requesterId }: LockedCase, key: string): Promise<string | null> {
  const [row] = await ctx.sql<{ number: number }[]>`
    select number::int as number from service_requests
    where organisation_id = ${organisationId} and requester_id = ${requesterId} and form_key = ${key}`
  return row ? requestReference(row.number) : null
}
