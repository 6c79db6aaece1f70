import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeAsHouse, writeTogether, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { sumMoney } from '@/lib/kernel/money'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import { endOfBusinessDay } from '@/lib/sla/business-days'
import { listRegions } from '@/lib/sla/queries'
import { feesOf } from '../burn'
import { changeWords } from '../change'
import { engagementReference, isOver } from '../engagement'
import { canAskForQuote, canScope } from '../policy'
import { namesOf } from '../queries/engagement'
import type { VersionRow } from '../queries/quote-rows'
import { entriesOf, milestonesOf, revisionsOf, workByIds, workOfRequest, type EntryRow, type WorkRow } from '../queries/work-rows'
import type { QuoteTotals } from '../quote-price'
import { QUOTE_WITHIN_DAYS, requestReference } from '../request'
import { blockKindOf, coverHours } from '../hours'
import { blocksOf } from '../queries/hours'
import { isCharged, usualClass } from '../time'
import { byDayAndId, coverTime } from '../time-budget'
import { fixedOf, budgetForTime } from '../time-sheet'
import type { AskForChangeInput } from '../work-input'
import { milestoneWrites } from './milestones'
import { requestStepWrites, type LockedRequest } from './quote-writes'
import { drawHours, grantHours } from './hours'
import { coverWork, partWrite } from './work-cover'
import { tellBurn } from './work-writes'

/**
 * Asks to change an engagement: a request of its own, whose quote is added to the budget once it is approved. A member who sees the
 * engagement asks for it; whoever scopes begins it for whoever ordered the work. The same `key` again answers with the same one. Throws
 * NotFound, Forbidden, Conflict for work that is over or while another change is open.
 */
export async function askForChange(ctx: Ctx, input: AskForChangeInput): Promise<{ reference: string }> {
  const { actor } = ctx
  if (!canAskForQuote(actor) && !canScope(actor)) throw new Forbidden('services.ask')
  return inTransaction(ctx, async (ctx) => {
    const work = await workOfRequest(ctx, input.reference)
    const reference = engagementReference(work.number)
    if (isOver(work.state)) throw new Conflict(`${reference} is over. Ask for a new quote instead.`)
    if (work.model === 'included')
      throw new Conflict(`${reference} belongs to the licence. Ask for a quote of what goes beyond it.`)
    const { organisationId } = work
    const requesterId = actor.kind === 'customer' ? actor.userId : work.requesterId
    const open = await ctx.sql<{ number: number; key: string }[]>`
      select r.number::int as number, r.form_key as key from service_requests r
      where r.changes_id = ${work.id} and (r.state in ('new', 'scoping', 'quoted') or r.form_key = ${input.key})`
    const same = open.find(({ key }) => key === input.key)
    if (same) return { reference: requestReference(same.number) }
    if (open[0])
      throw new Conflict(
        `${requestReference(open[0].number)} asks to change it already. Write there, or wait until it is decided.`,
      )
    const requestId = newId(ctx.now)
    const [made] = await ctx.sql<{ number: number }[]>`
      insert into service_requests (organisation_id, id, number, form_key, item_code, title, goal, currency, source, requester_id, manager_id, notice_version,
        state, asked_at, quote_due_at, changed_at, changes_id, change_reason)
      select organisation_id, ${requestId}::uuid, nextval('service_request_numbers'), ${input.key}::uuid, item_code, ${input.title}, ${input.goal}, currency, 'portal',
        ${requesterId}::uuid, manager_id, notice_version, 'new', ${ctx.now}::timestamptz, ${await dueAt(ctx, work)}::timestamptz, ${ctx.now}::timestamptz,
        ${work.id}::uuid, ${input.reason}
      from service_requests where organisation_id = ${organisationId} and id = ${work.requestId} returning number::int as number`
    await tellAsked(ctx, work, { requestId, reference: requestReference(made!.number), title: input.title, goal: input.goal })
    if (actor.kind === 'staff')
      await writeTogether(
        ctx,
        requestStepWrites(ctx, { organisationId, id: requestId }, { from: 'new', to: 'scoping', reason: '' }),
      )
    return { reference: requestReference(made!.number) }
  })
}

