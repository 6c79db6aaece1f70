import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { SetRegionLeadInput } from '../input'
import { canManagePeople } from '../policy'

/**
 * Makes somebody a lead of their region or ends that: a lead is warned after the assignee, and keeps the hours, the leave and the
 * assignment of the region. Throws Forbidden, and NotFound for somebody who does not work here.
 */
export async function setRegionLead(ctx: Ctx, { userId, leads }: SetRegionLeadInput): Promise<void> {
  if (!canManagePeople(ctx.actor)) throw new Forbidden('people.manage')
  await inTransaction(ctx, async (ctx) => {
    const [person] = await ctx.sql<{ leads: boolean; regionCode: string }[]>`
      select leads_region as leads, region_code as "regionCode" from staff_members where user_id = ${userId} and ended_at is null for update`
    if (!person) throw new NotFound('person')
    if (person.leads === leads) return
    await ctx.sql`update staff_members set leads_region = ${leads} where user_id = ${userId}`
    const { regionCode } = person
    await record(
      ctx,
      {
        action: 'person.roles_changed',
        audience: 'staff',
        organisationId: null,
        subjectId: userId,
        before: { leadsRegion: person.leads, regionCode },
        after: { leadsRegion: leads, regionCode },
      },
      { type: 'people.changed', audience: 'staff' },
    )
  })
}
