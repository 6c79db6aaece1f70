import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeAsHouse, writeTogether, type Write } from '@/db/writes'
import { announce, historyWrites } from '@/lib/events/commands'
import { actorUserId } from '@/lib/kernel/actor'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { dayOf, type Instant } from '@/lib/kernel/time'
import { formatLocalDate } from '@/lib/kernel/words'
import type { PreparedCalendar } from '@/lib/sla/calendar'
import { listRegions } from '@/lib/sla/queries'
import { engagementReference, isOver, partiesOnWork } from '../engagement'
import {
  MILESTONE_TRANSITIONS,
  partiesOnMilestone,
  SILENCE_DAYS,
  SILENCE_SINCE_TERMS,
  silentAcceptance,
  type MilestoneState,
} from '../milestone'
import { canApproveQuotes, canWriteTime } from '../policy'
import { amountOf } from '../quote-price'
import { approversOf } from '../queries/approvers'
import { signaturesOf, type VersionRow } from '../queries/quote-rows'
import { milestonesOf, workByIds, workOfRequest, type MilestoneRow, type WorkRow } from '../queries/work-rows'
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

/** One run looks at so many; there are few. */
const BATCH = 500

type Silent = { id: string; workId: string; deliveredAt: Instant; toldAt: Instant | null }

/**
 * Tells customers of delivered milestones that they will count as accepted, and accepts those that they have been silent about for ten
 * business days, where the terms that were signed say so (services.md §1.6). For the system.
 */
export async function acceptSilently(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== 'system') throw new Forbidden('services.work')
  const [due, regions] = await inTransaction(ctx, async (ctx) => [
    await ctx.sql<Silent[]>`
      select m.id, m.engagement_id as "workId", d.at as "deliveredAt", n.at as "toldAt" from milestones m
        join engagements e on e.organisation_id = m.organisation_id and e.id = m.engagement_id and e.state in ('active', 'delivered')
        join lateral (select s.at from milestone_steps s where s.milestone_id = m.id and s.to_state = 'delivered' order by s.at desc, s.id desc limit 1) d on true
        left join milestone_notices n on n.organisation_id = m.organisation_id and n.milestone_id = m.id and n.delivered_at = d.at
        join lateral (select v.terms_version from budget_revisions b join quote_versions v on v.organisation_id = b.organisation_id and v.id = b.version_id
          where b.engagement_id = e.id and (m.version_id is null or b.version_id = m.version_id) order by b.revision limit 1) t on true
      where m.state = 'delivered' and t.terms_version >= ${SILENCE_SINCE_TERMS} order by d.at, m.id limit ${BATCH}`,
    await listRegions(ctx),
  ])
  for (const each of due)
    await inTransaction(ctx, async (ctx) => {
      const [work] = await workByIds(ctx, [each.workId], { lock: true })
      const milestone = (await milestonesOf(ctx, [each.workId])).find(({ id }) => id === each.id)
      const calendar = regions.find(({ code }) => code === work!.regionCode)?.calendar
      if (milestone?.state !== 'delivered' || !calendar) return
      const { tellAt, acceptAt } = silentAcceptance(calendar, each.deliveredAt, each.toldAt)
      if (each.toldAt === null) {
        if (ctx.now >= tellAt) await tellSilence(ctx, work!, milestone, each.deliveredAt, calendar)
      } else if (ctx.now >= acceptAt) await acceptOne(ctx, work!, milestone)
    })
}

async function tellSilence(
  ctx: TxCtx,
  work: WorkRow,
  { id, name }: MilestoneRow,
  deliveredAt: Instant,
  calendar: PreparedCalendar,
): Promise<void> {
  const { acceptAt } = silentAcceptance(calendar, deliveredAt, ctx.now)
  const theirs = [work.requesterId, ...(await approversOf(ctx, work.organisationId)).map(({ userId }) => userId)]
  await writeTogether(ctx, [
    ctx.sql`
      insert into milestone_notices (organisation_id, milestone_id, delivered_at, at)
      values (${work.organisationId}, ${id}, ${deliveredAt}, ${ctx.now})`,
    ...workMailWrites(ctx, work, {
      ...{ news: 'milestone_silence', to: theirs, key: `${id}:${deliveredAt}`, detail: name },
      reason: formatLocalDate(dayOf(acceptAt, work.zone)),
    }),
  ])
}

async function acceptOne(ctx: TxCtx, work: WorkRow, milestone: MilestoneRow): Promise<void> {
  const { id: milestoneId, name } = milestone
  const reason = `Nobody returned it within ${SILENCE_DAYS} business days, as the terms say.`
  await writeTogether(ctx, [
    ctx.sql`
      update milestones set state = 'accepted', changed_at = ${ctx.now} where organisation_id = ${work.organisationId} and id = ${milestoneId}`,
    ...stepWrites(ctx, work, { milestoneId, name, from: 'delivered', to: 'accepted', reason }),
  ])
  await tell(ctx, work, milestone, 'accepted', reason)
  await tellBurn(ctx, work)
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
