import 'server-only'
import type { TxCtx } from '@/db/context'
import { mailIdOf } from '@/lib/jobs/gateway'
import { releasedKey } from '../update'

export type UntoldCase = { caseId: string; organisationId: string; requesterId: string }

/** The cases linked to an update whose requesters have had no mail about it; the outbox remembers by key. */
export async function untoldCases(ctx: TxCtx, updateId: string): Promise<UntoldCase[]> {
  const linked = await ctx.sql<UntoldCase[]>`
    select distinct c.id as "caseId", c.organisation_id as "organisationId", c.requester_id as "requesterId"
    from update_entry_cases l join cases c on c.organisation_id = l.organisation_id and c.id = l.case_id
    where l.update_id = ${updateId} order by c.id`
  const ids = new Map(linked.map((each) => [mailIdOf(releasedKey(updateId, each.caseId)), each]))
  if (ids.size === 0) return []
  const told = await ctx.sql<{ id: string }[]>`select id from outbox where id = any (${[...ids.keys()]}::uuid[])`
  for (const { id } of told) ids.delete(id)
  return [...ids.values()]
}
