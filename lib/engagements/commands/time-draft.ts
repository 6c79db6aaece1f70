import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { hasRole, type Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { dayOf } from '@/lib/kernel/time'
import { formatLocalDate } from '@/lib/kernel/words'
import { feesOf } from '../burn'
import { engagementReference, takesTime } from '../engagement'
import { LATE_DAYS } from '../hours'
import { canWriteTime } from '../policy'
import { blocksOf } from '../queries/hours'
import { entriesOf, milestonesOf, rateLinesOf, revisionsOf, workOfRequest, type WorkRow } from '../queries/work-rows'
import { agreedRate, BACK_DAYS, billedMinutes, hasRates, usualClass } from '../time'
import { fixedOf, addDays, budgetAfter, type BudgetAfter } from '../time-sheet'
import type { DeleteTimeInput, SaveTimeInput } from '../work-input'

/** What a saved entry takes the budget to; null where time uses none up. */
export type SavedTime = { readonly engagement: string; readonly after: BudgetAfter | null }

/**
 * Keeps a draft of one's own time: one for an engagement, a role and a day. Its rate is that of the line that was signed, its rounding
 * that of the terms; what it said before is kept. Throws NotFound, Forbidden for whoever is not assigned, Conflict when somebody saved
 * meanwhile or the work takes no time, Invalid beside the field.
 */
export async function saveTime(ctx: Ctx, input: SaveTimeInput): Promise<SavedTime> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.time')
  return inTransaction(ctx, async (ctx) => {
    const work = await workOfRequest(ctx, input.reference)
    const reference = engagementReference(work.number)
    await assertAssigned(ctx, actor, work, input)
    if (!takesTime(work.state)) throw new Conflict(`${reference} takes no time now. Ask its lead.`)
    assertDay(ctx, actor, input.workedOn)
    await assertOpenHours(ctx, actor, work, input.workedOn)
    const rate = await rateOf(ctx, work, input)
    await keep(ctx, actor, { work, input, rate })
    const [revisions, entries, milestones] = await Promise.all([
      revisionsOf(ctx, work),
      entriesOf(ctx, [work.id]),
      milestonesOf(ctx, [work.id]),
    ])
    const budget = feesOf(revisions, work.currency)
    const after = budgetAfter({
      ...{ budget, fixed: fixedOf(milestones, work.currency), rounding: work.rounding, entries, authorId: actor.userId },
    })
    return { engagement: reference, after: hasRates(work.model) ? after : null }
  })
}

async function assertAssigned(ctx: TxCtx, { userId }: Staff, { id }: WorkRow, { role }: SaveTimeInput): Promise<void> {
  const [assigned] = await ctx.sql`
    select from engagement_assignments a where a.engagement_id = ${id} and a.user_id = ${userId} and a.role = ${role} and a.ended_at is null`
  if (!assigned) throw new Forbidden('services.time')
}

function assertDay(ctx: TxCtx, actor: Staff, workedOn: string): void {
  const today = dayOf(ctx.now, actor.timeZone)
  if (workedOn > today) throw new Invalid({ workedOn: ['This day has not come yet. Time is written once it is worked.'] })
  if (workedOn < addDays(today, -BACK_DAYS) && !hasRole(actor, 'services_lead'))
    throw new Invalid({ workedOn: [`This is more than ${BACK_DAYS} days ago. Ask the services lead.`] })
}

/** Time of an onboarding is of its days, and is written soon after its end; later work needs a request (services.md §1.9). */
async function assertOpenHours(ctx: TxCtx, actor: Staff, work: WorkRow, workedOn: string): Promise<void> {
  if (work.model !== 'included') return
  const block = (await blocksOf(ctx, [work.id])).at(-1)
  if (!block || workedOn > block.endsOn)
    throw new Invalid({
      workedOn: [
        block
          ? `The onboarding ended on ${formatLocalDate(block.endsOn)}. Ask the customer to start a service request.`
          : 'There are no hours.',
      ],
    })
  if (workedOn < block.opensOn)
    throw new Invalid({ workedOn: [`The onboarding begins on ${formatLocalDate(block.opensOn)}. Choose a day of it.`] })
  if (dayOf(ctx.now, actor.timeZone) > addDays(block.endsOn, LATE_DAYS))
    throw new Invalid({
      workedOn: [`Time of the onboarding was written until ${LATE_DAYS} days after its end. Ask the services lead.`],
    })
}

