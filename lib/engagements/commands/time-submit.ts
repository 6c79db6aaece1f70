import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { formatLocalDate } from '@/lib/kernel/words'
import { engagementReference, takesSubmissions } from '../engagement'
import { canWriteTime } from '../policy'
import { workByIds, type WorkRow } from '../queries/work-rows'
import { formatWorked, NOTE_MIN } from '../time'
import { daysOfWeek } from '../time-sheet'
import { NOTE_WORDS, type SubmitTimeInput } from '../work-input'
import { coverWork } from './work-cover'
import { servicesLeads, tellBurn, workMailWrites } from './work-writes'

type Draft = { id: string; workId: string; organisationId: string; workedOn: string; worked: number; noteLength: number }

/**
 * Submits one's drafts of a week for approval by somebody else. The budget of each engagement is shared out anew; who is to be told
 * that it passes a share, is. Throws Forbidden, Conflict while the work takes none or nothing is left to submit, Invalid for a note
 * that is too short: then nothing is submitted.
 */
export async function submitTime(ctx: Ctx, { week }: SubmitTimeInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.time')
  const days = daysOfWeek(week)
  await inTransaction(ctx, async (ctx) => {
    const of = ctx.sql`t.consultant_id = ${actor.userId} and t.state = 'draft' and t.split_from is null and t.worked_on between ${days[0]!} and ${days[6]!}`
    const touched = await ctx.sql<{ id: string }[]>`select distinct t.engagement_id as id from time_entries t where ${of}`
    if (touched.length === 0) return
    const works = await workByIds(
      ctx,
      touched.map(({ id }) => id),
      { lock: true },
    )
    // Read behind the lock: what another submission took along meanwhile is no draft any more.
    const drafts = await ctx.sql<Draft[]>`
      select t.id, t.engagement_id as "workId", t.organisation_id as "organisationId", t.worked_on::text as "workedOn", t.worked_minutes as worked,
        char_length(t.customer_note) as "noteLength" from time_entries t where ${of} order by t.worked_on, t.id`
    for (const work of works) {
      const own = drafts.filter(({ workId }) => workId === work.id)
      if (own.length > 0) assertSubmittable(work, own)
    }
    for (const work of works) {
      const own = drafts.filter(({ workId }) => workId === work.id)
      if (own.length === 0) continue
      await ctx.sql`
        update time_entries set state = 'submitted', submitted_at = ${ctx.now}, changed_at = ${ctx.now} where id = any(${own.map(({ id }) => id)})`
      await coverWork(ctx, work)
      const approvers = work.leadId !== null && work.leadId !== actor.userId ? [work.leadId] : await servicesLeads(ctx)
      const minutes = own.reduce((sum, { worked }) => sum + worked, 0)
      await writeTogether(ctx, [
        ...own.flatMap(({ id, organisationId, workedOn, worked }) => [
          ctx.sql`
            insert into time_entry_steps (organisation_id, id, entry_id, from_state, to_state, actor_id, reason, at)
            values (${organisationId}::uuid, ${newId(ctx.now)}::uuid, ${id}::uuid, 'draft', 'submitted', ${actor.userId}::uuid, '', ${ctx.now}::timestamptz)`,
          ...historyWrites(ctx, {
            ...{ action: 'time.state_changed', audience: 'staff', organisationId, subjectId: id },
            before: { state: 'draft' },
            after: { engagement: engagementReference(work.number), workedOn, worked, state: 'submitted' },
          }),
        ]),
        ...workMailWrites(ctx, work, {
          news: 'time_submitted',
          to: approvers.filter((id) => id !== actor.userId),
          key: `${days[0]}:${actor.userId}:${ctx.now}`,
          detail: formatWorked(minutes),
        }),
      ])
      await tellBurn(ctx, work)
    }
  })
}

function assertSubmittable(work: WorkRow, drafts: readonly Draft[]): void {
  const reference = engagementReference(work.number)
  if (!takesSubmissions(work.state))
    throw new Conflict(`${reference} rests or has not begun. Time of it is submitted once it goes on; it is kept here.`)
  const short = drafts.find(({ noteLength }) => noteLength < NOTE_MIN)
  if (short)
    throw new Invalid({ '': [`The note of ${reference} on ${formatLocalDate(short.workedOn)} is too short. ${NOTE_WORDS}`] })
}
