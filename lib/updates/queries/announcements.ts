import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { actorUserId } from '@/lib/kernel/actor'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { addMs, type Instant } from '@/lib/kernel/time'
import { HISTORY_MS, SHOWN_AHEAD_MS } from '../announcement'
import { canReadUpdateDesk } from '../policy'
import type { Announcement, AnnouncementReaders, DeskAnnouncement } from '../views'

const LISTED = 200

/** What stands above the reader's page now: running or soon, for them, and not hidden; what is broken before what is planned. */
export async function listBanners(ctx: Ctx): Promise<Announcement[]> {
  const userId = actorUserId(ctx.actor)
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<Announcement[]>`
      select ${columns(ctx)} from announcements a
      where a.ended_at is null and (a.ends_at is null or a.ends_at > ${ctx.now}) and a.starts_at <= ${addMs(ctx.now, SHOWN_AHEAD_MS)}
        and ${forReader(ctx)}
        and not exists (select from announcements_hidden h where h.announcement_id = a.id and h.user_id = ${userId} and h.saving = a.saving)
      order by a.kind, a.starts_at, a.id`
    return [...rows]
  })
}

/** Everything that the reader was told: what is ahead and running, and what was over within half a year, the newest first. */
export async function listAnnouncements(ctx: Ctx): Promise<Announcement[]> {
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<Announcement[]>`
      select ${columns(ctx)} from announcements a
      where coalesce(a.ended_at, a.ends_at, ${ctx.now}) > ${addMs(ctx.now, -HISTORY_MS)} and ${forReader(ctx)}
      order by a.starts_at desc, a.id limit ${LISTED}`
    return [...rows]
  })
}

/** All of them, the newest first, with whom they are for. Throws Forbidden. */
export async function listDeskAnnouncements(ctx: Ctx): Promise<DeskAnnouncement[]> {
  if (!canReadUpdateDesk(ctx.actor)) throw new Forbidden('announcements.desk')
  return read(ctx, async (ctx) => deskRows(ctx, ctx.sql`true`))
}

/** One of them. Throws Forbidden, NotFound. */
export async function getDeskAnnouncement(ctx: Ctx, announcementId: string): Promise<DeskAnnouncement> {
  if (!canReadUpdateDesk(ctx.actor)) throw new Forbidden('announcements.desk')
  return read(ctx, async (ctx) => {
    const [row] = await deskRows(ctx, ctx.sql`a.id = ${announcementId}`)
    if (!row) throw new NotFound('announcement')
    return row
  })
}

/** Whom an announcement may be for. Throws Forbidden. */
export async function listAnnouncementReaders(ctx: Ctx): Promise<AnnouncementReaders> {
  if (!canReadUpdateDesk(ctx.actor)) throw new Forbidden('announcements.desk')
  return read(ctx, async (ctx) => {
    const [regions, organisations] = await Promise.all([
      ctx.sql<AnnouncementReaders['regions'][number][]>`select code, name from regions order by name`,
      ctx.sql<AnnouncementReaders['organisations'][number][]>`
        select id, name from organisations where disabled_at is null order by lower(name), id`,
    ])
    return { regions: [...regions], organisations: [...organisations] }
  })
}

function columns(ctx: TxCtx) {
  return ctx.sql`a.id, a.kind, a.title, a.body, a.starts_at as "startsAt", a.ends_at as "endsAt", a.ended_at as "endedAt"`
}

/** For whom `a` is, as row-level security says once more for customers and visitors. */
function forReader(ctx: TxCtx) {
  const { actor, sql } = ctx
  if (actor.kind !== 'customer') return sql`a.audience = 'everyone'`
  return sql`(a.audience = 'everyone'
    or (a.audience = 'regions' and exists (select from organisations o where o.id = ${actor.organisationId} and o.region_code = any (a.region_codes)))
    or (a.audience = 'organisations' and exists (
      select from announcement_organisations o where o.announcement_id = a.id and o.organisation_id = ${actor.organisationId})))`
}

type DeskRow = Omit<DeskAnnouncement, 'organisations'> & { organisations: { id: string; name: string }[]; createdAt: Instant }

async function deskRows(ctx: TxCtx, condition: PendingQuery<Row[]>): Promise<DeskAnnouncement[]> {
  const rows = await ctx.sql<DeskRow[]>`
    select ${columns(ctx)}, a.audience, a.region_codes as "regionCodes", a.created_at as "createdAt", c.name as "createdByName", e.name as "endedByName",
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by lower(o.name))
        from announcement_organisations x join organisations o on o.id = x.organisation_id where x.announcement_id = a.id), '[]') as organisations
    from announcements a join users c on c.id = a.created_by left join users e on e.id = a.ended_by
    where ${condition} order by a.starts_at desc, a.id limit ${LISTED}`
  return [...rows]
}