type Rate = { rateMinor: bigint; versionId: string | null; position: number | null }

async function rateOf(ctx: TxCtx, { id, model }: WorkRow, { role }: SaveTimeInput): Promise<Rate> {
  if (!hasRates(model)) return { rateMinor: 0n, versionId: null, position: null }
  const rate = agreedRate(await rateLinesOf(ctx, [id]), role)
  if (!rate) throw new Conflict('No line that was signed says what this role costs. Ask the account manager for a change.')
  return rate
}

async function keep(ctx: TxCtx, { userId }: Staff, of: { work: WorkRow; input: SaveTimeInput; rate: Rate }): Promise<void> {
  const { work, input, rate } = of
  const { organisationId, id: workId, currency, rounding, model } = work
  const { role, workedOn, worked, customerNote, internalNote, version } = input
  const gone = new Conflict('Somebody has changed this entry meanwhile. Your text is kept here: reload the page and compare.')
  const [standing] = await ctx.sql<{ id: string; version: number; state: string }[]>`
    select id, version, state from time_entries where engagement_id = ${workId} and consultant_id = ${userId} and role = ${role} and worked_on = ${workedOn}
      and state in ('draft', 'rejected') and split_from is null for update`
  if ((standing?.version ?? 0) !== version) throw gone
  const billed = billedMinutes(worked, rounding)
  const entryId = standing?.id ?? newId(ctx.now)
  if (standing)
    await ctx.sql`
      update time_entries set state = 'draft', worked_minutes = ${worked}, billed_minutes = ${billed}, time_class = ${usualClass(model)}, class_reason = '',
        rate_minor = ${String(rate.rateMinor)}, rate_version_id = ${rate.versionId}, rate_position = ${rate.position}, customer_note = ${customerNote},
        internal_note = ${internalNote}, decided_by = null, decided_at = null, submitted_at = null, changed_at = ${ctx.now}
      where organisation_id = ${organisationId} and id = ${entryId}`
  else {
    const made = await ctx.sql`
      insert into time_entries (organisation_id, id, engagement_id, consultant_id, role, worked_on, worked_minutes, billed_minutes, time_class, rate_minor,
        currency, rate_version_id, rate_position, customer_note, internal_note, state, version, created_at, changed_at)
      values (${organisationId}, ${entryId}, ${workId}, ${userId}, ${role}, ${workedOn}, ${worked}, ${billed}, ${usualClass(model)}, ${String(rate.rateMinor)},
        ${currency}, ${rate.versionId}, ${rate.position}, ${customerNote}, ${internalNote}, 'draft', 1, ${ctx.now}, ${ctx.now})
      on conflict do nothing returning id`
    if (made.length === 0) throw gone
  }
  await writeTogether(ctx, [
    ...(standing?.state === 'draft'
      ? []
      : [
          ctx.sql`
            insert into time_entry_steps (organisation_id, id, entry_id, from_state, to_state, actor_id, reason, at)
            values (${organisationId}, ${newId(ctx.now)}, ${entryId}, ${standing?.state ?? null}, 'draft', ${userId}, '', ${ctx.now})`,
        ]),
    ...historyWrites(ctx, {
      ...{ action: 'time.saved', audience: 'staff', organisationId, subjectId: entryId },
      after: { engagement: engagementReference(work.number), workedOn, role, worked, billed },
    }),
  ])
}

/** Deletes a draft of one's own. Throws Forbidden, NotFound for what is no draft of theirs. */
export async function deleteTime(ctx: Ctx, { entryId }: DeleteTimeInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.time')
  await inTransaction(ctx, async (ctx) => {
    const [deleted] = await ctx.sql<{ organisationId: string; workedOn: string; worked: number }[]>`
      delete from time_entries where id = ${entryId} and consultant_id = ${actor.userId} and state = 'draft' and split_from is null
      returning organisation_id as "organisationId", worked_on::text as "workedOn", worked_minutes as worked`
    if (!deleted) throw new NotFound('entry')
    const { organisationId, workedOn, worked } = deleted
    await writeTogether(
      ctx,
      historyWrites(ctx, {
        ...{ action: 'time.deleted', audience: 'staff', organisationId, subjectId: entryId },
        before: { workedOn, worked },
      }),
    )
  })
}
