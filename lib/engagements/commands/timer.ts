import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { dayOf, MINUTE_MS, type Instant } from '@/lib/kernel/time'
import { engagementReference, takesTime } from '../engagement'
import { canWriteTime } from '../policy'
import { workByIds, workOfRequest } from '../queries/work-rows'
import type { RateRole } from '../rate-card'
import { timedMinutes } from '../timer'
import type { StartTimerInput, StopTimerInput } from '../work-input'
import { saveTime, type SavedTime } from './time-draft'

type Timer = { workId: string; role: RateRole; startedAt: Instant }

/**
 * Begins to take the actor's time for work that they are assigned to; one timer of a person runs at a time. Throws NotFound, Forbidden for
 * whoever is not assigned, Conflict while the work takes no time or another timer runs.
 */
export async function startTimer(ctx: Ctx, { reference, role }: StartTimerInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.time')
  await inTransaction(ctx, async (ctx) => {
    const work = await workOfRequest(ctx, reference)
    const [assigned] = await ctx.sql`
      select from engagement_assignments a where a.engagement_id = ${work.id} and a.user_id = ${actor.userId} and a.role = ${role} and a.ended_at is null`
    if (!assigned) throw new Forbidden('services.time')
    if (!takesTime(work.state)) throw new Conflict(`${engagementReference(work.number)} takes no time now. Ask its lead.`)
    const started = await ctx.sql`
      insert into timers (user_id, organisation_id, engagement_id, role, started_at)
      values (${actor.userId}, ${work.organisationId}, ${work.id}, ${role}, ${ctx.now}) on conflict (user_id) do nothing returning user_id`
    if (started.length === 0) throw new Conflict('A timer runs already. Stop that one first.')
  })
}

/**
 * Stops the actor's timer. Its time, in whole minutes and at least one, is added to the draft of today, or begins one; `keep` false forgets
 * it. Throws Forbidden, NotFound while none runs, and what `saveTime` throws: then it runs on.
 */
export async function stopTimer(ctx: Ctx, { keep }: StopTimerInput): Promise<SavedTime | null> {
  const { actor } = ctx
  if (!canWriteTime(actor)) throw new Forbidden('services.time')
  return inTransaction(ctx, async (ctx) => {
    const [timer] = await ctx.sql<Timer[]>`
      delete from timers where user_id = ${actor.userId} returning engagement_id as "workId", role, started_at as "startedAt"`
    if (!timer) throw new NotFound('timer')
    if (!keep) return null
    return saveTimed(ctx, timer, dayOf(ctx.now, actor.timeZone), actor.userId)
  })
}

async function saveTimed(ctx: TxCtx, { workId, role, startedAt }: Timer, workedOn: string, userId: string): Promise<SavedTime> {
  const [work] = await workByIds(ctx, [workId])
  const [draft] = await ctx.sql<{ version: number; worked: number; customerNote: string; internalNote: string }[]>`
    select version, worked_minutes as worked, customer_note as "customerNote", internal_note as "internalNote" from time_entries
    where engagement_id = ${workId} and consultant_id = ${userId} and role = ${role} and worked_on = ${workedOn}
      and state in ('draft', 'rejected') and split_from is null for update`
  return saveTime(ctx, {
    ...{ reference: work!.requestReference, role, workedOn, version: draft?.version ?? 0 },
    worked: timedMinutes((ctx.now - startedAt) / MINUTE_MS, draft?.worked ?? 0),
    ...{ customerNote: draft?.customerNote ?? '', internalNote: draft?.internalNote ?? '' },
  })
}
