import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import { dayOf, type Instant } from '@/lib/kernel/time'
import { hasRole } from '@/lib/kernel/actor'
import { timeView } from '../time-view'
import { feesOf } from '../burn'
import { engagementReference, isOver, takesTime } from '../engagement'
import { canWriteTime } from '../policy'
import type { RateRole } from '../rate-card'
import { agreedRate, BACK_DAYS, hasRates, isEditable, NOTE_MIN } from '../time'
import { fixedOf, addDays, budgetAfter, cellKey, daysOfWeek } from '../time-sheet'
import type { DeskTimeView, TimeCell, TimeRow, TimeSheet, TimeToApprove } from '../work-views'
import { burnOfWork, deskTime, namesOf } from './engagement'
import { entriesOf, milestonesOf, rateLinesOf, revisionsOf, workByIds, type EntryRow, type WorkRow } from './work-rows'

/**
 * A week of one's own time: a row for each engagement and role that the reader is assigned to or has written time for. `week`: any day
 * of it; the present one unless told, in the reader's zone. For our people; throws Forbidden.
 */
export async function getTimeSheet(ctx: Ctx, week?: string): Promise<TimeSheet> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.time')
  return read(ctx, async (ctx) => {
    const today = dayOf(ctx.now, actor.timeZone)
    const days = daysOfWeek(week ?? today)
    const [assigned, waiting, open] = await Promise.all([
      ctx.sql<{ workId: string; role: RateRole; isAssigned: boolean }[]>`
        select a.engagement_id as "workId", a.role, true as "isAssigned" from engagement_assignments a join engagements e on e.id = a.engagement_id
        where a.user_id = ${actor.userId} and a.ended_at is null and a.from_on <= ${days[6]!} and e.state in ('active', 'on_hold', 'delivered')
        union select t.engagement_id, t.role, false from time_entries t
        where t.consultant_id = ${actor.userId} and t.worked_on between ${days[0]!} and ${days[6]!}`,
      countToApprove(ctx, actor.userId, hasRole(actor, 'services_lead')),
      ctx.sql<{ day: string }[]>`
        select distinct date_trunc('week', t.worked_on)::date::text as day from time_entries t
        where t.consultant_id = ${actor.userId} and t.state in ('draft', 'rejected') and t.worked_on < ${days[0]!} order by 1 desc limit 4`,
    ])
    const works = await workByIds(
      ctx,
      assigned.map(({ workId }) => workId),
    )
    const [entries, lines, milestones] = await Promise.all([
      entriesOf(
        ctx,
        works.map(({ id }) => id),
      ),
      rateLinesOf(
        ctx,
        works.map(({ id }) => id),
      ),
      milestonesOf(
        ctx,
        works.map(({ id }) => id),
      ),
    ])
    const names = await namesOf(ctx, [actor.userId])
    const own = entries.filter(({ consultantId, workedOn }) => consultantId === actor.userId && days.includes(workedOn))
    const workOf = new Map(works.map((work) => [work.id, work]))
    const views = await deskTime(
      ctx,
      own.map((entry) => {
        const work = workOf.get(entry.workId)!
        return { ...timeView(entry, work.currency, names), leadId: work.leadId, isOver: isOver(work.state) }
      }),
    )
    const versions = await versionsOf(ctx, own)
    const timer = await timerOf(ctx, actor.userId)
    const rows = await Promise.all(
      works.flatMap((work) => {
        const roles = new Set(assigned.filter(({ workId }) => workId === work.id).map(({ role }) => role))
        return [...roles].map(async (role): Promise<TimeRow> => {
          const isAssigned = assigned.some((each) => each.workId === work.id && each.role === role && each.isAssigned)
          const ofRow = own.filter((entry) => entry.workId === work.id && entry.role === role).map(({ id }) => id)
          const rowViews = views.filter(({ id }) => ofRow.includes(id))
          const cells = days.map((day) =>
            cellOf({ day, today, work, views: rowViews, versions, isAssigned, reachesBack: hasRole(actor, 'services_lead') }),
          )
          const rate = !hasRates(work.model)
            ? undefined
            : agreedRate(
                lines.filter(({ workId }) => workId === work.id),
                role,
              )
          const budget = feesOf(await revisionsOf(ctx, work), work.currency)
          const ofWork = entries.filter(({ workId }) => workId === work.id)
          return {
            ...{ requestReference: work.requestReference, reference: engagementReference(work.number), title: work.title },
            ...{ organisationName: work.organisationName, role, model: work.model, rounding: work.rounding },
            rate: rate ? money(rate.rateMinor, work.currency) : null,
            quoteReference: rate ? (lines.find(({ versionId }) => versionId === rate.versionId)?.quote ?? null) : null,
            cells,
            minutes: cells.reduce((sum, { minutes }) => sum + minutes, 0),
            after: !hasRates(work.model)
              ? null
              : budgetAfter({
                  budget,
                  fixed: fixedOf(
                    milestones.filter(({ workId }) => workId === work.id),
                    work.currency,
                  ),
                  rounding: work.rounding,
                  entries: ofWork,
                  authorId: actor.userId,
                }),
          }
        })
      }),
    )
    const drafts = views.filter(({ state }) => isEditable(state))
    return {
      ...{ week: days[0]!, days, today },
      rows: rows.sort((a, b) => (a.reference === b.reference ? (a.role < b.role ? -1 : 1) : a.reference < b.reference ? -1 : 1)),
      minutes: rows.reduce((sum, { minutes }) => sum + minutes, 0),
      draftMinutes: drafts.reduce((sum, { workedMinutes, state }) => sum + (state === 'draft' ? workedMinutes : 0), 0),
      missing: rows.flatMap((row) =>
        row.cells.flatMap(({ workedOn, entries: inCell }) =>
          inCell.some(({ state, customerNote }) => state === 'draft' && customerNote.length < NOTE_MIN)
            ? [{ workedOn, cell: cellKey(row.requestReference, row.role, workedOn), reference: row.reference }]
            : [],
        ),
      ),
      openWeeks: open.map(({ day }) => day),
      timer,
      toApprove: waiting,
    }
  })
}

