import 'server-only'
import type { TxCtx } from '@/db/context'
import { writeAsHouse } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { Conflict } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { dayOf } from '@/lib/kernel/time'
import { THRESHOLDS } from '../burn'
import { blockKindOf, isDrawn, planDraws, prepaidMinutes, prepaidUntil } from '../hours'
import { approversOf } from '../queries/approvers'
import { blocksOf, type BlockRow } from '../queries/hours'
import { signaturesOf, type VersionRow } from '../queries/quote-rows'
import { entriesOf, type WorkRow } from '../queries/work-rows'
import { formatWorked } from '../time'
import { workMailWrites } from './work-writes'

/** The block of prepaid hours that follows from an accepted version of a retainer; its minutes are those of the lines that were taken. */
export async function grantHours(
  ctx: TxCtx,
  { organisationId, id: engagementId, model, zone }: Pick<WorkRow, 'organisationId' | 'id' | 'model' | 'zone'>,
  version: VersionRow,
): Promise<void> {
  if (model !== 'retainer') return
  const { words } = version
  const chosen = (await signaturesOf(ctx, version.id, words.currency)).at(-1)?.chosen ?? []
  const minutes = prepaidMinutes(words.lines.filter(({ isOptional, position }) => !isOptional || chosen.includes(position)))
  if (minutes === 0) return
  const opensOn = dayOf(ctx.now, zone)
  await insertBlock(ctx, {
    organisationId,
    engagementId,
    kind: 'prepaid',
    versionId: version.id,
    opensOn,
    endsOn: prepaidUntil(opensOn),
    minutes,
  })
}

/** A block with the first line of its ledger. */
export async function insertBlock(
  ctx: TxCtx,
  of: Pick<BlockRow, 'organisationId' | 'kind' | 'opensOn' | 'endsOn'> & {
    engagementId: string
    versionId: string | null
    minutes: number
  },
): Promise<void> {
  const { organisationId, engagementId, kind, versionId, opensOn, endsOn, minutes } = of
  const blockId = newId(ctx.now)
  await writeAsHouse(ctx, [
    ctx.sql`
      insert into hour_blocks (organisation_id, id, engagement_id, kind, version_id, opens_on, first_ends_on, ends_on, granted_minutes, balance_minutes, last_seq, created_at)
      values (${organisationId}, ${blockId}, ${engagementId}, ${kind}, ${versionId}, ${opensOn}, ${endsOn}, ${endsOn}, ${minutes}, 0, 0, ${ctx.now})`,
  ])
  await writeAsHouse(ctx, [
    ctx.sql`
      insert into hour_entries (organisation_id, block_id, seq, kind, minutes, balance_minutes, reason, at)
      values (${organisationId}, ${blockId}, 0, 'granted', ${minutes}, 0, '', ${ctx.now})`,
  ])
}

/**
 * Adds to the ledgers of locked work what is missing, so that every entry has drawn exactly what was approved of it, and tells whom it
 * concerns when half, four fifths or all of an onboarding is used. Throws Conflict when no hours are left for it.
 */
export async function drawHours(ctx: TxCtx, work: WorkRow): Promise<void> {
  if (blockKindOf(work.model) === null) return
  const [blocks, entries, drawn] = await Promise.all([
    blocksOf(ctx, [work.id]),
    entriesOf(ctx, [work.id]),
    ctx.sql<{ entryId: string; blockId: string; minutes: number }[]>`
      select h.time_entry_id as "entryId", h.block_id as "blockId", (-sum(h.minutes))::int as minutes from hour_entries h
        join hour_blocks b on b.organisation_id = h.organisation_id and b.id = h.block_id
      where b.engagement_id = ${work.id} and h.time_entry_id is not null group by 1, 2 order by max(h.at), 2`,
  ])
  const drawings = entries.map((entry) => ({
    ...{ id: entry.id, workedOn: entry.workedOn, minutes: isDrawn(entry) ? entry.billedMinutes : 0 },
    drawn: drawn.filter(({ entryId }) => entryId === entry.id),
  }))
  const { moves, missing } = planDraws(blocks, drawings)
  if (missing > 0)
    throw new Conflict(
      `${formatWorked(missing)} are more than what is left of the hours. Reload the page: the rest is past them.`,
    )
  if (moves.length === 0) return
  // One after the other: what comes back is there before anything is taken, and each line says what is left after it.
  for (const { blockId, entryId, kind, minutes } of moves)
    await writeAsHouse(ctx, [
      ctx.sql`
        insert into hour_entries (organisation_id, block_id, seq, kind, minutes, balance_minutes, time_entry_id, reason, at)
        values (${work.organisationId}, ${blockId}, 0, ${kind}, ${minutes}, 0, ${entryId}, '', ${ctx.now})`,
    ])
  await tellUsed(ctx, work)
}

/** Prepaid hours are told of as their budget is; those of an onboarding have none. */
async function tellUsed(ctx: TxCtx, work: WorkRow): Promise<void> {
  const block = (await blocksOf(ctx, [work.id])).at(-1)
  if (work.model !== 'included' || !block) return
  const used = block.granted - block.balance
  const told = await ctx.sql<{ threshold: number }[]>`
    select threshold from hour_notices where block_id = ${block.id} and ends_on = ${block.endsOn} and basis = 'percent_used'`
  const reached = THRESHOLDS.filter(
    (each) => used * 100 >= block.granted * each && !told.some(({ threshold }) => threshold === each),
  )
  const last = reached.at(-1)
  if (last === undefined) return
  await writeAsHouse(ctx, [
    ...reached.map(
      (threshold) => ctx.sql`
        insert into hour_notices (organisation_id, block_id, ends_on, basis, threshold, at)
        values (${work.organisationId}::uuid, ${block.id}::uuid, ${block.endsOn}::date, 'percent_used', ${threshold}::smallint, ${ctx.now}::timestamptz)`,
    ),
    ...historyWrites(ctx, {
      ...{ action: 'hours.share_used', audience: 'customer', organisationId: work.organisationId, subjectId: block.id },
      after: { threshold: last, used: formatWorked(used), granted: formatWorked(block.granted) },
    }),
    ...workMailWrites(ctx, work, {
      ...{
        news: 'hours_used',
        to: await whoHearsOfHours(ctx, work),
        key: `${block.id}:${block.endsOn}:${last}`,
        reason: String(last),
      },
      detail: `${formatWorked(used)} of ${formatWorked(block.granted)}`,
    }),
  ])
}

/** Whoever leads and looks after the work, who asked for it, and who would order more. */
export async function whoHearsOfHours(ctx: TxCtx, work: WorkRow): Promise<string[]> {
  const approvers = work.model === 'included' ? [] : await approversOf(ctx, work.organisationId)
  return [
    ...(work.leadId === null ? [] : [work.leadId]),
    work.managerId,
    work.requesterId,
    ...approvers.map(({ userId }) => userId),
  ]
}
