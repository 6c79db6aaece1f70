import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { formatLocalDate } from '@/lib/kernel/words'
import { engagementReference, isOver } from '../engagement'
import { canWriteTime } from '../policy'
import { entriesOf, workByIds, type EntryRow, type WorkRow } from '../queries/work-rows'
import { billedMinutes, partiesOnTime, usualClass, type TimeState } from '../time'
import type { DecideTimeInput, GiveTimeInput } from '../work-input'
import { assertTimeStep } from '../work-step'
import { drawHours } from './hours'
import { coverWork } from './work-cover'
import { tellBurn, workMailWrites } from './work-writes'

/**
 * Approves or rejects entries that wait, takes an approval back, or writes time off, by the table of time.ts; all of them or none. The
 * budget is looked at again before anything is approved. What is past it goes with its entry, but is written off by itself. Throws
 * Forbidden for whoever wrote an entry or does not lead, NotFound, Conflict as the table says, Invalid without a reason.
 */
export async function decideTime(ctx: Ctx, { entryId: ids, to, reason }: DecideTimeInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.time')
  await inTransaction(ctx, async (ctx) => {
    const works = await lockWorksOf(ctx, ids)
    for (const work of works) {
      const chosen = (await entriesOf(ctx, [work.id])).filter(({ id }) => ids.includes(id))
      for (const entry of chosen) assertDecision(actor, work, entry, to, reason)
      await assertNotBilled(ctx, chosen)
      if (to === 'submitted') await assertNotNamed(ctx, chosen)
      if (to === 'approved') await coverWork(ctx, work)
      await decide(ctx, actor, { work, chosen, to, reason })
      await drawHours(ctx, work)
      if (to === 'rejected' || to === 'submitted') await coverWork(ctx, work)
      await tellBurn(ctx, work)
    }
  })
}

async function lockWorksOf(ctx: TxCtx, ids: readonly string[]): Promise<WorkRow[]> {
  const found = await ctx.sql<{ id: string; workId: string }[]>`
    select t.id, t.engagement_id as "workId" from time_entries t where t.id = any(${[...ids]})`
  if (found.length < new Set(ids).size) throw new NotFound('entry')
  return workByIds(
    ctx,
    found.map(({ workId }) => workId),
    { lock: true },
  )
}

function assertDecision(actor: Staff, work: WorkRow, entry: EntryRow, to: TimeState, reason: string): void {
  // Whoever wrote it submits it with its week (time-submit.ts), which looks at notes and at the state of the work.
  const parties = partiesOnTime(actor, { ...entry, leadId: work.leadId }).filter((party) => party !== 'author')
  assertTimeStep({ from: entry.state, to, parties, reason })
  if (isOver(work.state)) throw new Conflict(`${engagementReference(work.number)} is over. Nothing of it is changed any more.`)
  if (entry.splitFrom !== null && to !== 'written_off')
    throw new Conflict('What is past the budget goes with its entry. Decide about that one.')
}

/** What a change has named is shared out no more: its text would say what is not so. */
async function assertNotNamed(ctx: TxCtx, entries: readonly EntryRow[]): Promise<void> {
  const ids = entries.map(({ id }) => id)
  const [named] = await ctx.sql`
    select from change_entries c join time_entries t on t.organisation_id = c.organisation_id and t.id = c.entry_id
    where t.id = any(${ids}) or t.split_from = any(${ids})`
  if (named)
    throw new Conflict('A change names what is past the budget of this entry, so its approval stays. It can be written off.')
}

/** What is on a bill is locked (services.md I3). */
async function assertNotBilled(ctx: TxCtx, entries: readonly EntryRow[]): Promise<void> {
  const ids = entries.map(({ id }) => id)
  const [billed] = await ctx.sql`select from billing_allocations where time_entry_id = any(${ids}) and released_at is null`
  if (billed) throw new Conflict('Some of this time is on an invoice. Delete its draft or credit it first.')
}