async function timerOf(ctx: TxCtx, userId: string): Promise<TimeSheet['timer']> {
  const [timer] = await ctx.sql<{ number: number; title: string; role: RateRole; startedAt: Instant }[]>`
    select e.number::int as number, r.title, t.role, t.started_at as "startedAt" from timers t
      join engagements e on e.organisation_id = t.organisation_id and e.id = t.engagement_id
      join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id where t.user_id = ${userId}`
  if (!timer) return null
  const { number, ...rest } = timer
  return { ...rest, reference: engagementReference(number) }
}

async function versionsOf(ctx: TxCtx, own: readonly EntryRow[]): Promise<Map<string, number>> {
  const rows = await ctx.sql<
    { id: string; version: number }[]
  >`select id, version from time_entries where id = any(${own.map(({ id }) => id)})`
  return new Map(rows.map(({ id, version }) => [id, version]))
}

function cellOf(of: {
  day: string
  today: string
  work: WorkRow
  views: readonly DeskTimeView[]
  versions: ReadonlyMap<string, number>
  isAssigned: boolean
  reachesBack: boolean
}): TimeCell {
  const { day, today, work, views, versions, isAssigned, reachesBack } = of
  const entries = views.filter(({ workedOn }) => workedOn === day)
  const draft = entries.find(({ state, splitFrom }) => isEditable(state) && splitFrom === null)
  const shut = !isAssigned
    ? 'You are not assigned any more.'
    : !takesTime(work.state)
      ? 'The work takes no time now.'
      : day > today
        ? 'This day has not come yet.'
        : day < addDays(today, -BACK_DAYS) && !reachesBack
          ? `More than ${BACK_DAYS} days ago: ask the services lead.`
          : null
  return {
    workedOn: day,
    entries,
    minutes: entries.reduce((sum, { workedMinutes }) => sum + workedMinutes, 0),
    draft: draft ? { id: draft.id, version: versions.get(draft.id) ?? 0 } : null,
    shut,
  }
}

async function countToApprove(ctx: TxCtx, userId: string, all: boolean): Promise<number> {
  const [row] = await ctx.sql<{ count: number }[]>`
    select count(*)::int as count from time_entries t join engagements e on e.organisation_id = t.organisation_id and e.id = t.engagement_id
    where t.state = 'submitted' and t.split_from is null and t.consultant_id <> ${userId} and (${all} or e.lead_id = ${userId})`
  return row!.count
}

/** What waits for the reader's approval: of work that they lead, or all of it for a services lead; never their own. Throws Forbidden. */
export async function listTimeToApprove(ctx: Ctx): Promise<TimeToApprove[]> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.time')
  return read(ctx, async (ctx) => {
    const ids = await ctx.sql<{ id: string }[]>`
      select distinct t.engagement_id as id from time_entries t join engagements e on e.organisation_id = t.organisation_id and e.id = t.engagement_id
      where t.state = 'submitted' and t.consultant_id <> ${actor.userId} and (${hasRole(actor, 'services_lead')} or e.lead_id = ${actor.userId})`
    const works = await workByIds(
      ctx,
      ids.map(({ id }) => id),
    )
    const entries = await entriesOf(
      ctx,
      works.map(({ id }) => id),
    )
    const names = await namesOf(
      ctx,
      entries.map(({ consultantId }) => consultantId),
    )
    return Promise.all(
      works.map(async (work): Promise<TimeToApprove> => {
        const ofWork = entries.filter(({ workId }) => workId === work.id)
        const waiting = ofWork.filter(({ state, consultantId }) => state === 'submitted' && consultantId !== actor.userId)
        return {
          ...{ requestReference: work.requestReference, reference: engagementReference(work.number), title: work.title },
          organisationName: work.organisationName,
          burn: await burnOfWork(ctx, work, {
            ...{
              revisions: await revisionsOf(ctx, work),
              entries: ofWork,
              milestones: await milestonesOf(ctx, [work.id]),
              lines: [],
              assignments: [],
            },
          }),
          time: await deskTime(
            ctx,
            waiting.map((entry) => ({
              ...timeView(entry, work.currency, names),
              leadId: work.leadId,
              isOver: isOver(work.state),
            })),
          ),
        }
      }),
    )
  })
}
