import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import type { TxCtx } from '@/db/context'
import { writeTogether, type Given, type Write } from '@/db/writes'
import { actorUserId } from '@/lib/kernel/actor'
import type { AuditAction, EventType } from './event'

/** What changed. `before`/`after` hold only the fields that changed; `audience` says whether the customer may read it. */
export type Change = {
  action: AuditAction
  audience: 'customer' | 'staff'
  organisationId: string | null
  caseId?: string
  /** The person or object the change is about, where it is not the case. */
  subjectId?: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** What open pages should hear. A `person` event reaches the sessions of one user only, one for `everyone` whoever is signed in. */
export type Announcement = {
  type: EventType
  audience: 'customer' | 'staff' | 'person' | 'everyone'
  userId?: string
  /** The number of the case, where only the statement that writes it knows it: an expression of SQL. */
  numberOf?: PendingQuery<Row[]>
  facts?: Record<string, unknown>
}

/** The audit row of a change and the live event that announces it, to be written in the transaction of the change. */
export function historyWrites(ctx: TxCtx, change: Change, announcement?: Announcement, given: Given = ctx.sql``): Write[] {
  const { organisationId } = change
  const caseId = change.caseId ?? null
  const audited = ctx.sql`
    insert into audit_entries (at, actor_kind, actor_id, organisation_id, case_id, subject_id, action, audience, before, after, request_id)
    select ${ctx.now}, ${ctx.actor.kind}, ${actorUserId(ctx.actor)}, ${organisationId}, ${caseId}, ${change.subjectId ?? null}, ${change.action},
      ${change.audience}, ${jsonOrNull(change.before)}::jsonb, ${jsonOrNull(change.after)}::jsonb, ${ctx.requestId} ${given}`
  if (!announcement) return [audited]
  ctx.tx.wakes.add('events')
  const { numberOf, facts = {} } = announcement
  const told = numberOf ? ctx.sql`jsonb_build_object('number', ${numberOf})` : ctx.sql`${JSON.stringify(facts)}::jsonb`
  const announced = ctx.sql`
    insert into events (xid, at, organisation_id, case_id, user_id, audience, type, facts)
    select pg_current_xact_id(), ${ctx.now}, ${organisationId}, ${caseId}, ${announcement.userId ?? null}, ${announcement.audience},
      ${announcement.type}, ${told} ${given}`
  return [audited, announced]
}

/**
 * Writes the audit row of a change, and the live event that announces it, in the running transaction. Resolves when both
 * are written; callers may send further statements without awaiting it first.
 */
export async function record(ctx: TxCtx, change: Change, announcement?: Announcement): Promise<void> {
  await writeTogether(ctx, historyWrites(ctx, change, announcement))
}

/** Tells open pages of something that is no change of a record, such as news that were read; in the running transaction. */
export async function announce(ctx: TxCtx, { type, audience, userId, facts }: Announcement): Promise<void> {
  ctx.tx.wakes.add('events')
  await ctx.sql`
    insert into events (xid, at, user_id, audience, type, facts)
    values (pg_current_xact_id(), ${ctx.now}, ${userId ?? null}, ${audience}, ${type}, ${JSON.stringify(facts ?? {})}::jsonb)`
}

function jsonOrNull(value: Record<string, unknown> | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
