import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { openState } from '@/lib/sla/calendar'
import { isRunning, type Clock } from '@/lib/sla/clock'
import { handOver } from '@/lib/sla/clock-changes'
import { nextPromise } from '@/lib/sla/next-promise'
import { getCalendars, listClocks, listRegions } from '@/lib/sla/queries'
import { handOverProblem, nextRegion, promiseMove, type HandOverFacts, type PromiseFact } from '../hand-over'
import { canHandOver, canSeeNotes } from '../policy'
import type { HandOverView } from '../views'
import { named, visibleCases } from './visible'

type Row = HandOverFacts & {
  id: string
  calendarId: string
  metric: 'first_response' | 'update' | null
  dueAt: Instant | null
  lastAnswerAt: Instant | null
}

/**
 * What a hand-over of this case would mean: the regions it can go to with the time its promise would have there, and the packet it
 * came with while nobody has answered or acknowledged. Throws NotFound for anybody who is not staff.
 */
export async function getHandOver(ctx: Ctx, reference: string): Promise<HandOverView> {
  if (!canSeeNotes(ctx.actor)) throw new NotFound('case')
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<Row[]>`
      select c.id, c.status, c.status_before_waiting as "beforeWaiting", c.region_code as "regionCode", c.calendar_id as "calendarId",
        c.next_metric as metric, c.next_due_at as "dueAt", c.last_public_staff_message_at as "lastAnswerAt"
      from cases c cross join installation i where ${named(ctx, reference)} and ${visibleCases(ctx)}`
    if (!row) throw new NotFound('case')
    const [choices, packet] = await Promise.all([listChoices(ctx, row), findPacket(ctx, row)])
    return { packet, ...choices }
  })
}

async function listChoices(ctx: TxCtx, row: Row): Promise<Pick<HandOverView, 'choices' | 'usual'>> {
  if (!canHandOver(ctx.actor)) return { choices: [], usual: null }
  const [regions, clocks] = await Promise.all([listRegions(ctx), listClocks(ctx, row.id)])
  const running = clocks.filter(isRunning)
  const ids = [
    ...regions.map(({ calendarId }) => calendarId),
    ...running.flatMap((clock) => clock.segments.map((segment) => segment.calendarId)),
  ]
  const calendars = await getCalendars(ctx, ids)
  const before: PromiseFact = row.metric !== null && row.dueAt !== null ? { metric: row.metric, dueAt: row.dueAt } : null
  const choices = regions
    .filter((region) => handOverProblem(row, region) === null)
    .map(({ code, name, definition, calendarId, calendar }) => {
      const moved = running.map((clock): Clock => handOver(clock, calendarId, ctx.now, calendars))
      const after = nextPromise(moved, calendars, ctx.now)
      return {
        code,
        name,
        zone: definition.zone,
        hours: openState(calendar, ctx.now),
        promise: after,
        move: promiseMove(before, after),
      }
    })
  return { choices, usual: nextRegion(choices, row.regionCode)?.code ?? null }
}

/** The packet that a case came with, until the region's first answer or its word that it has it. */
async function findPacket(ctx: TxCtx, { id, lastAnswerAt }: Row): Promise<HandOverView['packet']> {
  const [packet] = await ctx.sql<NonNullable<HandOverView['packet']>[]>`
    select f.name as "fromRegion", t.name as "toRegion", u.name as author, h.state, h.next_step as "nextStep", h.created_at as at
    from case_handovers h join regions f on f.code = h.from_region join regions t on t.code = h.to_region join users u on u.id = h.author_id
    where h.case_id = ${id} and h.acknowledged_at is null and h.created_at > ${lastAnswerAt ?? '-infinity'}::timestamptz
    order by h.created_at desc limit 1`
  return packet ?? null
}
