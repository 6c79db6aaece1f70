import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { canSeeNotes } from '../policy'
import { freshSince, presentOn, type Doing, type PageSeen, type Present } from '../presence'

/** Who is on which case now, by the digits of the case. Throws Forbidden for anybody but staff and system. */
export async function listPresence(ctx: Ctx): Promise<Map<number, Present[]>> {
  if (!canSeeNotes(ctx.actor)) throw new Forbidden('cases.presence')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<{ number: number; id: string; name: string; doing: Doing; seen_at: Instant }[]>`
      select c.number, p.user_id as id, u.name, p.doing, p.seen_at
      from case_presence p join cases c on c.organisation_id = p.organisation_id and c.id = p.case_id join users u on u.id = p.user_id
      where p.seen_at >= ${freshSince(ctx.now)}`
    const pages = new Map<number, PageSeen[]>()
    for (const { number, seen_at: seenAt, ...person } of rows)
      pages.set(number, [...(pages.get(number) ?? []), { ...person, seenAt }])
    return new Map([...pages].map(([number, seen]) => [number, presentOn(seen, ctx.now)]))
  })
}
