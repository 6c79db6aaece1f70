import 'server-only'
import type { TxCtx } from '@/db/context'
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

/** What open pages should hear. A `person` event reaches the sessions of one user only. */
export type Announcement = {
  type: EventType
  audience: 'customer' | 'staff' | 'person'
  userId?: string
  facts?: Record<string, unknown>
}

/**
 * Writes the audit row of a change, and the live event that announces it, in the running transaction. Resolves when both
 * are written; callers may send further statements without awaiting it first.
 */
export async function record(ctx: TxCtx, change: Change, announcement?: Announcement): Promise<void> {
  const actorId = actorUserId(ctx.actor)
  const { organisationId } = change
  const caseId = change.caseId ?? null
  const written = ctx.sql`
    insert into audit_entries (at, actor_kind, actor_id, organisation_id, case_id, subject_id, action, audience, before, after, request_id)
    values (${ctx.now}, ${ctx.actor.kind}, ${actorId}, ${organisationId}, ${caseId}, ${change.subjectId ?? null}, ${change.action}, ${change.audience},
      ${jsonOrNull(change.before)}::jsonb, ${jsonOrNull(change.after)}::jsonb, ${ctx.requestId})`
  if (!announcement) return void (await written)
  ctx.tx.wakes.add('events')
  await ctx.sql`
    with written as (${written})
    insert into events (xid, at, organisation_id, case_id, user_id, audience, type, facts)
    values (pg_current_xact_id(), ${ctx.now}, ${organisationId}, ${caseId}, ${announcement.userId ?? null}, ${announcement.audience}, ${announcement.type},
      ${JSON.stringify(announcement.facts ?? {})}::jsonb)`
}

function jsonOrNull(value: Record<string, unknown> | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
