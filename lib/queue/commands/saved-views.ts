import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { Staff } from '@/lib/kernel/actor'
import { Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { leadsRegion } from '@/lib/shifts/queries'
import { canSeeQueue, canShareViews } from '../policy'
import { SAVED_VIEWS_MAX } from '../saved-view'
import type { DefaultViewInput, MoveViewInput, SaveViewInput, ViewInput } from '../saved-view-input'

/**
 * Keeps a view, new or changed; a new one stands last. One's own is everybody's right; shared ones are kept by leads and
 * administrators. Throws NotFound, Forbidden, Invalid for a name that is taken or a list that is full.
 */
export async function saveView(ctx: Ctx, input: SaveViewInput): Promise<{ viewId: string; name: string }> {
  return changing(ctx, async (ctx) => {
    const known = input.viewId === undefined ? undefined : await lockView(ctx, input.viewId)
    const shared = input.shared ?? known?.isShared ?? false
    if (shared || known?.isShared) await assertMayShare(ctx)
    const viewId = known?.id ?? newId(ctx.now)
    const ownerId = shared ? null : ctx.actor.userId
    const name = input.name ?? known?.name ?? ''
    const address = input.address ?? known?.address ?? ''
    await assertNameIsFree(ctx, viewId, ownerId, name)
    const position = known && known.isShared === shared ? known.position : await takePlace(ctx, ownerId)
    await ctx.sql`
      insert into saved_views (id, owner_id, name, address, position, created_at, changed_at, changed_by)
      values (${viewId}, ${ownerId}, ${name}, ${address}, ${position}, ${ctx.now}, ${ctx.now}, ${ctx.actor.userId})
      on conflict (id) do update set owner_id = excluded.owner_id, name = excluded.name, address = excluded.address,
        position = excluded.position, changed_at = excluded.changed_at, changed_by = excluded.changed_by`
    if (input.first) await setDefault(ctx, viewId)
    await record(ctx, {
      action: 'view.saved',
      audience: 'staff',
      organisationId: null,
      subjectId: viewId,
      before: known && { name: known.name, shared: known.isShared, address: known.address },
      after: { name, shared, address },
    })
    return { viewId, name }
  })
}

/** Takes a view away; `restoreView` brings it back as it was. Throws NotFound, Forbidden. */
export async function removeView(ctx: Ctx, { viewId }: ViewInput): Promise<void> {
  await setRemoved(ctx, viewId, true)
}

/** Brings a view back that was taken away. Throws NotFound, Forbidden, Conflict when its name was taken meanwhile. */
export async function restoreView(ctx: Ctx, { viewId }: ViewInput): Promise<void> {
  await setRemoved(ctx, viewId, false)
}

/** Changes places with the view above or below it; at the end of its list nothing happens. Throws NotFound, Forbidden. */
export async function moveView(ctx: Ctx, { viewId, direction }: MoveViewInput): Promise<void> {
  await changing(ctx, async (ctx) => {
    const moved = await lockView(ctx, viewId)
    if (moved.isShared) await assertMayShare(ctx)
    const beside = await ctx.sql<{ id: string }[]>`
      select id from saved_views where owner_id is not distinct from ${moved.isShared ? null : ctx.actor.userId}::uuid and removed_at is null
      order by position, id for update`
    const ids = beside.map(({ id }) => id)
    const at = ids.indexOf(viewId)
    const to = direction === 'up' ? at - 1 : at + 1
    if (at < 0 || to < 0 || to >= ids.length) return
    ids.splice(to, 0, ...ids.splice(at, 1))
    await ctx.sql`
      update saved_views v set position = o.place from unnest(${ids}::uuid[]) with ordinality as o (id, place) where v.id = o.id`
  })
}

/** Which view one sees on opening the desk; nothing means the whole queue. Throws NotFound, Forbidden. */
export async function chooseDefaultView(ctx: Ctx, { viewId }: DefaultViewInput): Promise<void> {
  await changing(ctx, async (ctx) => {
    if (viewId === '') await ctx.sql`delete from default_views where user_id = ${ctx.actor.userId}`
    else await setDefault(ctx, (await lockView(ctx, viewId)).id)
  })
}

type StaffTx = TxCtx & { readonly actor: Staff }

function changing<T>(ctx: Ctx, run: (ctx: StaffTx) => Promise<T>): Promise<T> {
  if (!canSeeQueue(ctx.actor)) throw new Forbidden('views.keep')
  return inTransaction(ctx, (ctx) => run(ctx as StaffTx))
}

async function assertMayShare(ctx: StaffTx): Promise<void> {
  if (!canShareViews(ctx.actor, { leads: (await leadsRegion(ctx)) !== null })) throw new Forbidden('views.share')
}

async function setDefault({ sql, actor }: StaffTx, viewId: string): Promise<void> {
  await sql`
    insert into default_views (user_id, view_id) values (${actor.userId}, ${viewId})
    on conflict (user_id) do update set view_id = excluded.view_id`
}

async function setRemoved(ctx: Ctx, viewId: string, removed: boolean): Promise<void> {
  await changing(ctx, async (ctx) => {
    const known = await lockView(ctx, viewId, !removed)
    if (known.isShared) await assertMayShare(ctx)
    await ctx.sql`
      update saved_views set removed_at = ${removed ? ctx.now : null}, changed_at = ${ctx.now}, changed_by = ${ctx.actor.userId}
      where id = ${viewId}`
    await record(ctx, {
      action: removed ? 'view.removed' : 'view.saved',
      audience: 'staff',
      organisationId: null,
      subjectId: viewId,
      after: { name: known.name, shared: known.isShared },
    })
  })
}

type Known = { id: string; name: string; address: string; position: number; isShared: boolean }

async function lockView(ctx: StaffTx, viewId: string, alsoRemoved = false): Promise<Known> {
  const [known] = await ctx.sql<Known[]>`
    select id, name, address, position, owner_id is null as "isShared" from saved_views
    where id = ${viewId} and (removed_at is null or ${alsoRemoved}) for update`
  if (!known) throw new NotFound('view')
  return known
}

async function assertNameIsFree({ sql }: StaffTx, viewId: string, ownerId: string | null, name: string): Promise<void> {
  const [taken] = await sql`
    select from saved_views
    where owner_id is not distinct from ${ownerId}::uuid and lower(name) = lower(${name}) and removed_at is null and id <> ${viewId}`
  if (taken) throw new Invalid({ name: ['There is a view of this name already. Change that one, or choose another name.'] })
}

/** The place after the last one. */
async function takePlace({ sql }: StaffTx, ownerId: string | null): Promise<number> {
  const [list] = await sql<{ held: number; last: number }[]>`
    select count(*)::int as held, coalesce(max(position), 0) as last from saved_views
    where owner_id is not distinct from ${ownerId}::uuid and removed_at is null`
  if (list!.held >= SAVED_VIEWS_MAX)
    throw new Invalid({ name: [`There are ${SAVED_VIEWS_MAX} views in this list already. Delete one that nobody needs first.`] })
  return list!.last + 1
}
