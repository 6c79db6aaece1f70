import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { announce } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import {
  ENGAGEMENT_TRANSITIONS,
  engagementReference,
  partiesOnWork,
  whatIsLeft,
  type EngagementState,
  type WorkFacts,
} from '../engagement'
import { canWriteTime } from '../policy'
import { approversOf } from '../queries/approvers'
import { workOfRequest, type WorkRow } from '../queries/work-rows'
import type { TakeWorkInput } from '../work-input'
import { isFinal } from '../transition'
import { assertWorkStep } from '../work-step'
import { lapseHours } from './hours-end'
import { workMailWrites, workStepWrites, type WorkNews } from './work-writes'

/**
 * Takes an engagement to another state, by the table of engagement.ts, with its step, the history, and a mail to the customer. Throws
 * NotFound, Forbidden and Conflict as the table says or while something is still to do, Invalid without a reason or whose pause it is.
 */
export async function takeWork(ctx: Ctx, input: TakeWorkInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.work')
  await inTransaction(ctx, async (ctx) => {
    const work = await workOfRequest(ctx, input.reference, { lock: true })
    const { to, reason } = input
    const { state: from, organisationId, id } = work
    const reference = engagementReference(work.number)
    assertWorkStep({ from, to, parties: partiesOnWork(actor, work), reason }, reference)
    if (to === 'on_hold' && input.side === undefined) throw new Invalid({ side: ['Please say whose pause it is.'] })
    const left = from === 'planned' || to !== 'active' ? whatIsLeft(to, await factsOf(ctx, work)) : []
    if (left.length > 0) throw new Conflict(left.join(' '))
    await ctx.sql`
      update engagements set state = ${to}, changed_at = ${ctx.now} where organisation_id = ${organisationId} and id = ${id}`
    if (isFinal(ENGAGEMENT_TRANSITIONS, to)) await lapseHours(ctx, work)
    const people = await peopleOf(ctx, work)
    await writeTogether(ctx, [
      ...workStepWrites(ctx, work, { from, to, reason, side: to === 'on_hold' ? input.side : null }),
      ...workMailWrites(ctx, work, {
        news: newsOf(from, to),
        to: people.filter((person) => person !== actor.userId),
        key: String(ctx.now),
        reason,
        detail: input.side ?? '',
      }),
    ])
    for (const userId of people) await announce(ctx, { type: 'request.changed', audience: 'person', userId })
  })
}

function newsOf(from: EngagementState, to: EngagementState): WorkNews {
  if (to === 'active') return from === 'planned' ? 'active' : from === 'on_hold' ? 'resumed' : 'reopened'
  return to === 'planned' ? 'active' : to
}

/** Whoever has a part in the work: who asked, who approves, who looks after the account, who leads. */
async function peopleOf(ctx: TxCtx, { organisationId, requesterId, managerId, leadId }: WorkRow): Promise<string[]> {
  const approvers = (await approversOf(ctx, organisationId)).map(({ userId }) => userId)
  return [...new Set([requesterId, ...approvers, managerId, ...(leadId === null ? [] : [leadId])])]
}

async function factsOf(ctx: TxCtx, { id }: WorkRow): Promise<WorkFacts> {
  const [facts] = await ctx.sql<WorkFacts[]>`
    select (select count(*)::int from engagement_assignments a where a.engagement_id = ${id} and a.ended_at is null) as assignments,
      (count(*) filter (where t.state in ('draft', 'rejected')))::int as drafts, (count(*) filter (where t.state = 'submitted'))::int
        + (select count(*)::int from expenses x where x.engagement_id = ${id} and x.state = 'submitted') as submitted,
      (count(*) filter (where t.state = 'approved' and t.time_class = 'billable' and t.billed_minutes > 0 and t.rate_minor > 0
          and not exists (select from billing_allocations a where a.time_entry_id = t.id and (a.released_at is null or a.fate = 'write_off'))))::int
        + (select count(*)::int from milestones m where m.engagement_id = ${id} and m.state = 'accepted' and m.amount_minor > 0
          and not exists (select from billing_allocations a where a.milestone_id = m.id and (a.released_at is null or a.fate = 'write_off')))
        + (select count(*)::int from budget_revisions b join engagements e on e.organisation_id = b.organisation_id and e.id = b.engagement_id and e.model = 'retainer'
          where b.engagement_id = ${id} and b.fees_minor > coalesce((select sum(m.amount_minor) from milestones m where m.version_id = b.version_id), 0)
          and not exists (select from billing_allocations a where a.retainer_version_id = b.version_id and (a.released_at is null or a.fate = 'write_off')))
        + (select count(*)::int from expenses x where x.engagement_id = ${id} and x.state = 'approved'
          and not exists (select from billing_allocations a where a.expense_id = x.id and (a.released_at is null or a.fate = 'write_off'))) as unbilled,
      (select count(*)::int from milestones m where m.engagement_id = ${id} and m.state = 'pending') as pending,
      (select count(*)::int from hour_blocks h join budget_revisions b on b.organisation_id = h.organisation_id and b.version_id = h.version_id
        where h.engagement_id = ${id} and h.kind = 'prepaid'
        and b.fees_minor > coalesce((select sum(m.amount_minor) from milestones m where m.version_id = b.version_id), 0) and not exists (select from billing_allocations a
          join invoices i on i.organisation_id = a.organisation_id and i.id = a.invoice_id and i.state = 'issued'
          where a.retainer_version_id = h.version_id and a.released_at is null)) as "notPrepaid",
      (count(*) filter (where t.state = 'approved' and t.time_class = 'overrun'))::int as overrun
    from time_entries t where t.engagement_id = ${id}`
  return facts!
}
