import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { keepAsOrder } from '@/lib/files/commands/order-files'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { canScope } from '../policy'
import type { CountersignInput, RecordOrderInput, VoidOrderInput } from '../quote-input'
import { orderStatementOf } from '../quote-paper'
import { totalsOf } from '../quote-price'
import { orderOf, type OrderRow } from '../queries/quote-orders'
import { signaturesOf, versionsOf, type VersionRow } from '../queries/quote-rows'
import { followSignature } from './quote-follow'
import { lockQuoted, quoteMailWrites, type LockedRequest } from './quote-writes'

/**
 * Records an order that came outside the portal with its document, for customers who order from a system of their own. It accepts
 * nothing by itself: a services lead who did not record it countersigns. For whoever scopes. Throws NotFound, Forbidden, Conflict
 * when nothing waits, when one is recorded already, and when somebody has signed other options. Returns its id.
 */
export async function recordOrder(ctx: Ctx, input: RecordOrderInput): Promise<string> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.quote')
  return inTransaction(ctx, async (ctx) => {
    const { version } = await lockWaiting(ctx, input)
    const { organisationId, words } = version
    const orderId = newId(ctx.now)
    const chosen = await chosenOf(ctx, version, input.chosen)
    const recorded = await ctx.sql`
      insert into quote_orders (organisation_id, id, version_id, order_number, ordered_by, note, chosen, recorded_by, recorded_at)
      values (${organisationId}, ${orderId}, ${version.id}, ${input.orderNumber}, ${input.orderedBy}, ${input.note}, ${chosen}, ${actor.userId}, ${ctx.now})
      on conflict (version_id) where voided_at is null do nothing returning id`
    if (recorded.length === 0)
      throw new Conflict('An order of this version is recorded already. Reload the page and see it there.')
    await keepAsOrder(ctx, { organisationId, orderId }, input.files)
    const leads = await leadsBeside(ctx, actor.userId)
    await writeTogether(ctx, [
      ...historyWrites(
        ctx,
        {
          ...{ action: 'quote.order_recorded', audience: 'customer', organisationId, subjectId: version.id },
          after: { quote: words.reference, version: words.version, orderNumber: input.orderNumber, orderedBy: input.orderedBy },
        },
        { type: 'request.changed', audience: 'staff' },
      ),
      ...quoteMailWrites(ctx, version, {
        ...{ news: 'ordered', to: leads, by: actor.name, reason: input.note },
        ...{ total: totalsOf(words.lines, { ...words, chosen }).total, key: orderId },
      }),
    ])
    return orderId
  })
}

/**
 * Countersigns a recorded order: the version is accepted, the work ordered, and every approver of the customer is told at once, where
 * none is named its administrators. For a services lead who did not record it. Throws NotFound, Forbidden, Conflict when nothing waits, when
 * another order took the place of the one that was read, and when somebody has signed other options than it names.
 */
export async function countersignOrder(ctx: Ctx, input: CountersignInput): Promise<void> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.quote')
  await inTransaction(ctx, async (ctx) => {
    const { request, version } = await lockWaiting(ctx, input)
    const recorded = await orderOf(ctx, version.id)
    if (!recorded) throw new NotFound('order')
    if (!actor.roles.includes('services_lead') || recorded.recordedById === actor.userId)
      throw new Forbidden('services.countersign')
    assertShown(recorded, input)
    const { words, organisationId } = version
    const chosen = await chosenOf(ctx, version, recorded.chosen)
    const totals = totalsOf(words.lines, { ...words, chosen })
    const { orderNumber, orderedBy, recordedByName, files } = recorded
    const statement = orderStatementOf({
      ...{ ...words, total: totals.total, orderNumber, recordedByName, countersignedByName: actor.name, documents: files },
      options: words.lines.filter(({ position }) => chosen.includes(position)).map(({ name }) => name),
    })
    await ctx.sql`
      insert into quote_signatures (organisation_id, id, seq, version_id, method, canonical_sha256, user_id, countersigned_by, email, typed_name, chosen,
        total_minor, order_number, terms_version, terms_sha256, statement, signed_at, address, user_agent, signed_in_with, signed_in_seconds, previous_hash, row_hash)
      values (${organisationId}, ${newId(ctx.now)}, 0, ${version.id}, 'offline_order', ${version.sha256}, ${recorded.recordedById}, ${actor.userId}, '',
        ${orderedBy}, ${chosen}, ${String(totals.total.minor)}, ${orderNumber}, ${words.termsVersion}, ${words.termsSha256}, ${statement}, ${ctx.now},
        '', '', 'order', 0, '', '')`
    const after = { sha256: version.sha256, orderNumber, documents: files.map(({ sha256 }) => sha256) }
    await followSignature(ctx, {
      ...{ request, version, totals, isWhole: true, parties: ['countersigner'], orderNumber, after },
      order: { number: orderNumber, orderedBy, recordedBy: recordedByName },
    })
  })
}

