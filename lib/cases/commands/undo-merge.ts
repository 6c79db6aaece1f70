import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { storeClocks } from '@/lib/sla/commands'
import type { Clock } from '@/lib/sla/clock'
import { underOwnLevel } from '@/lib/sla/departed-clocks'
import { nextPromise, type NextPromise } from '@/lib/sla/next-promise'
import { getCalendars, getPolicyVersion, listClocks } from '@/lib/sla/queries'
import { MergeTrace, standingAfterUndo, undoProblem, type SaidSince, type Standing, type UndoMergeInput } from '../merge'
import { canMerge } from '../policy'
import { named, visibleCases } from '../queries/visible'
import { lockVisibleCase, nextColumns, type LockedCase } from './lock'
import { standingWrite, tellPeople } from './merge'
import { audienceOf } from './reply'

type Merge = {
  id: string
  sourceId: string
  targetId: string
  target: string
  mergedAt: Instant
  trace: MergeTrace
  later: string | null
  wentOn: string | null
}

/**
 * Makes a case of its own of one that was merged: every word, file, person and clock is where it was, as it was. What was written in
 * the other case since stays there. The customer is told by one mail each. Throws NotFound, Forbidden, and Conflict when the case is not
 * merged, the 30 days are over, or a later merge has to be undone first.
 */
export async function undoMerge(ctx: Ctx, { reference }: UndoMergeInput): Promise<void> {
  const { actor } = ctx
  if (!canMerge(actor)) throw new Forbidden('cases.merge')
  await inTransaction(ctx, async (ctx) => {
    const merge = await lockMerge(ctx, reference)
    if (!merge) {
      await lockVisibleCase(ctx, reference)
      throw new Conflict(`${reference} is a case of its own already.`)
    }
    const problem = undoProblem(merge, ctx.now)
    if (problem !== null) throw new Conflict(problem)
    const target = await lockVisibleCase(ctx, merge.target)
    const { trace } = merge
    await Promise.all([...moveBack(ctx, merge), ...sendHome(ctx, merge)])
    await writeTogether(ctx, [
      ...storeClocks(ctx, target, trace.source.clocks),
      ctx.sql`
        update cases set status = ${trace.source.status}, status_before_waiting = ${trace.source.beforeWaiting}, closed_at = null, merged_into_id = null,
          version = version + 1, ${nextColumns(ctx, trace.source.next)}
        where organisation_id = ${target.organisationId} and id = ${merge.sourceId}`,
      ctx.sql`update case_merges set undone_at = ${ctx.now}, undone_by = ${actor.userId} where organisation_id = ${target.organisationId} and id = ${merge.id}`,
    ])
    const source = await lockVisibleCase(ctx, reference)
    const standing = standingAfterUndo(target, trace.target, await saidSince(ctx, merge))
    const [people, { next, writes }] = await Promise.all([audienceOf(ctx, source), clocksLeft(ctx, target, standing, merge)])
    await writeTogether(ctx, [
      ...writes,
      standingWrite(ctx, target, standing, next),
      ...undoHistory(ctx, source, target),
      ...tellPeople(ctx, people, { from: source, into: target, undone: true, next: trace.source.next }),
    ])
  })
}

/** The merge of this case that holds, with both cases locked in the order of their numbers; undefined when none does. */
async function lockMerge(ctx: TxCtx, reference: string): Promise<Merge | undefined> {
  await ctx.sql`
    select x.id from cases x where x.id in (
      select unnest(array[c.id, c.merged_into_id]) from cases c cross join installation i where ${named(ctx, reference)} and ${visibleCases(ctx)})
    order by x.number for update`
  const [found] = await ctx.sql<(Omit<Merge, 'trace'> & { trace: unknown })[]>`
    select m.id, m.source_id as "sourceId", m.target_id as "targetId", i.case_prefix || '-' || t.number as target, m.merged_at as "mergedAt", m.trace,
      (select i.case_prefix || '-' || s.number from case_merges l join cases s on s.id = l.source_id
       where l.target_id = m.target_id and l.undone_at is null and l.id > m.id order by l.id desc limit 1) as later,
      (select i.case_prefix || '-' || w.number from cases w where w.id = t.merged_into_id) as "wentOn"
    from cases c cross join installation i join case_merges m on m.source_id = c.id and m.undone_at is null join cases t on t.id = m.target_id
    where ${named(ctx, reference)} and ${visibleCases(ctx)}`
  return found && { ...found, trace: MergeTrace.parse(found.trace) }
}