async function dueAt(ctx: TxCtx, { regionCode }: WorkRow) {
  const region = (await listRegions(ctx)).find(({ code }) => code === regionCode)
  return region ? endOfBusinessDay(region.calendar, ctx.now, QUOTE_WITHIN_DAYS) : addMs(ctx.now, QUOTE_WITHIN_DAYS * DAY_MS)
}

async function tellAsked(
  ctx: TxCtx,
  work: WorkRow,
  of: { requestId: string; reference: string; title: string; goal: string },
): Promise<void> {
  const { organisationId, managerId, requesterId } = work
  const { requestId, reference, title, goal } = of
  const [item] = await ctx.sql<{ name: string; dueAt: number; manager: string }[]>`
    select i.name, r.quote_due_at as "dueAt", r.manager_id as manager from service_requests r join service_items i on i.code = r.item_code where r.id = ${requestId}`
  const by = 'name' in ctx.actor ? ctx.actor.name : ''
  const userId = ctx.actor.kind === 'customer' || ctx.actor.kind === 'staff' ? ctx.actor.userId : requesterId
  await writeTogether(ctx, [
    ctx.sql`
      insert into service_request_steps (organisation_id, id, request_id, from_state, to_state, actor_id, reason, at)
      values (${organisationId}, ${newId(ctx.now)}, ${requestId}, null, 'new', ${userId}, '', ${ctx.now})`,
    ...historyWrites(
      ctx,
      {
        ...{ action: 'request.asked', audience: 'customer', organisationId, subjectId: requestId },
        after: { reference, changes: engagementReference(work.number) },
      },
      { type: 'request.changed', audience: 'staff' },
    ),
    ...(ctx.actor.kind === 'customer'
      ? mailWrites(ctx, {
          kind: 'request_for_account_manager',
          recipientId: managerId,
          organisationId,
          requestId,
          dedupeKey: `request-manager:${requestId}`,
          facts: { reference, title, itemName: item!.name, quoteDueAt: item!.dueAt, goal, requesterName: by },
        })
      : []),
  ])
}

/**
 * What a version of a change says of the engagement when it is sent, and the approved time past the budget that it names. Throws
 * Conflict for work that is over.
 */
export async function changeOf(
  ctx: TxCtx,
  { changesId, changeReason }: LockedRequest,
  { id: versionId }: Pick<VersionRow, 'id'>,
): Promise<{ words: string; writes: Write[] } | null> {
  if (changesId === null || changeReason === null) return null
  const [work] = await workByIds(ctx, [changesId], { lock: true })
  const reference = engagementReference(work!.number)
  if (isOver(work!.state)) throw new Conflict(`${reference} is over. Nothing of it is changed any more.`)
  const { currency, organisationId } = work!
  const [revisions, entries] = await Promise.all([revisionsOf(ctx, work!), entriesOf(ctx, [changesId])])
  const overrun = entries.filter(isPast).sort(byDayAndId)
  const names = await namesOf(
    ctx,
    overrun.map(({ consultantId }) => consultantId),
  )
  const words = changeWords({
    ...{ engagement: reference, reason: changeReason, fees: feesOf(revisions, currency) },
    expenses: sumMoney(
      currency,
      revisions.map(({ expenses }) => expenses),
    ),
    overrun: overrun.map(({ workedOn, billedMinutes: minutes, consultantId, customerNote: note }) => ({
      ...{ workedOn, minutes, note, consultantName: names.get(consultantId) ?? '' },
    })),
  })
  return {
    words,
    writes: overrun.map(
      ({ id, billedMinutes }) => ctx.sql`
        insert into change_entries (organisation_id, version_id, entry_id, minutes)
        values (${organisationId}::uuid, ${versionId}::uuid, ${id}::uuid, ${billedMinutes}::smallint)`,
    ),
  }
}

const isPast = ({ state, timeClass }: EntryRow) => state === 'approved' && timeClass === 'overrun'

