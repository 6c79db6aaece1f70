import 'server-only'
import type { TxCtx } from '@/db/context'
import type { Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { actorUserId } from '@/lib/kernel/actor'
import { NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { formatMoney, type Money } from '@/lib/kernel/money'
import type { ChangeReason } from '../change'
import type { QuoteState } from '../quote'
import type { RequestState } from '../request'
import { namedRequest, visibleRequests } from '../queries/visible'
import type { VersionRow } from '../queries/quote-rows'

/** A request whose quote is worked on, locked: two who change it wait for each other here. */
export type LockedRequest = {
  readonly id: string
  readonly organisationId: string
  readonly requesterId: string
  readonly managerId: string
  readonly title: string
  readonly state: RequestState
  readonly currency: string
  readonly regionCode: string
  readonly zone: string
  /** The engagement that it asks to change, and why. */
  readonly changesId: string | null
  readonly changeReason: ChangeReason | null
}

/** Locks the request that a reference names. Throws NotFound for one that the actor may not see. */
export async function lockQuoted(ctx: TxCtx, reference: string): Promise<LockedRequest> {
  const [request] = await ctx.sql<LockedRequest[]>`
    select r.id, r.organisation_id as "organisationId", r.requester_id as "requesterId", r.manager_id as "managerId", r.title, r.state, r.currency,
      o.region_code as "regionCode", o.time_zone as zone, r.changes_id as "changesId", r.change_reason as "changeReason"
    from service_requests r join organisations o on o.id = r.organisation_id
    where ${namedRequest(ctx, reference)} and ${visibleRequests(ctx)} for update of r`
  if (!request) throw new NotFound('request')
  return request
}

/** The new state of a version. */
export function stateWrite(ctx: TxCtx, { organisationId, id }: Pick<VersionRow, 'organisationId' | 'id'>, to: QuoteState): Write {
  return ctx.sql`update quote_versions set state = ${to}, changed_at = ${ctx.now} where organisation_id = ${organisationId} and id = ${id}`
}

/** What a step of a version leaves behind: its row, and the history. */
export function stepWrites(
  ctx: TxCtx,
  version: Pick<VersionRow, 'organisationId' | 'id' | 'words'>,
  { from, to, reason }: { from: QuoteState | null; to: QuoteState; reason: string },
  after: Record<string, unknown> = {},
): Write[] {
  const { organisationId, id, words } = version
  return [
    ctx.sql`
      insert into quote_steps (organisation_id, id, version_id, from_state, to_state, actor_id, reason, at)
      values (${organisationId}, ${newId(ctx.now)}, ${id}, ${from}, ${to}, ${actorUserId(ctx.actor)}, ${reason}, ${ctx.now})`,
    ...historyWrites(
      ctx,
      {
        action: to === 'sent' ? 'quote.sent' : from === null ? 'quote.begun' : 'quote.state_changed',
        audience: to === 'draft' || to === 'internal_review' || to === 'ready' ? 'staff' : 'customer',
        organisationId,
        subjectId: id,
        before: { state: from },
        after: { quote: words.reference, version: words.version, state: to, ...(reason !== '' && { reason }), ...after },
      },
      { type: 'request.changed', audience: 'staff' },
    ),
  ]
}

/** The request's own step that follows from its quote. */
export function requestStepWrites(
  ctx: TxCtx,
  { organisationId, id }: Pick<LockedRequest, 'organisationId' | 'id'>,
  { from, to, reason }: { from: RequestState; to: RequestState; reason: string },
): Write[] {
  return [
    ctx.sql`
      update service_requests set state = ${to}, changed_at = ${ctx.now}, quoted_at = coalesce(quoted_at, ${to === 'quoted' ? ctx.now : null}::timestamptz)
      where organisation_id = ${organisationId} and id = ${id}`,
    ctx.sql`
      insert into service_request_steps (organisation_id, id, request_id, from_state, to_state, actor_id, reason, at)
      select ${organisationId}::uuid, ${newId(ctx.now)}::uuid, ${id}::uuid, ${from}, ${to}, coalesce(${actorUserId(ctx.actor)}::uuid, r.manager_id), ${reason}, ${ctx.now}::timestamptz
      from service_requests r where r.organisation_id = ${organisationId} and r.id = ${id}`,
    ...historyWrites(
      ctx,
      {
        action: 'request.state_changed',
        audience: 'customer',
        organisationId,
        subjectId: id,
        before: { state: from },
        after: { state: to, ...(reason !== '' && { reason }) },
      },
      { type: 'request.changed', audience: 'staff' },
    ),
  ]
}

export type QuoteNews =
  | 'review'
  | 'ordered'
  | 'order_voided'
  | 'ready'
  | 'returned'
  | 'sent'
  | 'partly_approved'
  | 'accepted'
  | 'declined'
  | 'expired'
  | 'withdrawn'
  | 'undone'
  | 'reminder'

/** Mails about what became of a version, one to each of these people. `key` tells one occasion from the next, where there are several. */
export function quoteMailWrites(
  ctx: TxCtx,
  version: Pick<VersionRow, 'organisationId' | 'id' | 'requestId' | 'words' | 'revision'>,
  {
    news,
    to,
    by,
    reason,
    total,
    key,
    options,
    order,
    isChange,
  }: {
    news: QuoteNews
    to: readonly string[]
    by: string
    reason: string
    total: Money
    key?: string
    options?: { readonly offered: number; readonly chosen: number | null }
    /** Of an acceptance that came as an order outside the portal. */
    order?: { readonly number: string; readonly orderedBy: string; readonly recordedBy: string }
    /** Whether it changes work that was ordered before: that acceptance is not undone. */
    isChange?: boolean
  },
): Write[] {
  const { organisationId, id, requestId, words, revision } = version
  return [...new Set(to)].flatMap((recipientId) =>
    mailWrites(ctx, {
      kind: 'request_quote',
      recipientId,
      organisationId,
      requestId,
      dedupeKey: `quote:${id}:${news}:${key ?? revision}:${recipientId}`,
      facts: {
        ...{ reference: words.requestReference, title: words.title, news, by, reason },
        ...{ quote: words.reference, version: words.version, total: formatMoney(total), validUntil: words.validUntil },
        ...(options && { options }),
        ...(order && { order }),
        ...(isChange && { isChange }),
      },
    }),
  )
}
