import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { named, visibleCases } from '@/lib/cases/queries/visible'
import { historyWrites } from '@/lib/events/commands'
import { accountManagerId } from '@/lib/identity/queries/account-manager'
import { mailWrites } from '@/lib/jobs/commands'
import type { Customer } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { parseMoney } from '@/lib/kernel/money'
import { dayOf, type Instant } from '@/lib/kernel/time'
import { endOfBusinessDay } from '@/lib/sla/business-days'
import { listRegions } from '@/lib/sla/queries'
import type { AskForQuoteInput } from '../input'
import { canAskForQuote } from '../policy'
import { QUOTE_WITHIN_DAYS, requestReference } from '../request'

/** What the customer is told at once: the number, and by when a quote comes. */
export type AskedQuote = { readonly reference: string; readonly quoteDueAt: Instant }

type Ground = { regionCode: string; currency: string; managerId: string; itemName: string | null; notice: number }

/**
 * Asks for a quote in the name of the customer's organisation: number, account manager or who stands in, the promise of a quote,
 * history and mails, all in one transaction. The same `key` again answers with the same request. Throws Forbidden for staff,
 * Invalid and Conflict with sentences for the form, NotFound for a case that they may not see.
 */
export async function askForQuote(ctx: Ctx, input: AskForQuoteInput): Promise<AskedQuote> {
  const { actor } = ctx
  if (!canAskForQuote(actor)) throw new Forbidden('services.ask')
  return inTransaction(ctx, async (ctx) => (await askedBefore(ctx, actor, input.key)) ?? ask(ctx, actor, input))
}

async function ask(ctx: TxCtx, actor: Customer, input: AskForQuoteInput): Promise<AskedQuote> {
  const { organisationId, userId } = actor
  const ground = await readGround(ctx, actor, input.itemCode)
  if (ground.itemName === null) throw new Invalid({ itemCode: ['Please choose one of the services that are billed.'] })
  if (ground.notice !== input.notice)
    throw new Conflict('The sentence that you ticked has changed meanwhile. Please read it again; your text is kept here.')
  if (input.wantedOn !== undefined && input.wantedOn < dayOf(ctx.now, actor.timeZone))
    throw new Invalid({ wantedOn: ['This day has passed. Please give a later one, or leave it empty.'] })
  const budget = input.budget === '' ? null : parseMoney(input.budget, ground.currency)
  if (input.budget !== '' && budget === null)
    throw new Invalid({ budget: [`Please give an amount in ${ground.currency} such as 12,000, or leave it empty.`] })
  const caseId = input.caseReference === undefined ? null : await caseOf(ctx, input.caseReference)
  const regions = await listRegions(ctx)
  const region = regions.find(({ code }) => code === ground.regionCode)
  if (!region) throw new NotFound('region')
  const quoteDueAt = endOfBusinessDay(region.calendar, ctx.now, QUOTE_WITHIN_DAYS)

  const requestId = newId(ctx.now)
  const [row] = await ctx.sql<{ number: number }[]>`
    insert into service_requests (organisation_id, id, number, form_key, item_code, title, goal, wanted_on, budget_minor, currency, source, case_id,
      requester_id, manager_id, notice_version, state, asked_at, quote_due_at, changed_at)
    values (${organisationId}, ${requestId}, nextval('service_request_numbers'), ${input.key}, ${input.itemCode}, ${input.title}, ${input.goal},
      ${input.wantedOn ?? null}, ${budget === null ? null : String(budget.minor)}, ${ground.currency}, ${caseId === null ? 'portal' : 'case'}, ${caseId},
      ${userId}, ${ground.managerId}, ${ground.notice}, 'new', ${ctx.now}, ${quoteDueAt}, ${ctx.now})
    on conflict (organisation_id, requester_id, form_key) do nothing returning number`
  // The same form, sent twice at once: the other one has committed.
  if (!row) return (await askedBefore(ctx, actor, input.key))!
  const reference = requestReference(row.number)
  const facts = { reference, title: input.title, itemName: ground.itemName, quoteDueAt }
  await writeTogether(ctx, [
    ctx.sql`
      insert into service_request_steps (organisation_id, id, request_id, from_state, to_state, actor_id, reason, at)
      values (${organisationId}, ${newId(ctx.now)}, ${requestId}, null, 'new', ${userId}, '', ${ctx.now})`,
    ...historyWrites(
      ctx,
      {
        action: 'request.asked',
        audience: 'customer',
        organisationId,
        subjectId: requestId,
        after: { reference, item: input.itemCode, notice: ground.notice, quoteDueAt, ...(caseId !== null && { caseId }) },
      },
      { type: 'request.changed', audience: 'staff' },
    ),
    ...mailWrites(ctx, {
      kind: 'request_received',
      recipientId: userId,
      organisationId,
      dedupeKey: `request-received:${requestId}`,
      facts,
    }),
    ...mailWrites(ctx, {
      kind: 'request_for_account_manager',
      recipientId: ground.managerId,
      organisationId,
      requestId,
      dedupeKey: `request-manager:${requestId}`,
      facts: { ...facts, goal: input.goal, requesterName: actor.name },
    }),
  ])
  return { reference, quoteDueAt }
}

async function readGround(ctx: TxCtx, { organisationId }: Customer, itemCode: string): Promise<Ground> {
  const [ground] = await ctx.sql<Ground[]>`
    select o.region_code as "regionCode", o.currency, ${accountManagerId(ctx)} as "managerId",
      (select i.name from service_items i where i.code = ${itemCode} and i.is_offered and not i.is_included) as "itemName",
      (select max(n.version) from service_notices n) as notice
    from organisations o where o.id = ${organisationId} and o.disabled_at is null`
  if (!ground) throw new NotFound('organisation')
  return ground
}

async function caseOf(ctx: TxCtx, reference: string): Promise<string> {
  const [found] = await ctx.sql<{ id: string }[]>`
    select c.id from cases c cross join installation i where ${named(ctx, reference)} and ${visibleCases(ctx)}`
  if (!found) throw new NotFound('case')
  return found.id
}

/** What an earlier sending of the same form was answered with. */
async function askedBefore(ctx: TxCtx, { organisationId, userId }: Customer, key: string): Promise<AskedQuote | undefined> {
  const [row] = await ctx.sql<{ number: number; quoteDueAt: Instant }[]>`
    select r.number, r.quote_due_at as "quoteDueAt" from service_requests r
    where r.organisation_id = ${organisationId} and r.requester_id = ${userId} and r.form_key = ${key}`
  return row && { reference: requestReference(row.number), quoteDueAt: row.quoteDueAt }
}
