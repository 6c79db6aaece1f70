// The hours and the leave of the demo's people: agents keep weeks of their own, account managers the hours of their region, and one
// of them has been away since yesterday, with somebody who covers.
import type { TxCtx } from '@/db/context'
import type { Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { leaveInstants } from '@/lib/shifts/absence'
import { isoDate, localDay, zoneOf } from '@/lib/sla/zone'

const WORKDAYS = [1, 2, 3, 4, 5]

const HOURS: Readonly<Record<string, { from: string; to: string }>> = {
  hana: { from: '08:00', to: '16:30' },
  jonty: { from: '09:00', to: '17:30' },
  saskia: { from: '08:00', to: '16:30' },
  callum: { from: '09:30', to: '18:00' },
  naomi: { from: '06:00', to: '14:30' },
  rafael: { from: '09:00', to: '17:30' },
}

/** People whose days belong to engagements. */
const CONSULTANTS = ['kaito', 'wiremu', 'petra', 'dario']

const LEAVE = { of: 'marisol', cover: 'tobin', days: 9 }

/** Writes both as rows, as they are after people entered them. `now` is today in the demo. */
export async function insertShifts(ctx: TxCtx, staff: ReadonlyMap<string, Staff>, now: Instant): Promise<void> {
  const weeks = [
    ...Object.entries(HOURS).map(([key, hours]) => ({ key, week: WORKDAYS.map((day) => ({ day, ...hours })) })),
    ...CONSULTANTS.map((key) => ({ key, week: [] })),
  ]
  for (const { key, week } of weeks) {
    const { userId, timeZone } = staff.get(key)!
    await ctx.sql`
      insert into staff_hours (user_id, time_zone, week, updated_at) values (${userId}, ${timeZone}, ${JSON.stringify(week)}::jsonb, ${ctx.now})`
  }
  const { userId, timeZone } = staff.get(LEAVE.of)!
  const yesterday = localDay(zoneOf(timeZone), now) - 1
  const [startsOn, backOn] = [isoDate(yesterday), isoDate(yesterday + LEAVE.days)]
  const { startsAt, endsAt } = leaveInstants({ startsOn, backOn }, timeZone)
  await ctx.sql`
    insert into absences (id, user_id, starts_on, back_on, starts_at, ends_at, cover_id, gives_back, created_at)
    values (${newId(now)}, ${userId}, ${startsOn}, ${backOn}, ${startsAt}, ${endsAt}, ${staff.get(LEAVE.cover)!.userId}, 'none', ${ctx.now})`
}
