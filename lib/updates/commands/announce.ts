import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { AuditAction } from '@/lib/events/event'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { instantOfWallClock } from '@/lib/sla/wall-clock'
import { phaseOf } from '../announcement'
import type { AnnounceInput, AnnouncementInput } from '../announcement-input'
import { canFollowUpdates, canWriteUpdates } from '../policy'

/**
 * Announces something, or changes what is announced: its readers see it on the page that they have open, those who hid the
 * earlier wording too. Local times are those of the writer's zone. Throws Forbidden, NotFound, Invalid, Conflict for what is over.
 */
export async function announce(ctx: Ctx, input: AnnounceInput): Promise<{ announcementId: string }> {
  const { actor } = ctx
  if (!canWriteUpdates(actor)) throw new Forbidden('announcements.write')
  const startsAt = instantOfWallClock(input.startsAt, actor.timeZone)
  const endsAt = input.endsAt === undefined ? null : instantOfWallClock(input.endsAt, actor.timeZone)
  if (endsAt !== null && endsAt <= ctx.now) throw new Invalid({ endsAt: ['This time has passed already.'] })
  return inTransaction(ctx, async (ctx) => {
    await assertReaders(ctx, input)
    const { kind, audience, title, body } = input
    const regionCodes = audience === 'regions' ? [...input.regionCodes] : []
    const announcementId = input.announcementId ?? newId(ctx.now)
    if (input.announcementId === undefined) {
      await ctx.sql`
        insert into announcements (id, kind, audience, region_codes, title, body, starts_at, ends_at, saving, created_by, created_at)
        values (${announcementId}, ${kind}, ${audience}, ${regionCodes}, ${title}, ${body}, ${startsAt}, ${endsAt}, 1, ${actor.userId}, ${ctx.now})`
    } else {
      await lockRunning(ctx, announcementId)
      await ctx.sql`
        update announcements set kind = ${kind}, audience = ${audience}, region_codes = ${regionCodes}, title = ${title}, body = ${body},
          starts_at = ${startsAt}, ends_at = ${endsAt}, saving = saving + 1 where id = ${announcementId}`
      await ctx.sql`delete from announcement_organisations where announcement_id = ${announcementId}`
    }
    if (audience === 'organisations')
      await ctx.sql`
        insert into announcement_organisations (announcement_id, organisation_id)
        select ${announcementId}::uuid, o from unnest(${[...new Set(input.organisationIds)]}::uuid[]) o`
    const action = input.announcementId === undefined ? 'announcement.made' : 'announcement.changed'
    await tell(ctx, action, announcementId, { kind, audience, title, startsAt, endsAt })
    return { announcementId }
  })
}

/** Says that it is over, now. Throws Forbidden, NotFound, Conflict for what is over already. */
export async function endAnnouncement(ctx: Ctx, { announcementId }: AnnouncementInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteUpdates(actor)) throw new Forbidden('announcements.write')
  await inTransaction(ctx, async (ctx) => {
    const { title } = await lockRunning(ctx, announcementId)
    await ctx.sql`update announcements set ended_at = ${ctx.now}, ended_by = ${actor.userId} where id = ${announcementId}`
    await tell(ctx, 'announcement.ended', announcementId, { title })
  })
}

/** Hides an announcement, as it is worded now, from whoever asks. Throws Forbidden for visitors, NotFound for one that is not theirs. */
export async function hideAnnouncement(ctx: Ctx, { announcementId }: AnnouncementInput): Promise<void> {
  const { actor } = ctx
  if (!canFollowUpdates(actor)) throw new Forbidden('announcements.hide')
  await inTransaction(ctx, async (ctx) => {
    const hidden = await ctx.sql`
      insert into announcements_hidden (announcement_id, user_id, saving)
      select id, ${actor.userId}::uuid, saving from announcements where id = ${announcementId}
      on conflict (announcement_id, user_id) do update set saving = excluded.saving returning saving`
    if (hidden.length === 0) throw new NotFound('announcement')
  })
}

/** The audit of it; and open pages hear that they should look, not at what: it need not be for them. */
async function tell(ctx: TxCtx, action: AuditAction, subjectId: string, after: Record<string, unknown>): Promise<void> {
  await record(
    ctx,
    { action, audience: 'staff', organisationId: null, subjectId, after },
    { type: 'announcement.changed', audience: 'everyone' },
  )
}

async function lockRunning(ctx: TxCtx, announcementId: string): Promise<{ title: string }> {
  const [row] = await ctx.sql<{ title: string; startsAt: Instant; endsAt: Instant | null; endedAt: Instant | null }[]>`
    select title, starts_at as "startsAt", ends_at as "endsAt", ended_at as "endedAt" from announcements where id = ${announcementId} for update`
  if (!row) throw new NotFound('announcement')
  if (phaseOf(row, ctx.now) === 'over') throw new Conflict('This is over and stays as it was told. Make a new announcement.')
  return row
}

async function assertReaders(ctx: TxCtx, { audience, regionCodes, organisationIds }: AnnounceInput): Promise<void> {
  if (audience === 'regions') {
    const known = await ctx.sql`select from regions where code = any (${[...regionCodes]})`
    if (known.length < new Set(regionCodes).size)
      throw new Invalid({ regionCodes: ['There is no such region. Please choose again.'] })
  }
  if (audience === 'organisations') {
    const known = await ctx.sql`select from organisations where id = any (${[...organisationIds]}::uuid[])`
    if (known.length < new Set(organisationIds).size)
      throw new Invalid({ organisationIds: ['There is no such organisation. Please choose again.'] })
  }
}
