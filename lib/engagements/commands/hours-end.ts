import 'server-only'
import { inTransaction, read, type Ctx, type TxCtx } from '@/db/context'
import { writeAsHouse, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { actorUserId, hasRole } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { dayOf } from '@/lib/kernel/time'
import { formatLocalDate } from '@/lib/kernel/words'
import { engagementReference, isOver } from '../engagement'
import { endNoticeDue, LATE_DAYS, type BlockKind } from '../hours'
import { canScope } from '../policy'
import { blocksOf, hoursOf, type BlockRow } from '../queries/hours'
import { workByIds, workOfRequest, type WorkRow } from '../queries/work-rows'
import { formatWorked } from '../time'
import { addDays } from '../time-sheet'
import type { RestoreHoursInput } from '../work-input'
import { whoHearsOfHours } from './hours'
import { workMailWrites } from './work-writes'

/** The minutes that somebody says so of, as a line of the ledger with its history. */
function endWrites(
  ctx: TxCtx,
  work: WorkRow,
  block: BlockRow,
  of: { kind: 'expired' | 'restored'; minutes: number; endsOn: string | null; reason: string },
): Write[] {
  const { kind, minutes, endsOn, reason } = of
  return [
    ctx.sql`
      insert into hour_entries (organisation_id, block_id, seq, kind, minutes, balance_minutes, ends_on, reason, actor_id, at)
      values (${block.organisationId}, ${block.id}, 0, ${kind}, ${minutes}, 0, ${endsOn}, ${reason}, ${actorUserId(ctx.actor)}, ${ctx.now})`,
    ...historyWrites(
      ctx,
      {
        ...{ action: kind === 'expired' ? 'hours.expired' : 'hours.restored', audience: 'customer' },
        ...{ organisationId: block.organisationId, subjectId: block.id },
        after: {
          engagement: engagementReference(work.number),
          minutes,
          ...(endsOn && { endsOn }),
          ...(reason !== '' && { reason }),
        },
      },
      { type: 'request.changed', audience: 'staff' },
    ),
  ]
}

/** What is left of the hours of locked work that is over is gone with it. */
export async function lapseHours(ctx: TxCtx, work: WorkRow): Promise<void> {
  for (const block of await blocksOf(ctx, [work.id]))
    if (block.balance > 0)
      await writeAsHouse(ctx, endWrites(ctx, work, block, { kind: 'expired', minutes: -block.balance, endsOn: null, reason: '' }))
}

/** Engagements whose ids are read at once. */
const BATCH = 500
/** No notice is sent earlier. */
const FIRST_NOTICE_DAYS = 60

/**
 * Lets hours expire whose last day has passed where their customer is, but for what waits for approval, and tells people of an end that
 * comes near: once for each of its days. One that fails holds no other up, and fails the run in its end. For the system.
 */
export async function tendHours(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== 'system') throw new Forbidden('services.hours')
  const until = addDays(dayOf(ctx.now, 'UTC'), FIRST_NOTICE_DAYS + 1)
  const dueAfter = (last: string) =>
    read(
      ctx,
      (ctx) => ctx.sql<{ workId: string }[]>`
        select distinct b.engagement_id as "workId" from hour_blocks b
        where b.balance_minutes > 0 and b.ends_on <= ${until} and b.engagement_id > ${last} order by 1 limit ${BATCH}`,
    )
  const failures: unknown[] = []
  for (let last = NO_ID, due; (due = await dueAfter(last)).length > 0; last = due.at(-1)!.workId)
    for (const { workId } of due) await tendWork(ctx, workId).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, `the hours of ${failures.length} engagements could not be tended`)
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

function tendWork(ctx: Ctx, workId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [work] = await workByIds(ctx, [workId], { lock: true })
    for (const block of await blocksOf(ctx, [workId])) await tend(ctx, work!, block)
  })
}

