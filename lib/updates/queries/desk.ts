import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { canReadUpdateDesk } from '../policy'
import type { DeskUpdate, DeskUpdateRow, UpdateEntry } from '../views'
import { untoldCases } from './untold'

const LISTED = 300

/** All updates, those that nobody reads yet first. Throws Forbidden. */
export async function listDeskUpdates(ctx: Ctx): Promise<DeskUpdateRow[]> {
  if (!canReadUpdateDesk(ctx.actor)) throw new Forbidden('updates.desk')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<DeskUpdateRow[]>`
      select p.id, p.version, p.title, p.released_on as "releasedOn", p.published_at as "publishedAt",
        (select count(*)::int from update_entries e where e.update_id = p.id) as entries,
        (select count(distinct l.case_id)::int from update_entry_cases l where l.update_id = p.id) as cases
      from product_updates p order by p.published_at is not null, p.released_on desc, p.id limit ${LISTED}`
    return [...rows]
  })
}

/** One update as its writers have it. Throws Forbidden, NotFound. */
export async function getDeskUpdate(ctx: Ctx, updateId: string): Promise<DeskUpdate> {
  if (!canReadUpdateDesk(ctx.actor)) throw new Forbidden('updates.desk')
  return read(ctx, async (ctx) => {
    const [[update], entries, [followers], untold] = await Promise.all([
      ctx.sql<Omit<DeskUpdate, 'entries' | 'followers' | 'untold'>[]>`
        select p.id, p.slug, p.version, p.title, p.summary, p.released_on as "releasedOn", p.saving, p.saved_at as "savedAt",
          p.published_at as "publishedAt", u.name as "publishedByName"
        from product_updates p left join users u on u.id = p.published_by where p.id = ${updateId}`,
      ctx.sql<UpdateEntry[]>`
        select e.kind, e.text, array(
          select i.case_prefix || '-' || c.number from update_entry_cases l
            join cases c on c.organisation_id = l.organisation_id and c.id = l.case_id cross join installation i
          where l.update_id = e.update_id and l.position = e.position order by c.number) as cases
        from update_entries e where e.update_id = ${updateId} order by e.position`,
      ctx.sql<DeskUpdate['followers'][]>`
        select count(*) filter (where following = 'at_once')::int as at_once, count(*) filter (where following = 'weekly')::int as weekly
        from update_readers where following is not null`,
      untoldCases(ctx, updateId),
    ])
    if (!update) throw new NotFound('update')
    return { ...update, entries: [...entries], followers: followers!, untold: untold.length }
  })
}
