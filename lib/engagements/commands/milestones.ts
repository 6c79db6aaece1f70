import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeAsHouse, writeTogether, type Write } from '@/db/writes'
import { announce, historyWrites } from '@/lib/events/commands'
import { actorUserId } from '@/lib/kernel/actor'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { engagementReference, isOver, partiesOnWork } from '../engagement'
import { MILESTONE_TRANSITIONS, partiesOnMilestone, type MilestoneState } from '../milestone'
import { canApproveQuotes, canWriteTime } from '../policy'
import { amountOf } from '../quote-price'
import { approversOf } from '../queries/approvers'
import { signaturesOf, type VersionRow } from '../queries/quote-rows'
import { milestonesOf, workOfRequest, type MilestoneRow, type WorkRow } from '../queries/work-rows'
import { refuseStep } from '../work-step'
import type { AddMilestoneInput, TakeMilestoneInput } from '../work-input'
import { tellBurn, workMailWrites } from './work-writes'

/**
 * The milestones that follow from an accepted version: each line with a fixed price that was taken; where the whole price is fixed,
 * each line of fees. Their amounts are the fixed fee to the last unit.
 */
export async function milestoneWrites(ctx: TxCtx, version: VersionRow, engagementId: string): Promise<Write[]> {
  const { organisationId, words } = version
  const chosen = (await signaturesOf(ctx, version.id, words.currency)).at(-1)?.chosen ?? []
  const taken = words.lines.filter(({ isOptional, position }) => !isOptional || chosen.includes(position))
  return taken
    .filter(({ kind }) => kind === 'fixed' || (words.model === 'fixed' && kind === 'time'))
    .map(
      (line) => ctx.sql`
        insert into milestones (organisation_id, id, engagement_id, name, amount_minor, version_id, position, state, created_at, changed_at)
        values (${organisationId}::uuid, ${newId(ctx.now)}::uuid, ${engagementId}::uuid, ${line.name}, ${String(amountOf(line, words.currency).minor)}::bigint,
          ${version.id}::uuid, ${line.position}::smallint, 'pending', ${ctx.now}::timestamptz, ${ctx.now}::timestamptz)`,
    )
}

/** Adds a milestone without an amount, for what the customer accepts on the way. For lead and account manager. Throws NotFound, Forbidden, Conflict. */
export async function addMilestone(ctx: Ctx, { reference, name, dueOn }: AddMilestoneInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.work')
  await inTransaction(ctx, async (ctx) => {
    const work = await workOfRequest(ctx, reference, { lock: true })
    const { organisationId, id } = work
    if (partiesOnWork(actor, work).length === 0) throw new Forbidden('services.work')
    if (isOver(work.state)) throw new Conflict(`${engagementReference(work.number)} is over. Nothing of it is changed any more.`)
    const milestoneId = newId(ctx.now)
    await ctx.sql`
      insert into milestones (organisation_id, id, engagement_id, name, amount_minor, due_on, state, created_at, changed_at)
      values (${organisationId}, ${milestoneId}, ${id}, ${name}, 0, ${dueOn ?? null}, 'pending', ${ctx.now}, ${ctx.now})`
    await writeTogether(ctx, stepWrites(ctx, work, { milestoneId, name, from: null, to: 'pending', reason: '' }))
  })
}

/**
 * Takes a milestone further, by the table of milestone.ts: whoever leads delivers it, a member of the customer accepts it or returns it
 * with a reason; the other side is mailed. What is accepted uses up its part of the budget. Throws NotFound, Forbidden and Conflict as
 * the table says, Invalid without a reason.
 */
export async function takeMilestone(ctx: Ctx, { reference, milestoneId, to, reason }: TakeMilestoneInput): Promise<void> {
  const { actor } = ctx
  if (!canApproveQuotes(actor) && !canWriteTime(actor)) throw new Forbidden('services.work')
  await inTransaction(ctx, async (ctx) => {
    const work = await lockWork(ctx, reference)
    const milestone = (await milestonesOf(ctx, [work.id])).find(({ id }) => id === milestoneId)
    if (!milestone) throw new NotFound('milestone')
    const { state: from, name } = milestone
    refuseStep(MILESTONE_TRANSITIONS, { from, to, parties: partiesOnMilestone(actor, work), reason }, name)
    if (work.state !== 'active' && work.state !== 'delivered')
      throw new Conflict(`${engagementReference(work.number)} rests, has not begun or is over.`)
    await writeAsHouse(ctx, [
      ctx.sql`
        update milestones set state = ${to}, changed_at = ${ctx.now} where organisation_id = ${work.organisationId} and id = ${milestoneId}`,
      ...stepWrites(ctx, work, { milestoneId, name, from, to, reason }),
    ])
    await tell(ctx, work, milestone, to, reason)
    if (to === 'accepted') await tellBurn(ctx, work)
  })
}

/** Two who change the same work wait for each other at its row, which a customer's role may not lock by itself. */
async function lockWork(ctx: TxCtx, reference: string): Promise<WorkRow> {
  const work = await workOfRequest(ctx, reference)
  if (isOver(work.state)) return work
  await writeAsHouse(ctx, [
    ctx.sql`update engagements set changed_at = ${ctx.now} where organisation_id = ${work.organisationId} and id = ${work.id}`,
  ])
  return workOfRequest(ctx, reference)
}

function stepWrites(
  ctx: TxCtx,
  { organisationId, number }: WorkRow,
  of: { milestoneId: string; name: string; from: MilestoneState | null; to: MilestoneState; reason: string },
): Write[] {
  const { milestoneId, name, from, to, reason } = of
  return [
    ctx.sql`
      insert into milestone_steps (organisation_id, id, milestone_id, from_state, to_state, actor_id, reason, at)
      values (${organisationId}, ${newId(ctx.now)}, ${milestoneId}, ${from}, ${to}, ${actorUserId(ctx.actor)}, ${reason}, ${ctx.now})`,
    ...historyWrites(
      ctx,
      {
        ...{ action: 'milestone.state_changed', audience: 'customer', organisationId, subjectId: milestoneId },
        before: { state: from },
        after: { engagement: engagementReference(number), name, state: to, ...(reason !== '' && { reason }) },
      },
      { type: 'request.changed', audience: 'staff' },
    ),
  ]
}

async function tell(ctx: TxCtx, work: WorkRow, { id, name }: MilestoneRow, to: MilestoneState, reason: string): Promise<void> {
  const ours = [work.managerId, ...(work.leadId === null ? [] : [work.leadId])]
  const theirs = [work.requesterId, ...(await approversOf(ctx, work.organisationId)).map(({ userId }) => userId)]
  const people = to === 'delivered' ? theirs : ours
  const news = to === 'delivered' ? 'milestone_delivered' : to === 'accepted' ? 'milestone_accepted' : 'milestone_returned'
  await writeTogether(ctx, workMailWrites(ctx, work, { news, to: people, key: `${id}:${ctx.now}`, reason, detail: name }))
  if (ctx.actor.kind !== 'staff') return
  for (const userId of new Set(people)) await announce(ctx, { type: 'request.changed', audience: 'person', userId })
}
