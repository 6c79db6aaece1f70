import 'server-only'
import type { TxCtx } from '@/db/context'
import { writeAsHouse, writeTogether } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { actorUserId } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import type { QuoteParty } from '../quote'
import type { QuoteTotals } from '../quote-price'
import { approversOf } from '../queries/approvers'
import type { VersionRow } from '../queries/quote-rows'
import { assertStep } from '../quote-step'
import { applyChange } from './change'
import { grantHours } from './hours'
import { milestoneWrites } from './milestones'
import { quoteMailWrites, requestStepWrites, stepWrites, type LockedRequest } from './quote-writes'

/** A signature that has been written: what it says, and whether nobody else has to sign. */
export type Signed = {
  readonly request: LockedRequest
  readonly version: VersionRow
  readonly totals: QuoteTotals
  readonly isWhole: boolean
  readonly parties: readonly QuoteParty[]
  readonly orderNumber: string
  /** Of an order that came outside the portal: who ordered, and who of us recorded it. */
  readonly order?: { readonly number: string; readonly orderedBy: string; readonly recordedBy: string }
  /** What the history says of it beside the step. */
  readonly after: Record<string, unknown>
}

/** What follows from a signature, in its transaction: the states, and once it is whole the order of the work; mails to whoever has a part. */
export async function followSignature(ctx: TxCtx, of: Signed): Promise<void> {
  const { request, version, isWhole, totals, parties, after, order: offline } = of
  const to = isWhole ? 'accepted' : 'partly_approved'
  assertStep({ from: version.state, to, parties, reason: '' }, version.words.reference)
  await writeAsHouse(ctx, [
    ctx.sql`
      update quote_versions set state = ${to}, changed_at = ${ctx.now}, accepted_at = ${isWhole ? ctx.now : null}
      where organisation_id = ${version.organisationId} and id = ${version.id}`,
    ...stepWrites(ctx, version, { from: version.state, to, reason: '' }, after),
    ...(isWhole ? requestStepWrites(ctx, request, { from: 'quoted', to: 'accepted', reason: '' }) : []),
  ])
  if (isWhole && request.changesId !== null) await applyChange(ctx, request.changesId, version, totals)
  else if (isWhole) await order(ctx, of)
  const approvers = (await approversOf(ctx, request.organisationId)).map(({ userId }) => userId)
  const answering = offline && approvers.length === 0 ? await administratorsOf(ctx, request.organisationId) : approvers
  const told = [request.managerId, request.requesterId, ...answering].filter((id) => id !== actorUserId(ctx.actor))
  const by = 'name' in ctx.actor ? ctx.actor.name : ''
  await writeTogether(
    ctx,
    quoteMailWrites(ctx, version, {
      ...{ news: to, to: told, by, reason: '', total: totals.total, order: offline },
      isChange: request.changesId !== null,
    }),
  )
}

/** Who hears of an order where nobody is named to approve. */
async function administratorsOf(ctx: TxCtx, organisationId: string): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }[]>`
    select m.user_id as id from memberships m join users u on u.id = m.user_id and u.disabled_at is null
    where m.organisation_id = ${organisationId} and m.role = 'administrator' and m.ended_at is null`
  return rows.map(({ id }) => id)
}

/** The work that is ordered, with what may be billed for it. */
async function order(ctx: TxCtx, { request, version, totals, orderNumber }: Signed): Promise<void> {
  const { organisationId, words } = version
  const engagementId = newId(ctx.now)
  await writeAsHouse(ctx, [
    ctx.sql`
      insert into engagements (organisation_id, id, number, request_id, state, model, currency, order_number, starts_on, created_at, changed_at)
      values (${organisationId}, ${engagementId}, nextval('engagement_numbers'), ${request.id}, 'planned', ${words.model}, ${words.currency},
        ${orderNumber}, ${words.startsOn}, ${ctx.now}, ${ctx.now})`,
  ])
  await writeAsHouse(ctx, [
    ctx.sql`
      insert into budget_revisions (organisation_id, engagement_id, revision, version_id, fees_minor, expenses_minor, at)
      values (${organisationId}, ${engagementId}, 1, ${version.id}, ${String(totals.fees.minor)}, ${String(totals.expenses.minor)}, ${ctx.now})`,
    ctx.sql`
      insert into engagement_steps (organisation_id, id, engagement_id, from_state, to_state, reason, at)
      values (${organisationId}, ${newId(ctx.now)}, ${engagementId}, null, 'planned', '', ${ctx.now})`,
    ...historyWrites(ctx, {
      action: 'quote.signed',
      audience: 'customer',
      organisationId,
      subjectId: version.id,
      after: { quote: words.reference, version: words.version, sha256: version.sha256 },
    }),
  ])
  const milestones = await milestoneWrites(ctx, version, engagementId)
  if (milestones.length > 0) await writeAsHouse(ctx, milestones)
  await grantHours(ctx, { organisationId, id: engagementId, model: words.model, zone: words.zone }, version)
}
