import 'server-only'
import { read, type Ctx } from '@/db/context'
import { NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { levelPromises, type LevelPromise } from '@/lib/sla/level-promises'
import { getCalendars, getPolicyVersion, listClocks } from '@/lib/sla/queries'
import type { Level } from '@/lib/sla/support-policy'
import { isUnresolved, type CaseStatus } from '../case'
import { canReclassify, canSeeNotes } from '../policy'
import { named, visibleCases } from './visible'

type Row = {
  id: string
  status: CaseStatus
  level: Level
  calendarId: string
  policyVersionId: string
  lastAnswerAt: Instant | null
}

/**
 * By when a person would answer under each other level, were this case's level corrected now: exactly what `reclassifyCase` would
 * do. Empty for a case that is over and for staff who may not correct levels. Throws NotFound for anybody who is not staff.
 */
export async function getLevelPromises(ctx: Ctx, reference: string): Promise<LevelPromise[]> {
  if (!canSeeNotes(ctx.actor)) throw new NotFound('case')
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<Row[]>`
      select c.id, c.status, c.severity as level, c.calendar_id as "calendarId", c.policy_version_id as "policyVersionId",
        c.last_public_staff_message_at as "lastAnswerAt"
      from cases c cross join installation i where ${named(ctx, reference)} and ${visibleCases(ctx)}`
    if (!row) throw new NotFound('case')
    if (!canReclassify(ctx.actor) || !isUnresolved(row.status)) return []
    const [clocks, { policy }] = await Promise.all([listClocks(ctx, row.id), getPolicyVersion(ctx, row.policyVersionId)])
    const ids = [row.calendarId, ...clocks.flatMap((clock) => clock.segments.map((segment) => segment.calendarId))]
    return levelPromises({ ...row, policy, clocks, resolved: false }, await getCalendars(ctx, ids), ctx.now)
  })
}
