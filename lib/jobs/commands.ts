import 'server-only'
import type { TxCtx } from '@/db/context'
import { writeTogether, type Given, type Write } from '@/db/writes'
import { actorUserId } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { mailIdOf } from './gateway'
import type { JobName, JobPayload, MailKind } from './payloads'

/**
 * Orders a job in the running transaction: it runs after the commit, at least once, and never after a roll-back. The same `key`
 * again replaces an order that has not begun.
 */
export async function enqueue<N extends JobName>(
  ctx: TxCtx,
  name: N,
  payload: JobPayload<N>,
  options: { key?: string; runAt?: Instant } = {},
): Promise<void> {
  ctx.tx.wakes.add('jobs')
  // The queue reads the database's clock: what it is told is how long to wait.
  const waits = options.runAt === undefined ? null : (options.runAt - ctx.now) / 1_000
  await writeTogether(ctx, [
    ctx.sql`insert into job_orders (job, payload, key, run_at)
      values (${name}, ${JSON.stringify(payload)}::json, ${options.key ?? null}, clock_timestamp() + make_interval(secs => ${waits}))`,
  ])
}

export type MailOrder = {
  kind: MailKind
  recipientId: string
  organisationId: string | null
  caseId?: string
  /** The request for a service that it is about: the mail stands among its recipient's notifications too, unless they acted themselves. */
  requestId?: string
  /** The same key is queued once: a repeated act sends one mail. */
  dedupeKey: string
  /** What the words need and the database will not know later, such as a one-time link or a due time as promised. */
  facts?: Record<string, unknown>
}

/**
 * The outbox row of a mail and the order to deliver it, to be written in the transaction of the act. In an installation flagged
 * `replay` the row is kept as suppressed and nothing is ordered. `given`: where the `kind` of the installation stands, with a
 * condition, for a mail about what the same statement makes, which nobody can have ordered before.
 */
export function mailWrites(ctx: TxCtx, order: MailOrder, given?: Given): Write[] {
  ctx.tx.wakes.add('jobs')
  const id = mailIdOf(order.dedupeKey)
  const from = given ?? ctx.sql`from installation where true`
  return [
    ctx.sql`
      insert into outbox (id, organisation_id, case_id, kind, recipient_id, facts, status, created_at)
      select ${id}::uuid, ${order.organisationId}::uuid, ${order.caseId ?? null}::uuid, ${order.kind}, ${order.recipientId}::uuid,
        ${JSON.stringify(order.facts ?? {})}::jsonb, case when kind = 'replay' then 'suppressed' else 'waiting' end, ${ctx.now}::timestamptz
      ${from} ${given ? ctx.sql`` : ctx.sql`on conflict do nothing`}`,
    ctx.sql`
      insert into job_orders (job, payload)
      select 'email.deliver', ${JSON.stringify({ outboxId: id })}::json ${from} and kind <> 'replay'`,
    ...(order.requestId === undefined || order.recipientId === actorUserId(ctx.actor) ? [] : [noticeWrite(ctx, order)]),
  ]
}

/**
 * What the mail says, as a notification on the side to which its mail leads: the desk for who is staff, a member of theirs or not.
 * None for whom the mail is kept from, because they belong to neither side any more. Its job tells it.
 */
function noticeWrite(ctx: TxCtx, { kind, recipientId, organisationId, requestId, dedupeKey, facts = {} }: MailOrder): Write {
  return ctx.sql`
    insert into notifications (id, person_id, side, organisation_id, request_id, kind, facts, dedupe_key, on_page, by_mail, happened_at, tell_at)
    select ${newId(ctx.now)}::uuid, ${recipientId}::uuid, p.side,
      ${organisationId}::uuid, ${requestId!}::uuid, ${kind}, ${JSON.stringify(facts)}::jsonb, ${dedupeKey}, true, false, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz
    from (select case
        when exists (select from staff_members s where s.user_id = ${recipientId}::uuid and s.ended_at is null) then 'staff'
        when exists (select from memberships m where m.organisation_id = ${organisationId}::uuid and m.user_id = ${recipientId}::uuid
          and m.ended_at is null) then 'customer' end as side) p
    where p.side is not null
    on conflict do nothing`
}

/** Puts a mail into the outbox and orders its delivery, in the running transaction. */
export async function queueMail(ctx: TxCtx, order: MailOrder): Promise<void> {
  await writeTogether(ctx, mailWrites(ctx, order))
}