async function tend(ctx: TxCtx, work: WorkRow, block: BlockRow): Promise<void> {
  const today = dayOf(ctx.now, work.zone)
  const gone = block.kind === 'included' ? addDays(block.endsOn, LATE_DAYS) : block.endsOn
  if (block.balance > 0 && today > gone) {
    const [row] = await ctx.sql<{ waiting: number }[]>`
      select coalesce(sum(t.billed_minutes), 0)::int as waiting from time_entries t
      where t.engagement_id = ${work.id} and t.state = 'submitted' and t.time_class in ('retainer', 'included')`
    const minutes = block.balance - row!.waiting
    if (minutes <= 0) return
    await writeAsHouse(ctx, [
      ...endWrites(ctx, work, block, { kind: 'expired', minutes: -minutes, endsOn: null, reason: '' }),
      ...(await mail(ctx, work, block, 'hours_expired', `${block.endsOn}:${ctx.now}`, formatWorked(minutes))),
    ])
    return
  }
  const told = await ctx.sql<{ days: number }[]>`
    select threshold as days from hour_notices where block_id = ${block.id} and ends_on = ${block.endsOn} and basis = 'days_left'`
  const days = endNoticeDue(
    block,
    today,
    told.map((each) => each.days),
  )
  if (days === null || isOver(work.state)) return
  await writeAsHouse(ctx, [
    ctx.sql`
      insert into hour_notices (organisation_id, block_id, ends_on, basis, threshold, at)
      values (${block.organisationId}, ${block.id}, ${block.endsOn}, 'days_left', ${days}, ${ctx.now})`,
    ...(await mail(ctx, work, block, 'hours_end', `${block.endsOn}:${days}`, hoursWords(block))),
  ])
}

async function mail(
  ctx: TxCtx,
  work: WorkRow,
  block: BlockRow,
  news: 'hours_expired' | 'hours_end',
  key: string,
  detail: string,
) {
  const to = await whoHearsOfHours(ctx, work)
  return workMailWrites(ctx, work, { news, to, key: `${block.id}:${key}`, reason: block.kind, detail })
}

/** "7:00 of 40:00 left, until Fri 12 Feb 2027". */
function hoursWords({ balance, granted, endsOn }: BlockRow): string {
  return `${formatWorked(balance)} of ${formatWorked(granted)} left, until ${formatLocalDate(endsOn)}`
}

const KINDS: Record<BlockKind, string> = { prepaid: 'Prepaid hours', included: 'Included hours' }

/**
 * Brings back what expired of prepaid hours, until a new last day. For a services lead, within ninety days. Throws Forbidden, NotFound,
 * Conflict when nothing expired lately, Invalid beside the field.
 */
export async function restoreHours(ctx: Ctx, { reference, blockId, endsOn, reason }: RestoreHoursInput): Promise<void> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.hours')
  await inTransaction(ctx, async (ctx) => {
    const work = await workOfRequest(ctx, reference, { lock: true })
    const block = (await blocksOf(ctx, [work.id])).find(({ id }) => id === blockId)
    if (!block) throw new NotFound('hours')
    if (!hasRole(actor, 'services_lead')) throw new Forbidden('services.hours')
    const minutes = (await hoursOf(ctx, work)).find(({ id }) => id === blockId)!.mayRestore
    if (minutes === 0)
      throw new Conflict(
        `${KINDS[block.kind]} come back only within ninety days after they expired, as long as the work goes on.`,
      )
    if (endsOn < dayOf(ctx.now, work.zone)) throw new Invalid({ endsOn: ['This day has passed. Please give a later one.'] })
    await writeAsHouse(ctx, [
      ...endWrites(ctx, work, block, { kind: 'restored', minutes, endsOn, reason }),
      ...workMailWrites(ctx, work, {
        ...{ news: 'hours_restored', to: await whoHearsOfHours(ctx, work), key: `${block.id}:${ctx.now}`, reason },
        detail: `${formatWorked(minutes)} until ${formatLocalDate(endsOn)}`,
      }),
    ])
  })
}