async function decide(
  ctx: TxCtx,
  { userId }: Staff,
  of: { work: WorkRow; chosen: readonly EntryRow[]; to: DecideTimeInput['to']; reason: string },
): Promise<void> {
  const { work, chosen, to, reason } = of
  const { organisationId } = work
  for (const entry of chosen) {
    const decidedBy = to === 'submitted' ? null : userId
    const decidedAt = to === 'submitted' ? null : ctx.now
    if (to === 'rejected')
      await ctx.sql`delete from time_entries where organisation_id = ${organisationId} and split_from = ${entry.id} and state = 'submitted'`
    const anew =
      to === 'rejected'
        ? ctx.sql`, billed_minutes = ${billedMinutes(entry.workedMinutes, work.rounding)}, time_class = ${usualClass(work.model)}, class_reason = ''`
        : ctx.sql``
    const parts =
      to === 'approved' || to === 'submitted' ? ctx.sql`or (split_from = ${entry.id} and state = ${entry.state})` : ctx.sql``
    await ctx.sql`
      update time_entries set state = ${to}, decided_by = ${decidedBy}, decided_at = ${decidedAt}, changed_at = ${ctx.now} ${anew}
      where organisation_id = ${organisationId} and (id = ${entry.id} ${parts})`
    await writeTogether(ctx, [
      ctx.sql`
        insert into time_entry_steps (organisation_id, id, entry_id, from_state, to_state, actor_id, reason, at)
        values (${organisationId}, ${newId(ctx.now)}, ${entry.id}, ${entry.state}, ${to}, ${userId}, ${reason}, ${ctx.now})`,
      ...historyWrites(
        ctx,
        {
          ...{ action: 'time.state_changed', audience: 'staff', organisationId, subjectId: entry.id },
          before: { state: entry.state },
          after: { engagement: engagementReference(work.number), state: to, ...(reason !== '' && { reason }) },
        },
        { type: 'request.changed', audience: 'staff' },
      ),
      ...(to === 'rejected'
        ? workMailWrites(ctx, work, {
            ...{ news: 'time_rejected', to: [entry.consultantId], key: `${entry.id}:${ctx.now}`, reason },
            detail: formatLocalDate(entry.workedOn),
          })
        : []),
    ])
  }
}

/**
 * Gives an entry that waits for approval to the customer, with a reason that they read: it is shown and costs nothing. For the services
 * lead, who did not write it. Throws Forbidden, NotFound, Conflict for an entry that does not wait.
 */
export async function giveTime(ctx: Ctx, { entryId, reason }: GiveTimeInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.time')
  await inTransaction(ctx, async (ctx) => {
    const [work] = await lockWorksOf(ctx, [entryId])
    const entry = (await entriesOf(ctx, [work!.id])).find(({ id }) => id === entryId)!
    if (!partiesOnTime(actor, { ...entry, leadId: work!.leadId }).includes('services_lead')) throw new Forbidden('services.give')
    if (entry.state !== 'submitted' || entry.splitFrom !== null || isOver(work!.state))
      throw new Conflict('This entry does not wait for approval any more. Reload the page and see where it stands now.')
    const { organisationId, id } = entry
    await ctx.sql`delete from time_entries where organisation_id = ${organisationId} and split_from = ${id} and state = 'submitted'`
    await ctx.sql`
      update time_entries set time_class = 'goodwill', class_reason = ${reason}, billed_minutes = ${billedMinutes(entry.workedMinutes, work!.rounding)},
        changed_at = ${ctx.now} where organisation_id = ${organisationId} and id = ${id}`
    await coverWork(ctx, work!)
    await writeTogether(
      ctx,
      historyWrites(ctx, {
        ...{ action: 'time.given', audience: 'staff', organisationId, subjectId: id },
        before: { class: entry.timeClass },
        after: { engagement: engagementReference(work!.number), class: 'goodwill', reason },
      }),
    )
  })
}
