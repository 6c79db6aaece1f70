import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { wakeForDecision } from '@/lib/cases/commands/referral'
import { announce, historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import type { WriteOnRequestInput } from '../input'
import { canScope } from '../policy'
import { isApprover, namedRequest, visibleRequests } from '../queries/visible'
import { canWriteOn, type RequestState } from '../request'

type Written = {
  id: string
  organisationId: string
  requesterId: string
  managerId: string
  title: string
  state: RequestState
  isApprover: boolean
}

/**
 * Writes on an open request, to the other side, who is mailed: the account manager, or whoever asked. The same `key` again does
 * nothing. Throws NotFound for a request that the actor may not see, Forbidden for staff who do not scope, Conflict for one that ended.
 */
export async function writeOnRequest(ctx: Ctx, { key, reference, body }: WriteOnRequestInput): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'customer' && !canScope(actor)) throw new Forbidden('services.write')
  await inTransaction(ctx, async (ctx) => {
    const [request] = await ctx.sql<Written[]>`
      select r.id, r.organisation_id as "organisationId", r.requester_id as "requesterId", r.manager_id as "managerId", r.title, r.state, ${isApprover(ctx)} as "isApprover"
      from service_requests r where ${namedRequest(ctx, reference)} and ${visibleRequests(ctx)} for update of r`
    if (!request) throw new NotFound('request')
    const { id, organisationId, requesterId, managerId, title } = request
    if (!canWriteOn(actor, request))
      throw new Conflict(`${reference} has ended meanwhile. Your text is kept here: open a new request, or a case, with it.`)
    const messageId = newId(ctx.now)
    const written = await ctx.sql`
      insert into service_request_messages (organisation_id, id, request_id, author_id, form_key, body, at)
      values (${organisationId}, ${messageId}, ${id}, ${actor.userId}, ${key}, ${body}, ${ctx.now})
      on conflict (request_id, author_id, form_key) do nothing returning id`
    if (written.length === 0) return
    if (actor.kind === 'customer' && request.state === 'awaiting_customer') await wakeCaseOf(ctx, id)
    const told = (actor.kind === 'staff' ? [requesterId] : [managerId, requesterId]).filter((person) => person !== actor.userId)
    await writeTogether(ctx, [
      ...historyWrites(
        ctx,
        { action: 'request.written', audience: 'customer', organisationId, subjectId: id, after: { reference } },
        { type: 'request.changed', audience: 'staff' },
      ),
      ...told.flatMap((recipientId) =>
        mailWrites(ctx, {
          kind: 'request_written',
          recipientId,
          organisationId,
          requestId: id,
          dedupeKey: `request-message:${messageId}:${recipientId}`,
          facts: { reference, title, by: actor.name, body },
        }),
      ),
    ])
    if (actor.kind === 'staff') await announce(ctx, { type: 'request.changed', audience: 'person', userId: requesterId })
  })
}

/** Any message of the customer wakes a case that waits for their decision (services.md §2). */
async function wakeCaseOf(ctx: TxCtx, requestId: string): Promise<void> {
  const [asked] = await ctx.sql<{ reference: string; askedAt: Instant }[]>`
    select i.case_prefix || '-' || c.number as reference, f.asked_at as "askedAt" from case_referrals f cross join installation i
      join cases c on c.organisation_id = f.organisation_id and c.id = f.case_id
    where f.request_id = ${requestId} and f.ended_at is null and f.moves_case and f.asked_at is not null`
  if (asked) await wakeForDecision(ctx, asked.reference, asked.askedAt)
}
