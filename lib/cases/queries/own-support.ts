import 'server-only'
import { read, type Ctx } from '@/db/context'
import { coveredManager, withAccountManager } from '@/lib/identity/queries/account-manager'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { AccountManagerView, OwnSupportView } from '../views'

type Row = {
  organisationName: string
  regionCode: string
  sites: string[]
  managerId: string
  managerName: string
  covers: AccountManagerView['covers']
}

/** Who looks after the customer who asks: their organisation, its region and sites, and the account manager or, in absence, the backup. */
export async function getOwnSupport(ctx: Ctx): Promise<OwnSupportView> {
  const { actor } = ctx
  if (actor.kind !== 'customer') throw new Forbidden('cases.own_support')
  const [row] = await read(
    ctx,
    (ctx) => ctx.sql<Row[]>`
      select o.name as "organisationName", o.region_code as "regionCode", o.sites, m.id as "managerId", m.name as "managerName",
        ${coveredManager(ctx)} as covers
      from organisations o
      ${withAccountManager(ctx)}
      where o.id = ${actor.organisationId}`,
  )
  if (!row) throw new NotFound('organisation')
  const { organisationName, regionCode, sites, managerId, managerName, covers } = row
  return { organisationName, regionCode, sites, accountManager: { id: managerId, name: managerName, isStaff: true, covers } }
}