/**
 * Takes back an order that was recorded in error, or that a lead does not countersign: its row stays with the reason, and another can be
 * recorded. Whoever recorded it and whoever was asked to countersign are told why. For whoever scopes. Throws NotFound, Forbidden, Conflict when nothing waits any more.
 */
export async function voidOrder(ctx: Ctx, input: VoidOrderInput): Promise<void> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.quote')
  await inTransaction(ctx, async (ctx) => {
    const { version } = await lockWaiting(ctx, input)
    const recorded = await orderOf(ctx, version.id)
    if (!recorded) throw new NotFound('order')
    assertShown(recorded, input)
    const { organisationId, words } = version
    const { id, orderNumber, chosen, recordedById } = recorded
    await ctx.sql`
      update quote_orders set voided_at = ${ctx.now}, voided_by = ${actor.userId}, void_reason = ${input.reason}
      where organisation_id = ${organisationId} and id = ${id}`
    await writeTogether(ctx, [
      ...historyWrites(
        ctx,
        {
          ...{ action: 'quote.order_voided', audience: 'staff', organisationId, subjectId: version.id },
          before: { orderNumber },
          after: { quote: words.reference, version: words.version, reason: input.reason },
        },
        { type: 'request.changed', audience: 'staff' },
      ),
      ...quoteMailWrites(ctx, version, {
        ...{
          news: 'order_voided',
          to: [recordedById, ...(await leadsBeside(ctx, recordedById))].filter((id) => id !== actor.userId),
          by: actor.name,
          reason: input.reason,
        },
        ...{ total: totalsOf(words.lines, { ...words, chosen }).total, key: id },
      }),
    ])
  })
}

/** The services leads who may countersign what this person recorded. */
async function leadsBeside(ctx: TxCtx, recordedById: string): Promise<string[]> {
  const leads = await ctx.sql<{ id: string }[]>`
    select s.user_id as id from staff_members s join users u on u.id = s.user_id and u.disabled_at is null
    where 'services_lead' = any(s.roles) and s.ended_at is null and s.user_id <> ${recordedById}`
  return leads.map(({ id }) => id)
}

function assertShown({ id }: OrderRow, { orderId }: { orderId: string }): void {
  if (id !== orderId)
    throw new Conflict('Another order was recorded in place of the one that this page shows. Reload the page and read it.')
}

/** Which optional lines an order names. Throws Conflict where somebody has signed others: nobody has seen the sum of both. */
async function chosenOf(ctx: TxCtx, { id, words }: VersionRow, named: readonly number[]): Promise<number[]> {
  const [first] = await signaturesOf(ctx, id, words.currency)
  const optional = words.lines.filter(({ isOptional }) => isOptional).map(({ position }) => position)
  if (first && optional.some((position) => named.includes(position) !== first.chosen.includes(position)))
    throw new Conflict(
      `${first.name} has signed this version with other options than the order names. Ask the customer which of them they order.`,
    )
  return optional.filter((position) => named.includes(position))
}

async function lockWaiting(
  ctx: TxCtx,
  input: { reference: string; version: number },
): Promise<{ request: LockedRequest; version: VersionRow }> {
  const request = await lockQuoted(ctx, input.reference)
  const version = (await versionsOf(ctx, request.id)).find(({ words }) => words.version === input.version)
  if (!version) throw new NotFound('quote')
  if (
    (version.state !== 'sent' && version.state !== 'partly_approved') ||
    version.expiresAt === null ||
    version.expiresAt <= ctx.now
  )
    throw new Conflict(`${version.words.reference}, version ${input.version}, does not wait for approval any more.`)
  return { request, version }
}
