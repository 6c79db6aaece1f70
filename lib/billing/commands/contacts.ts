import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { AuditAction } from '@/lib/events/event'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { BillingContactInput } from '../input'
import { canKeepContacts } from '../policy'

/**
 * Says that the organisation's bills are sent to a member, who sees them from now on; the same again does nothing. For its own
 * administrators; throws Forbidden, NotFound for somebody who is no member.
 */
export async function nameBillingContact(ctx: Ctx, { userId }: BillingContactInput): Promise<void> {
  const { actor } = ctx
  if (!canKeepContacts(actor)) throw new Forbidden('billing.contacts')
  const { organisationId } = actor
  await inTransaction(ctx, async (ctx) => {
    const [member] = await ctx.sql`
      select from memberships m join users u on u.id = m.user_id and u.disabled_at is null
      where m.organisation_id = ${organisationId} and m.user_id = ${userId} and m.ended_at is null`
    if (!member) throw new NotFound('member')
    const named = await ctx.sql`
      insert into billing_contacts (organisation_id, user_id, named_by, named_at) values (${organisationId}, ${userId}, ${actor.userId}, ${ctx.now})
      on conflict do nothing returning user_id`
    if (named.length > 0) await tell(ctx, 'billing_contact.named', organisationId, userId)
  })
}

/** Takes a member out again; the same again does nothing. For the organisation's own administrators; throws Forbidden. */
export async function endBillingContact(ctx: Ctx, { userId }: BillingContactInput): Promise<void> {
  const { actor } = ctx
  if (!canKeepContacts(actor)) throw new Forbidden('billing.contacts')
  const { organisationId } = actor
  await inTransaction(ctx, async (ctx) => {
    const ended = await ctx.sql`
      delete from billing_contacts where organisation_id = ${organisationId} and user_id = ${userId} returning user_id`
    if (ended.length > 0) await tell(ctx, 'billing_contact.ended', organisationId, userId)
  })
}

function tell(ctx: TxCtx, action: AuditAction, organisationId: string, subjectId: string): Promise<void> {
  return record(ctx, { action, audience: 'customer', organisationId, subjectId })
}