function moveBack(ctx: TxCtx, { sourceId, targetId, trace: { moved } }: Merge): Write[] {
  const back = (table: string, ids: readonly string[]) =>
    ctx.sql`update ${ctx.sql(table)} set case_id = ${sourceId} where case_id = ${targetId} and id = any(${[...ids]})`
  return [
    back('case_messages', moved.messages),
    back('case_notes', moved.notes),
    back('attachments', moved.files),
    back('case_handovers', moved.handovers),
    back('sla_clocks', moved.clocks),
    ctx.sql`select return_case_drafts(${sourceId}, ${targetId}, ${[...moved.drafts]}::uuid[], ${ctx.now})`,
  ]
}

function sendHome(ctx: TxCtx, { targetId, mergedAt, trace }: Merge): Write[] {
  return [
    ctx.sql`delete from case_participants where case_id = ${targetId} and user_id = any(${trace.participantIds})`,
    ctx.sql`delete from case_followers where case_id = ${targetId} and user_id = any(${trace.followerIds})`,
    // One that somebody has taken away and added again since is the target's own.
    ctx.sql`
      delete from case_tags where case_id = ${targetId} and added_at = ${mergedAt}
        and tag_id in (select coalesce(merged_into_id, id) from tags where id = any(${trace.tagIds}))`,
    ctx.sql`delete from case_links where id = any(${trace.linkIds})`,
    // A problem that cases were linked with since stays one.
    ctx.sql`
      delete from problem_cases p where p.case_id = ${targetId} and p.marked_at = ${mergedAt}
        and not exists (select from case_links l where l.to_id = ${targetId} and l.kind = 'caused_by')`,
  ]
}

async function saidSince(ctx: TxCtx, { targetId, mergedAt }: Merge): Promise<SaidSince> {
  const [said] = await ctx.sql<SaidSince[]>`
    select coalesce(bool_or(author_kind = 'staff'), false) as answered,
      min(created_at) filter (where author_kind = 'customer' and created_at > coalesce(
        (select max(created_at) from case_messages a where a.case_id = ${targetId} and a.author_kind = 'staff'), '-infinity')) as "customerSince"
    from case_messages where case_id = ${targetId} and created_at > ${mergedAt}`
  return said!
}

/** The target's own clocks: as before the merge where nothing has happened to them, and what runs out first among them. */
async function clocksLeft(
  ctx: TxCtx,
  target: LockedCase,
  { severity }: Standing,
  { mergedAt, trace }: Merge,
): Promise<{ next: NextPromise | null; writes: Write[] }> {
  const clocks = await listClocks(ctx, target.id)
  const { before, after } = trace.target.clocks
  const isAsAfter = (clock: Clock) => after.some((each) => each.id === clock.id && JSON.stringify(each) === JSON.stringify(clock))
  if (clocks.length === after.length && clocks.every(isAsAfter))
    return { next: trace.target.next, writes: storeClocks(ctx, target, before) }

  const ids = clocks.flatMap((clock) => clock.segments.map((segment) => segment.calendarId))
  const [{ policy }, calendars] = await Promise.all([
    getPolicyVersion(ctx, target.policyVersionId),
    getCalendars(ctx, [target.calendarId, ...ids]),
  ])
  const terms = { level: severity, policyVersionId: target.policyVersionId, policy, calendarId: target.calendarId }
  const eased = underOwnLevel(clocks, terms, { since: mergedAt, at: ctx.now }, calendars)
  const byId = new Map(eased.map((clock) => [clock.id, clock]))
  return {
    next: nextPromise(
      clocks.map((clock) => byId.get(clock.id) ?? clock),
      calendars,
      ctx.now,
    ),
    writes: storeClocks(ctx, target, eased),
  }
}

function undoHistory(ctx: TxCtx, source: LockedCase, target: LockedCase): Write[] {
  const of = (supportCase: LockedCase, action: 'case.unmerged' | 'case.unmerged_from', after: Record<string, string>) =>
    historyWrites(
      ctx,
      { action, audience: 'customer', organisationId: supportCase.organisationId, caseId: supportCase.id, after },
      { type: 'case.changed', audience: 'customer', facts: { number: supportCase.number } },
    )
  return [
    ...of(target, 'case.unmerged', { from: source.reference }),
    ...of(source, 'case.unmerged_from', { into: target.reference }),
  ]
}