/**
 * What follows from an accepted change, in the transaction of its signature: a revision of the budget, milestones of its fixed prices,
 * and the time past the budget that its text names is charged, in the order of day and entry, as far as the money reaches; an entry
 * that straddles the end is split. Then what waits for approval is shared out anew. Throws Conflict for work that is over.
 */
export async function applyChange(ctx: TxCtx, changesId: string, version: VersionRow, totals: QuoteTotals): Promise<void> {
  const { organisationId, id: versionId } = version
  const [work] = await workByIds(ctx, [changesId])
  if (isOver(work!.state)) throw new Conflict(`${engagementReference(work!.number)} is over. Nothing of it is changed any more.`)
  // Whoever changes the same work waits here: a customer's role may not lock its row by itself.
  await writeAsHouse(ctx, [
    ctx.sql`update engagements set changed_at = ${ctx.now} where organisation_id = ${organisationId} and id = ${changesId}`,
  ])
  await writeAsHouse(ctx, [
    ctx.sql`
      insert into budget_revisions (organisation_id, engagement_id, revision, version_id, fees_minor, expenses_minor, at)
      select ${organisationId}::uuid, ${changesId}::uuid, max(b.revision) + 1, ${versionId}::uuid, ${String(totals.fees.minor)}::bigint,
        ${String(totals.expenses.minor)}::bigint, ${ctx.now}::timestamptz
      from budget_revisions b where b.organisation_id = ${organisationId} and b.engagement_id = ${changesId}`,
    ...historyWrites(ctx, {
      ...{ action: 'engagement.changed', audience: 'customer', organisationId, subjectId: changesId },
      after: { engagement: engagementReference(work!.number), quote: version.words.reference, version: version.words.version },
    }),
  ])
  const made = await milestoneWrites(ctx, version, changesId)
  if (made.length > 0) await writeAsHouse(ctx, made)
  await grantHours(ctx, work!, version)
  await payForOverrun(ctx, work!, versionId)
  // What was just paid for takes its hours before what waits is shared out over the rest.
  await drawHours(ctx, work!)
  await coverWork(ctx, work!)
  await tellBurn(ctx, work!)
}

async function payForOverrun(ctx: TxCtx, work: WorkRow, versionId: string): Promise<void> {
  const { id, organisationId, currency } = work
  const [named, entries, revisions, milestones] = await Promise.all([
    ctx.sql<
      { id: string }[]
    >`select entry_id as id from change_entries where organisation_id = ${organisationId} and version_id = ${versionId}`,
    entriesOf(ctx, [id]),
    revisionsOf(ctx, work),
    milestonesOf(ctx, [id]),
  ])
  const decided = entries.filter(
    ({ state, timeClass }) => (state === 'approved' || state === 'written_off') && isCharged(timeClass),
  )
  const open = entries.filter((entry) => isPast(entry) && named.some((each) => each.id === entry.id))
  const asGroup = <T extends EntryRow>(entry: T) => ({ ...entry, minutes: entry.billedMinutes })
  const budget = budgetForTime(feesOf(revisions, currency), fixedOf(milestones, currency))
  const paid =
    blockKindOf(work.model) === null
      ? coverTime(budget, decided.map(asGroup), open.map(asGroup))
      : coverHours(await blocksOf(ctx, [id]), open.map(asGroup))
  const covered = paid.filter(({ charged }) => charged > 0)
  if (covered.length === 0) return
  const split = covered.filter(({ overrun }) => overrun > 0)
  // The rest is copied from the entry before it shrinks: both in one statement see it as it was.
  await writeAsHouse(ctx, [
    ...covered.map(
      ({ id, charged }) => ctx.sql`
        update time_entries set time_class = ${usualClass(work.model)}, billed_minutes = ${charged}, changed_at = ${ctx.now}
        where organisation_id = ${organisationId} and id = ${id}`,
    ),
    ...split.map((each) => partWrite(ctx, { organisationId, id: each.id }, each.overrun)),
  ])
}
