import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeAsHouse, writeTogether } from '@/db/writes'
import { isUnresolved, type CaseStatus } from '@/lib/cases/case'
import { addNote } from '@/lib/cases/commands/reply'
import { named } from '@/lib/cases/queries/visible'
import { announce, historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { actorUserId, type Actor } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { ChangeRequestStateInput } from '../input'
import { canScope } from '../policy'
import { versionsOf } from '../queries/quote-rows'
import { namedRequest, visibleRequests } from '../queries/visible'
import { isUndecided, partiesOn, requestReference, REQUEST_TRANSITIONS, type RequestState } from '../request'
import { refusalOf } from '../transition'
import { assertStep } from '../quote-step'
import { openCaseOfRequest } from './return-to-support'
import { decide } from './undecided'
import { stateWrite, stepWrites } from './quote-writes'

type Locked = {
  id: string
  number: number
  organisationId: string
  requesterId: string
  managerId: string
  title: string
  goal: string
  state: RequestState
  isReferred: boolean
  /** The case it came from, or where that goes on. */
  origin: (CaseOfRequest & { status: CaseStatus }) | null
}

type CaseOfRequest = { reference: string; caseId: string }

/**
 * Takes a request to another state, by the table of request.ts, with its step, the history and a mail to the other side. Returning
 * it to support goes on in the case it came from while that is open, else in a case of its own in the requester's words.
 * Throws NotFound for a request that the actor may not see, Forbidden and Conflict as the table says, Invalid without a reason.
 */
export async function changeRequestState(ctx: Ctx, input: ChangeRequestStateInput): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'customer' && !canScope(actor)) throw new Forbidden('services.change')
  await inTransaction(ctx, async (ctx) => {
    const request = await lockRequest(ctx, input.reference)
    const { to, reason } = input
    if (isSaidAgain(actor, request, to)) return
    assertAllowed(actor, request, to, reason)
    if (isUndecided(request.state)) return decide(ctx, request, { to, reason, notice: input.understood && input.notice })
    const answeredIn = to === 'returned_to_support' ? await returnToSupport(ctx, request, reason) : null
    const { organisationId, id, state: from } = request
    const withCase = answeredIn === null ? ctx.sql`` : ctx.sql`, case_id = ${answeredIn.caseId}`
    await ctx.sql`
      update service_requests set state = ${to}, changed_at = ${ctx.now} ${withCase} where organisation_id = ${organisationId} and id = ${id}`
    if (from === 'quoted') await withdrawOpenQuote(ctx, id, reason)
    await writeTogether(ctx, [
      ctx.sql`
        insert into service_request_steps (organisation_id, id, request_id, from_state, to_state, actor_id, reason, at)
        values (${organisationId}, ${newId(ctx.now)}, ${id}, ${from}, ${to}, ${actorUserId(actor)}, ${reason}, ${ctx.now})`,
      ...historyWrites(
        ctx,
        {
          action: 'request.state_changed',
          audience: 'customer',
          organisationId,
          subjectId: id,
          before: { state: from },
          after: { reference: input.reference, state: to, ...(reason !== '' && { reason }) },
        },
        { type: 'request.changed', audience: 'staff' },
      ),
      ...mailWrites(ctx, {
        kind: 'request_changed',
        recipientId: actor.kind === 'staff' ? request.requesterId : request.managerId,
        organisationId,
        requestId: id,
        dedupeKey: `request:${id}:${to}`,
        facts: {
          reference: input.reference,
          title: request.title,
          state: to,
          reason,
          by: actor.name,
          caseReference: answeredIn?.reference ?? null,
        },
      }),
    ])
    if (actor.kind === 'staff') await announce(ctx, { type: 'request.changed', audience: 'person', userId: request.requesterId })
  })
}

/** A second press of the same yes, which asks for one quote. */
function isSaidAgain(actor: Actor, { isReferred, state }: Locked, to: RequestState): boolean {
  return actor.kind === 'customer' && isReferred && to === 'scoping' && state === 'scoping'
}

function assertAllowed(actor: Actor, request: Locked, to: RequestState, reason: string): void {
  const parties = partiesOn(actor, request)
  switch (refusalOf(REQUEST_TRANSITIONS, { from: request.state, to, parties, reason })) {
    case 'unlisted':
      throw new Conflict(
        `${requestReference(request.number)} has moved on since you opened this page. Reload it and see where it stands now.`,
      )
    case 'not_theirs':
      throw new Forbidden('services.change')
    case 'needs_reason':
      throw new Invalid({
        reason: [
          to === 'awaiting_customer' || to === 'included'
            ? 'Please write what the customer reads.'
            : 'Please say why: the other side reads it.',
        ],
      })
  }
}

async function lockRequest(ctx: TxCtx, reference: string): Promise<Locked> {
  const [request] = await ctx.sql<Omit<Locked, 'origin'>[]>`
    select r.id, r.number, r.organisation_id as "organisationId", r.requester_id as "requesterId", r.manager_id as "managerId", r.title, r.goal, r.state,
      r.source = 'referral' as "isReferred"
    from service_requests r where ${namedRequest(ctx, reference)} and ${visibleRequests(ctx)} for update of r`
  if (!request) throw new NotFound('request')
  const [origin] = await ctx.sql<NonNullable<Locked['origin']>[]>`
    with recursive way as (
      select c.id, c.number, c.status, c.merged_into_id from service_requests r
        join cases c on c.organisation_id = r.organisation_id and c.id = r.case_id
      where r.organisation_id = ${request.organisationId} and r.id = ${request.id}
      union all
      select t.id, t.number, t.status, t.merged_into_id from way w join cases t on t.id = w.merged_into_id)
    select i.case_prefix || '-' || w.number as reference, w.id as "caseId", w.status from way w cross join installation i
    where w.merged_into_id is null`
  return { ...request, origin: origin ?? null }
}

/** A request that is withdrawn takes its open quote with it. */
async function withdrawOpenQuote(ctx: TxCtx, requestId: string, reason: string): Promise<void> {
  const open = (await versionsOf(ctx, requestId)).find(({ state }) => state === 'sent' || state === 'partly_approved')
  if (!open) return
  const step = { from: open.state, to: 'withdrawn', reason: reason === '' ? 'The request was withdrawn.' : reason } as const
  assertStep({ ...step, parties: ['system'] }, open.words.reference)
  await writeAsHouse(ctx, [stateWrite(ctx, open, 'withdrawn'), ...stepWrites(ctx, open, step)])
}

/** Where our support answers what was asked: the case it came from while that is open, else a case of its own. */
async function returnToSupport(ctx: TxCtx, request: Locked, reason: string): Promise<CaseOfRequest> {
  const { origin } = request
  const answeredIn = origin !== null && isUnresolved(origin.status) ? origin : await openedFor(ctx, request)
  const words = `It was asked as ${requestReference(request.number)}, “${request.title}”, and belongs to support: ${reason}`
  await addNote(ctx, { key: newId(ctx.now), reference: answeredIn.reference, body: words })
  return answeredIn
}

async function openedFor(ctx: TxCtx, request: Locked): Promise<CaseOfRequest> {
  const reference = await openCaseOfRequest(ctx, request, request.goal)
  const [opened] = await ctx.sql<{ caseId: string }[]>`
    select c.id as "caseId" from cases c cross join installation i where ${named(ctx, reference)}`
  return { reference, caseId: opened!.caseId }
}
