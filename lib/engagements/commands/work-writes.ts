import 'server-only'
import type { TxCtx } from '@/db/context'
import { writeAsHouse, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { actorUserId } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { formatMoney } from '@/lib/kernel/money'
import { fixedOf } from '../time-sheet'
import { feesOf, burnOf, thresholdsReached, type Threshold } from '../burn'
import { engagementReference, type EngagementState, type HoldSide } from '../engagement'
import { approversOf } from '../queries/approvers'
import { entriesOf, milestonesOf, revisionsOf, type WorkRow } from '../queries/work-rows'

/** What a step of an engagement leaves behind: its row, and the history. */
export function workStepWrites(
  ctx: TxCtx,
  { organisationId, id, number }: Pick<WorkRow, 'organisationId' | 'id' | 'number'>,
  {
    from,
    to,
    reason,
    side = null,
  }: { from: EngagementState | null; to: EngagementState; reason: string; side?: HoldSide | null },
): Write[] {
  return [
    ctx.sql`
      insert into engagement_steps (organisation_id, id, engagement_id, from_state, to_state, actor_id, reason, side, at)
      values (${organisationId}, ${newId(ctx.now)}, ${id}, ${from}, ${to}, ${actorUserId(ctx.actor)}, ${reason}, ${side}, ${ctx.now})`,
    ...historyWrites(
      ctx,
      {
        action: 'engagement.state_changed',
        audience: 'customer',
        organisationId,
        subjectId: id,
        before: { state: from },
        after: { engagement: engagementReference(number), state: to, ...(reason !== '' && { reason }), ...(side && { side }) },
      },
      { type: 'request.changed', audience: 'staff' },
    ),
  ]
}

export type WorkNews =
  | 'assigned'
  | 'active'
  | 'on_hold'
  | 'resumed'
  | 'delivered'
  | 'reopened'
  | 'closed'
  | 'cancelled'
  | 'milestone_delivered'
  | 'milestone_accepted'
  | 'milestone_returned'
  | 'milestone_silence'
  | 'time_submitted'
  | 'time_rejected'
  | 'expense_submitted'
  | 'expense_rejected'
  | 'onboarding'
  | 'hours_used'
  | 'hours_end'
  | 'hours_expired'
  | 'hours_extended'
  | 'hours_restored'
  | 'burn'

/** Mails about an engagement, one to each of these people. `key` tells one occasion from the next. */
export function workMailWrites(
  ctx: TxCtx,
  work: Pick<WorkRow, 'organisationId' | 'id' | 'number' | 'requestId' | 'requestReference' | 'title'>,
  of: { news: WorkNews; to: readonly string[]; key: string; reason?: string; detail?: string },
): Write[] {
  const { organisationId, id, number, requestId, requestReference: reference, title } = work
  const by = 'name' in ctx.actor ? ctx.actor.name : ''
  return [...new Set(of.to)].flatMap((recipientId) =>
    mailWrites(ctx, {
      kind: 'request_work',
      recipientId,
      organisationId,
      requestId,
      dedupeKey: `work:${id}:${of.news}:${of.key}:${recipientId}`,
      facts: {
        ...{ reference, title, engagement: engagementReference(number), news: of.news, by },
        ...{ reason: of.reason ?? '', detail: of.detail ?? '' },
      },
    }),
  )
}

/** Everybody of the services lead's role who is here. */
export async function servicesLeads(ctx: TxCtx): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }[]>`
    select s.user_id as id from staff_members s join users u on u.id = s.user_id and u.disabled_at is null
    where 'services_lead' = any(s.roles) and s.ended_at is null`
  return rows.map(({ id }) => id)
}

/**
 * Tells whom it concerns that a share of the budget is used up: once for each revision of the budget, by whoever's transaction
 * crosses it, so that a budget that was lifted tells again. Half: lead and account manager. From 80 %: approvers too. All of it: the
 * services leads as well.
 */
export async function tellBurn(ctx: TxCtx, work: WorkRow): Promise<void> {
  const { id, organisationId, currency } = work
  const [revisions, entries, milestones, told] = await Promise.all([
    revisionsOf(ctx, work),
    entriesOf(ctx, [id]),
    milestonesOf(ctx, [id]),
    ctx.sql<{ threshold: number; revision: number }[]>`
      select threshold, revision from burn_alerts where organisation_id = ${organisationId} and engagement_id = ${id}`,
  ])
  const revision = revisions.at(-1)?.revision ?? 0
  const { used, budget } = burnOf({
    budget: feesOf(revisions, currency),
    entries: entries.map((entry) => ({ ...entry, minutes: entry.billedMinutes })),
    fixed: fixedOf(milestones, currency).accepted,
    ...{ booked: [], remainingMinutes: null, days: null },
  })
  const reached = thresholdsReached(
    used,
    budget,
    told.filter((each) => each.revision === revision).map(({ threshold }) => threshold),
  )
  const last = reached.at(-1)
  if (last === undefined) return
  const to = await whoHears(ctx, work, last)
  const detail = `${formatMoney(used)} of ${formatMoney(budget)}`
  await writeAsHouse(ctx, [
    ...reached.map(
      (threshold) => ctx.sql`
        insert into burn_alerts (organisation_id, engagement_id, revision, threshold, used_minor, at)
        values (${organisationId}::uuid, ${id}::uuid, ${revision}::smallint, ${threshold}::smallint, ${String(used.minor)}::bigint, ${ctx.now}::timestamptz)
        on conflict do nothing`,
    ),
    ...historyWrites(ctx, {
      action: 'engagement.burn_passed',
      audience: 'customer',
      organisationId,
      subjectId: id,
      after: { threshold: last, revision, used: formatMoney(used), budget: formatMoney(budget) },
    }),
    ...workMailWrites(ctx, work, { news: 'burn', to, key: `${revision}:${last}`, reason: String(last), detail }),
  ])
}

async function whoHears(ctx: TxCtx, { leadId, managerId, organisationId }: WorkRow, threshold: Threshold): Promise<string[]> {
  const ours = [...(leadId === null ? [] : [leadId]), managerId]
  if (threshold === 50) return ours
  const approvers = (await approversOf(ctx, organisationId)).map(({ userId }) => userId)
  // Who our services leads are is not for a customer's role to read; their own acceptance uses up what they see.
  const leads = threshold === 80 || ctx.actor.kind === 'customer' ? [] : await servicesLeads(ctx)
  return [...ours, ...approvers, ...leads]
}
