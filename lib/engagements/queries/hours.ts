import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { hasRole } from '@/lib/kernel/actor'
import { Forbidden } from '@/lib/kernel/errors'
import { dayOf, type Instant } from '@/lib/kernel/time'
import { engagementReference, isOver, partiesOnWork } from '../engagement'
import { RESTORE_DAYS, type Block, type BlockKind } from '../hours'
import type { HoursLine, HoursView, OwnHours } from '../hours-views'
import { canAskForQuote, canScope } from '../policy'
import { requestReference } from '../request'
import { addDays } from '../time-sheet'
import { visibleRequests } from './visible'
import type { WorkRow } from './work-rows'

/** A block as it stands. */
export type BlockRow = Block & {
  readonly organisationId: string
  readonly workId: string
  readonly firstEndsOn: string
  readonly granted: number
}

/** The hours that this work has, the first to be used first. */
export async function blocksOf(ctx: TxCtx, workIds: readonly string[]): Promise<BlockRow[]> {
  const rows = await ctx.sql<BlockRow[]>`
    select b.id, b.organisation_id as "organisationId", b.engagement_id as "workId", b.kind, b.opens_on::text as "opensOn", b.first_ends_on::text as "firstEndsOn",
      b.ends_on::text as "endsOn", b.granted_minutes as granted, b.balance_minutes as balance, b.created_at as "grantedAt"
    from hour_blocks b where b.engagement_id = any(${[...workIds]}) order by b.ends_on, b.created_at, b.id`
  return [...rows]
}

/** The hours of one engagement with their ledgers, and what this reader may do about them. */
export async function hoursOf(ctx: TxCtx, work: WorkRow): Promise<HoursView[]> {
  const blocks = await blocksOf(ctx, [work.id])
  if (blocks.length === 0) return []
  const lines = await ctx.sql<(HoursLine & { blockId: string })[]>`
    select h.block_id as "blockId", h.seq, h.kind, h.minutes, h.balance_minutes as balance, t.worked_on::text as "workedOn", c.name as "consultantName",
      u.name as "byName", h.reason, h.ends_on::text as "endsOn", h.at
    from hour_entries h left join time_entries t on t.organisation_id = h.organisation_id and t.id = h.time_entry_id left join users c on c.id = t.consultant_id
      left join users u on u.id = h.actor_id
    where h.block_id = any(${blocks.map(({ id }) => id)}) order by h.seq`
  const parties = partiesOnWork(ctx.actor, work)
  const today = dayOf(ctx.now, work.zone)
  return blocks.map((block) => {
    const { id, kind, opensOn, endsOn, granted, balance } = block
    const own = lines.filter(({ blockId }) => blockId === id).map(({ blockId: _, ...line }) => line)
    const sums = sumsOf(own)
    return {
      ...{ id, kind, opensOn, endsOn, granted, left: balance, ...sums, lines: own },
      mayExtend: kind === 'included' && parties.includes('csm') && !isOver(work.state),
      mayRestore:
        kind === 'prepaid' && hasRole(ctx.actor, 'services_lead') && !isOver(work.state) && today <= addDays(endsOn, RESTORE_DAYS)
          ? sums.expired
          : 0,
    }
  })
}

function sumsOf(lines: readonly Pick<HoursLine, 'kind' | 'minutes'>[]): { used: number; expired: number } {
  const of = (...kinds: HoursLine['kind'][]) =>
    lines.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { minutes }) => sum - minutes, 0)
  return { used: of('drawn', 'returned') || 0, expired: of('expired', 'restored') || 0 }
}

type Row = {
  id: string
  kind: BlockKind
  opensOn: string
  endsOn: string
  granted: number
  left: number
  used: number
  expired: number
  engagement: number
  request: number
  title: string
  isOpen: boolean
  at: Instant
}

/**
 * The hours that the reader's organisation has: those of its licence for every member, prepaid ones for whoever sees their engagement;
 * what ended more than a month ago is left out. For members; throws Forbidden.
 */
export async function listOwnHours(ctx: Ctx): Promise<OwnHours[]> {
  if (!canAskForQuote(ctx.actor)) throw new Forbidden('services.own')
  const since = addDays(dayOf(ctx.now, ctx.actor.timeZone), -31)
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<Row[]>`
      select b.id, b.kind, b.opens_on::text as "opensOn", b.ends_on::text as "endsOn", b.granted_minutes as granted, b.balance_minutes as left,
        coalesce((select -sum(h.minutes) from hour_entries h where h.block_id = b.id and h.kind in ('drawn', 'returned')), 0)::int as used,
        coalesce((select -sum(h.minutes) from hour_entries h where h.block_id = b.id and h.kind in ('expired', 'restored')), 0)::int as expired,
        coalesce(e.number, 0)::int as engagement, coalesce(r.number, 0)::int as request, coalesce(r.title, '') as title, r.id is not null as "isOpen"
      from hour_blocks b left join engagements e on e.organisation_id = b.organisation_id and e.id = b.engagement_id
        left join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id and ${visibleRequests(ctx)}
      where b.ends_on >= ${since} order by b.ends_on, b.created_at, b.id`
    return rows.map(({ engagement, request, ...row }) => ({
      ...row,
      reference: engagementReference(engagement),
      requestReference: requestReference(request),
    }))
  })
}

/** What an onboarding is opened for: organisations that have none open, and our people. For whoever scopes; throws Forbidden. */
export async function listOnboardingChoices(
  ctx: Ctx,
): Promise<{ organisations: { id: string; name: string }[]; people: { id: string; name: string }[] }> {
  if (!canScope(ctx.actor)) throw new Forbidden('services.onboarding')
  return read(ctx, async (ctx) => {
    const [organisations, people] = await Promise.all([
      ctx.sql<{ id: string; name: string }[]>`
        select o.id, o.name from organisations o where o.disabled_at is null and not exists (select from engagements e
          where e.organisation_id = o.id and e.model = 'included' and e.state in ('planned', 'active', 'on_hold', 'delivered')) order by o.name, o.id`,
      ctx.sql<{ id: string; name: string }[]>`
        select u.id, u.name from staff_members s join users u on u.id = s.user_id and u.disabled_at is null where s.ended_at is null order by u.name, u.id`,
    ])
    return { organisations: [...organisations], people: [...people] }
  })
}
