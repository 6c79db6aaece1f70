import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { OwnSupportView } from '../views'

type Row = { organisationName: string; regionCode: string; sites: string[]; managerId: string; managerName: string }

/** Who looks after the customer who asks: their organisation, its region and sites, and the account manager or, in absence, the backup. */
export async function getOwnSupport(ctx: Ctx): Promise<OwnSupportView> {
  const { actor } = ctx
  if (actor.kind !== 'customer') throw new Forbidden('cases.own_support')
  const [row] = await read(
    ctx,
    (ctx) => ctx.sql<Row[]>`
      select o.name as "organisationName", o.region_code as "regionCode", o.sites, m.id as "managerId", m.name as "managerName"
      from organisations o
      join users c on c.id = o.csm_id
      join users m on m.id = case when c.disabled_at is null then o.csm_id else o.backup_csm_id end
      where o.id = ${actor.organisationId}`,
  )
  if (!row) throw new NotFound('organisation')
  const { organisationName, regionCode, sites, managerId, managerName } = row
  return { organisationName, regionCode, sites, accountManager: { id: managerId, name: managerName, isStaff: true } }
}
