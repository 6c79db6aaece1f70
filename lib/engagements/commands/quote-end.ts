import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeAsHouse, writeTogether } from '@/db/writes'
import type { Customer } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { liveGrant } from '../approval'
import { canApproveQuotes, canScope } from '../policy'
import { DECLINE_WORDS, staffPartiesOn, UNDO_MS, type QuoteParty } from '../quote'
import type { DeclineQuoteInput, UndoAcceptanceInput } from '../quote-input'
import { totalsOf } from '../quote-price'
import { approversOf } from '../queries/approvers'
import { grantsOf, versionsOf, type VersionRow } from '../queries/quote-rows'
import { requestReference } from '../request'
import { assertStep } from '../quote-step'
import { workOfRequest } from '../queries/work-rows'
import { lockQuoted, quoteMailWrites, requestStepWrites, stateWrite, stepWrites, type LockedRequest } from './quote-writes'
import { lapseHours } from './hours-end'
import { workStepWrites } from './work-writes'

async function customerParties(ctx: TxCtx, actor: Customer, version: VersionRow): Promise<QuoteParty[]> {
  const { organisationId, words } = version
  const question = { organisationId, userId: actor.userId, currency: words.currency, at: ctx.now }
  return [
    ...(liveGrant(await grantsOf(ctx, organisationId), question) ? (['approver'] as const) : []),
    ...(actor.isAdministrator ? (['organisation_administrator'] as const) : []),
  ]
}

/**
 * Declines the version that waits, with a reason: it is revised, or the request ends. For approvers and administrators of the
 * organisation. Throws NotFound, Forbidden, Conflict as the table says, Invalid where "other" is not explained.
 */
export async function declineQuote(ctx: Ctx, input: DeclineQuoteInput): Promise<void> {
  const { actor } = ctx
  if (!canApproveQuotes(actor)) throw new Forbidden('services.approve')
  await inTransaction(ctx, async (ctx) => {
    const request = await lockQuoted(ctx, input.reference)
    const version = (await versionsOf(ctx, request.id)).find(({ words }) => words.version === input.version)
    if (!version) throw new NotFound('quote')
    const reason = input.reason === '' ? input.code : `${input.code}: ${input.reason}`
    const parties = await customerParties(ctx, actor, version)
    assertStep({ from: version.state, to: 'declined', parties, reason }, version.words.reference)
    if (input.code === 'other' && input.reason === '') throw new Invalid({ reason: ['Please say in a few words why.'] })
    await writeAsHouse(ctx, [
      stateWrite(ctx, version, 'declined'),
      ...stepWrites(ctx, version, { from: version.state, to: 'declined', reason }),
      ...requestStepWrites(ctx, request, {
        from: 'quoted',
        to: input.then === 'revise' ? 'scoping' : 'withdrawn',
        reason: input.reason,
      }),
    ])
    const said = [DECLINE_WORDS[input.code], input.reason].filter((words) => words !== '').join(': ')
    await tell(ctx, request, version, 'declined', said, actor.name)
  })
}

/**
 * Takes an acceptance back within a day, while nothing has begun: the work is cancelled, the signatures stay, and the request is
 * scoped again. For an approver of the organisation or whoever scopes. Throws NotFound, Forbidden, Conflict when it is too late.
 */
export async function undoAcceptance(ctx: Ctx, { reference, reason }: UndoAcceptanceInput): Promise<void> {
  const { actor } = ctx
  if (!canApproveQuotes(actor) && !canScope(actor)) throw new Forbidden('services.approve')
  await inTransaction(ctx, async (ctx) => {
    const request = await lockQuoted(ctx, reference)
    const version = (await versionsOf(ctx, request.id)).findLast(({ state }) => state === 'accepted')
    if (!version) throw new NotFound('quote')
    const parties = canApproveQuotes(actor) ? await customerParties(ctx, actor, version) : staffPartiesOn(actor, version)
    assertStep({ from: 'accepted', to: 'withdrawn', parties, reason }, version.words.reference)
    if (version.acceptedAt === null || ctx.now >= version.acceptedAt + UNDO_MS)
      throw new Conflict('An acceptance is undone within 24 hours. Please agree on a change with the other side instead.')
    if (request.changesId !== null)
      throw new Conflict('A change that was accepted stays. Please agree on another change with the other side.')
    const work = await workOfRequest(ctx, reference)
    if (work.state !== 'planned')
      throw new Conflict('The work has begun. Please agree on a change with the other side, or ask to have it cancelled.')
    await writeAsHouse(ctx, [
      stateWrite(ctx, version, 'withdrawn'),
      // Where the work begins at this moment, what keeps the table refuses this.
      ctx.sql`
        update engagements set state = 'cancelled', changed_at = ${ctx.now}
        where organisation_id = ${version.organisationId} and id = ${work.id}`,
      ...workStepWrites(ctx, work, { from: 'planned', to: 'cancelled', reason }),
      ...stepWrites(ctx, version, { from: 'accepted', to: 'withdrawn', reason }),
      ...requestStepWrites(ctx, request, { from: 'accepted', to: 'scoping', reason }),
    ])
    await lapseHours(ctx, work)
    await tell(ctx, request, version, 'undone', reason, actor.name)
  })
}

async function tell(
  ctx: TxCtx,
  request: LockedRequest,
  version: VersionRow,
  news: 'declined' | 'undone' | 'expired',
  reason: string,
  by: string,
): Promise<void> {
  const approvers = await approversOf(ctx, request.organisationId)
  const people = [request.managerId, request.requesterId, ...approvers.map(({ userId }) => userId)]
  const me = 'userId' in ctx.actor ? ctx.actor.userId : ''
  const { total } = totalsOf(version.words.lines, version.words)
  await writeTogether(ctx, quoteMailWrites(ctx, version, { news, to: people.filter((id) => id !== me), by, reason, total }))
}

/** One batch of the job below. */
const BATCH = 50

/** Ends quotes whose last day has passed where their customer is; answers how many, fewer than a batch when none is left. For the system. */
export async function expireQuotes(ctx: Ctx): Promise<number> {
  if (ctx.actor.kind !== 'system') throw new Forbidden('services.expire')
  return inTransaction(ctx, async (ctx) => {
    const due = await ctx.sql<{ number: number }[]>`
      select r.number::int as number from quote_versions v join service_requests r on r.organisation_id = v.organisation_id and r.id = v.request_id
      where v.state in ('sent', 'partly_approved') and v.expires_at <= ${ctx.now} order by v.expires_at limit ${BATCH}`
    for (const { number } of due) {
      const request = await lockQuoted(ctx, requestReference(number))
      const version = (await versionsOf(ctx, request.id)).findLast(({ state }) => state === 'sent' || state === 'partly_approved')
      if (!version || version.expiresAt === null || version.expiresAt > ctx.now) continue
      assertStep({ from: version.state, to: 'expired', parties: ['system'], reason: '' }, version.words.reference)
      await writeTogether(ctx, [
        stateWrite(ctx, version, 'expired'),
        ...stepWrites(ctx, version, { from: version.state, to: 'expired', reason: '' }),
        ...requestStepWrites(ctx, request, { from: 'quoted', to: 'scoping', reason: '' }),
      ])
      await tell(ctx, request, version, 'expired', '', '')
    }
    return due.length
  })
}
