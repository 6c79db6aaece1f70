import 'server-only'
import type { TxCtx } from '@/db/context'
import { writeAsHouse, type Write } from '@/db/writes'
import { newId } from '@/lib/kernel/ids'
import { feesOf } from '../burn'
import { blockKindOf, coverHours } from '../hours'
import { blocksOf } from '../queries/hours'
import { usualClass } from '../time'
import { coverTime } from '../time-budget'
import { fixedOf, budgetForTime, timeAgainst } from '../time-sheet'
import { entriesOf, milestonesOf, revisionsOf, type EntryRow, type WorkRow } from '../queries/work-rows'

/**
 * Shares the budget of locked work, or the hours where it has hours, out over the time that waits for approval, in the order of day and
 * entry: what is past them becomes overrun, an entry that straddles their end is split. What was decided stays as it is (services.md
 * §1.8). Hours were paid for as hours: what an hour of whom costs now takes none of them away (docs/decisions/2026-11-29-hours.md).
 */
export async function coverWork(ctx: TxCtx, work: WorkRow): Promise<void> {
  const [revisions, entries, milestones, blocks] = await Promise.all([
    revisionsOf(ctx, work),
    entriesOf(ctx, [work.id]),
    milestonesOf(ctx, [work.id]),
    blocksOf(ctx, [work.id]),
  ])
  const { decided, open } = timeAgainst(entries, () => false, work.rounding)
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const covered =
    blockKindOf(work.model) === null
      ? coverTime(budgetForTime(feesOf(revisions, work.currency), fixedOf(milestones, work.currency)), decided, open)
      : coverHours(blocks, open)
  const writes = covered.flatMap(({ id, charged, overrun }) => {
    const root = byId.get(id)!
    const parts = entries.filter(({ splitFrom, state }) => splitFrom === id && state === 'submitted')
    return splitWrites(ctx, work, { root, parts, charged, overrun })
  })
  if (writes.length > 0) await writeAsHouse(ctx, writes)
}

function splitWrites(
  ctx: TxCtx,
  work: WorkRow,
  { root, parts, charged, overrun }: { root: EntryRow; parts: readonly EntryRow[]; charged: number; overrun: number },
): Write[] {
  const isSplit = charged > 0 && overrun > 0
  const timeClass = charged === 0 && overrun > 0 ? 'overrun' : usualClass(work.model)
  const billed = isSplit ? charged : charged + overrun
  const [first, ...others] = parts
  const gone = isSplit ? others : parts
  return [
    ...(root.timeClass === timeClass && root.billedMinutes === billed
      ? []
      : [
          ctx.sql`update time_entries set time_class = ${timeClass}, billed_minutes = ${billed}, changed_at = ${ctx.now}
            where organisation_id = ${root.organisationId} and id = ${root.id}`,
        ]),
    ...gone.map(
      ({ organisationId, id }) => ctx.sql`delete from time_entries where organisation_id = ${organisationId} and id = ${id}`,
    ),
    ...(isSplit && first && (first.billedMinutes !== overrun || first.timeClass !== 'overrun')
      ? [
          ctx.sql`update time_entries set time_class = 'overrun', billed_minutes = ${overrun}, changed_at = ${ctx.now}
            where organisation_id = ${first.organisationId} and id = ${first.id}`,
        ]
      : []),
    ...(isSplit && !first ? [partWrite(ctx, root, overrun)] : []),
  ]
}

/** What is past the budget of an entry, as a part of its own in the same state. */
export function partWrite(ctx: TxCtx, root: Pick<EntryRow, 'organisationId' | 'id'>, minutes: number): Write {
  return ctx.sql`
    insert into time_entries (organisation_id, id, engagement_id, consultant_id, split_from, role, worked_on, worked_minutes, billed_minutes, time_class,
      rate_minor, currency, rate_version_id, rate_position, customer_note, internal_note, state, version, decided_by, decided_at, submitted_at, created_at, changed_at)
    select organisation_id, ${newId(ctx.now)}::uuid, engagement_id, consultant_id, coalesce(split_from, id), role, worked_on, 0, ${minutes}::smallint, 'overrun',
      rate_minor, currency, rate_version_id, rate_position, customer_note, '', state, 1, decided_by, decided_at, submitted_at, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz
    from time_entries where organisation_id = ${root.organisationId} and id = ${root.id}`
}
