import 'server-only'
import { read, type Ctx } from '@/db/context'
import type { PaletteFinds } from '../views'
import { typedNumber } from '../filter'
import { listMatching } from './flat'
import { queueCtx, type QueueCtx } from './scope'

const CASES = 7
const ORGANISATIONS = 4

/** Cases by number or words of their subject, and organisations by a part of their name. Throws Forbidden for anybody who is not staff. */
export async function findForPalette(ctx: Ctx, q: string): Promise<PaletteFinds> {
  return read(ctx, async (tx) => {
    const ctx = queueCtx(tx)
    if (q === '') return { cases: [], organisations: [] }
    const organisations = ctx.sql<{ id: string; name: string }[]>`
      select id, name from organisations where position(lower(${q}) in lower(name)) > 0
      order by position(lower(${q}) in lower(name)), name limit ${ORGANISATIONS}`.execute()
    const cases = await findCases(ctx, q)
    return { cases, organisations: [...(await organisations)] }
  })
}

async function findCases(ctx: QueueCtx, q: string): Promise<PaletteFinds['cases']> {
  const ids = typedNumber(q) === null ? (await listMatching(ctx, q)).slice(0, CASES) : []
  const rows = await ctx.sql<PaletteFinds['cases'][number][]>`
    select i.case_prefix || '-' || c.number as reference, c.subject, o.name as organisation, c.status
    from cases c cross join installation i join organisations o on o.id = c.organisation_id
    where ${typedNumber(q) === null ? ctx.sql`c.id = any(${ids}::uuid[])` : ctx.sql`c.number = ${typedNumber(q)}`}
    order by c.number desc`
  return [...rows]
}
