import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { mailWrites } from '@/lib/jobs/commands'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { decideCaseMoments } from '@/lib/sla/commands'
import { isRunning } from '@/lib/sla/clock'
import { nextPromise, type NextPromise } from '@/lib/sla/next-promise'
import { getCalendars } from '@/lib/sla/queries'
import { MergeTrace, mergeProblem, momentsOfMerge, standingAfterMerge, type MergeInput, type Standing } from '../merge'
import { canMerge } from '../policy'
import { takeLinks } from './links'
import { clocksOf, lockTwoCases, nextColumns, type LockedCase } from './lock'
import { audienceOf } from './reply'

/**
 * Merges a case into another one of the same organisation: words, drafts, files, hand-overs and clocks move there, its people take part
 * there, it is closed and its address leads there. Clocks keep their own start, level and target. The customer is told by one mail
 * each. Can be undone for 30 days (`undoMerge`). Throws NotFound, Forbidden, Invalid, Conflict with the reason.
 */
export async function mergeCases(ctx: Ctx, { reference, into }: MergeInput): Promise<void> {
  const { actor } = ctx
  if (!canMerge(actor)) throw new Forbidden('cases.merge')
  await inTransaction(ctx, async (ctx) => {
    const { first: source, other: target } = await lockTwoCases(ctx, reference, into, 'into')
    const problem = mergeProblem(source, target)
    if (problem !== null) throw new Conflict(problem)
    await refuseUndecided(ctx, source)
    const after = standingAfterMerge(source, target)
    const [people, joined, before] = await Promise.all([
      audienceOf(ctx, source),
      joinClocks(ctx, source, target, after),
      nextOf(ctx, [source, target]),
    ])
    await writeTogether(ctx, joined.writes)
    const [moved, participantIds, followerIds, tagIds, linkIds] = await Promise.all([
      moveAll(ctx, source, target),
      takeParticipants(ctx, source, target),
      takeFollowers(ctx, source, target),
      takeTags(ctx, source, target),
      takeLinks(ctx, source, target),
    ])
    const trace = MergeTrace.parse({
      moved,
      participantIds,
      followerIds,
      tagIds,
      linkIds,
      source: {
        status: source.status,
        beforeWaiting: source.beforeWaiting,
        next: before.get(source.id),
        clocks: joined.sourceBefore,
      },
      target: { before: target, after, next: before.get(target.id), clocks: joined.target },
    })
    await writeTogether(ctx, [
      ctx.sql`
        insert into case_merges (organisation_id, id, source_id, target_id, merged_by, merged_at, trace)
        values (${source.organisationId}, ${newId(ctx.now)}, ${source.id}, ${target.id}, ${actor.userId}, ${ctx.now}, ${JSON.stringify(trace)}::jsonb)`,
      ctx.sql`
        update cases set status = 'closed', status_before_waiting = null, closed_at = ${ctx.now}, merged_into_id = ${target.id}, version = version + 1,
          ${nextColumns(ctx, null)} where organisation_id = ${source.organisationId} and id = ${source.id}`,
      standingWrite(ctx, target, after, joined.next),
      ...mergeHistory(ctx, source, target, after, joined.next),
      ...tellPeople(ctx, people, { from: source, into: target, undone: false, next: joined.next }),
    ])
  })
}

/** What nobody has decided about is not put into something else. */
async function refuseUndecided(ctx: TxCtx, { id, reference }: LockedCase): Promise<void> {
  const [undecided] = await ctx.sql`select from case_referrals where case_id = ${id} and ended_at is null`
  if (undecided)
    throw new Conflict(`${reference} is with its account manager as a service request. Decide about that first, then merge it.`)
}

/** The moments of both cases, and the clock that runs out first in the target with all of them in it. */
async function joinClocks(ctx: TxCtx, source: LockedCase, target: LockedCase, after: Standing) {
  const { ofSource, ofTarget } = momentsOfMerge(source, { ...target, after }, ctx.now)
  const [moved, own] = await Promise.all([
    decideCaseMoments(ctx, clocksOf(source), ofSource),
    decideCaseMoments(ctx, clocksOf(target), ofTarget),
  ])
  const clocks = [...own.clocks, ...moved.clocks]
  const calendars = await getCalendars(
    ctx,
    clocks.flatMap((clock) => clock.segments.map((segment) => segment.calendarId)),
  )
  return {
    next: nextPromise(clocks, calendars, ctx.now),
    writes: [...moved.writes, ...own.writes],
    sourceBefore: moved.stored.filter(isRunning),
    target: { before: own.stored, after: own.clocks },
  }
}

async function nextOf(ctx: TxCtx, cases: readonly LockedCase[]): Promise<Map<string, NextPromise | null>> {
  const rows = await ctx.sql<(NextPromise & { id: string })[]>`
    select id, next_metric as metric, next_due_at as "dueAt", next_at_risk_at as "atRiskAt", next_target_minutes as "targetMinutes",
      next_calendar_id as "calendarId"
    from cases where id = any(${cases.map(({ id }) => id)})`
  return new Map(rows.map(({ id, ...next }) => [id, next.dueAt === null ? null : next]))
}

async function moveAll(ctx: TxCtx, source: LockedCase, target: LockedCase): Promise<MergeTrace['moved']> {
  const move = async (table: string) => {
    const rows = await ctx.sql<
      { id: string }[]
    >`update ${ctx.sql(table)} set case_id = ${target.id} where case_id = ${source.id} returning id`
    return rows.map(({ id }) => id)
  }
  const [messages, notes, files, handovers, clocks, drafts] = await Promise.all([
    ...['case_messages', 'case_notes', 'attachments', 'case_handovers', 'sla_clocks'].map(move),
    takeDrafts(ctx, source, target),
  ])
  return { messages: messages!, notes: notes!, files: files!, handovers: handovers!, clocks: clocks!, drafts: drafts! }
}

/** What people have begun to write goes on in the target too; only the database reads it, because it is theirs alone. */
async function takeDrafts(ctx: TxCtx, source: LockedCase, target: LockedCase): Promise<string[]> {
  const [taken] = await ctx.sql<{ ids: string[] }[]>`select take_case_drafts(${source.id}, ${target.id}, ${ctx.now}) as ids`
  return taken!.ids
}

async function takeParticipants(ctx: TxCtx, source: LockedCase, target: LockedCase): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }[]>`
    insert into case_participants (organisation_id, case_id, user_id, added_at)
    select ${target.organisationId}, ${target.id}, p.user_id, ${ctx.now}
    from (select ${source.requesterId}::uuid as user_id union select user_id from case_participants where case_id = ${source.id}) p
    where p.user_id <> ${target.requesterId} on conflict do nothing returning user_id as id`
  return rows.map(({ id }) => id)
}

/** Whoever has left the target is not made to follow again. */
async function takeFollowers(ctx: TxCtx, source: LockedCase, target: LockedCase): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }[]>`
    insert into case_followers (organisation_id, case_id, user_id, since)
    select organisation_id, ${target.id}, user_id, since from case_followers where case_id = ${source.id} and left_at is null
    on conflict do nothing returning user_id as id`
  return rows.map(({ id }) => id)
}

/** The tags of both: the merged case keeps its own. */
async function takeTags(ctx: TxCtx, source: LockedCase, target: LockedCase): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }[]>`
    insert into case_tags (organisation_id, case_id, tag_id, added_at, added_by)
    select organisation_id, ${target.id}, tag_id, ${ctx.now}, added_by from case_tags where case_id = ${source.id}
    on conflict do nothing returning tag_id as id`
  return rows.map(({ id }) => id)
}

/** Where the case that went on stands from now on. */
export function standingWrite(ctx: TxCtx, { organisationId, id }: LockedCase, to: Standing, next: NextPromise | null): Write {
  return ctx.sql`
    update cases set status = ${to.status}, status_before_waiting = ${to.beforeWaiting}, severity = ${to.severity}, assignee_id = ${to.assigneeId},
      last_public_staff_message_at = ${to.lastAnswerAt}, customer_waiting_since = ${to.customerWaitingSince}, last_activity_at = ${ctx.now},
      version = version + 1, ${nextColumns(ctx, next)}
    where organisation_id = ${organisationId} and id = ${id}`
}

function mergeHistory(ctx: TxCtx, source: LockedCase, target: LockedCase, after: Standing, next: NextPromise | null): Write[] {
  const changed = (supportCase: LockedCase) =>
    ({ type: 'case.changed', audience: 'customer', facts: { number: supportCase.number } }) as const
  return [
    ...historyWrites(
      ctx,
      {
        action: 'case.merged',
        audience: 'customer',
        organisationId: target.organisationId,
        caseId: target.id,
        before: { severity: target.severity },
        after: { from: source.reference, severity: after.severity, dueAt: next?.dueAt ?? null, metric: next?.metric ?? null },
      },
      changed(target),
    ),
    ...historyWrites(
      ctx,
      {
        action: 'case.merged_into',
        audience: 'customer',
        organisationId: source.organisationId,
        caseId: source.id,
        before: { status: source.status },
        after: { into: target.reference },
      },
      changed(source),
    ),
  ]
}

/** One mail to each of the people of the case that was merged, or that is one of its own again. */
export function tellPeople(
  ctx: TxCtx,
  people: readonly string[],
  { from, into, undone, next }: { from: LockedCase; into: LockedCase; undone: boolean; next: NextPromise | null },
): Write[] {
  const about = undone ? from : into
  return people.flatMap((recipientId) =>
    mailWrites(ctx, {
      kind: 'case_merged',
      recipientId,
      organisationId: about.organisationId,
      caseId: about.id,
      dedupeKey: `merge:${from.id}:${ctx.now}:${recipientId}`,
      facts: {
        from: from.reference,
        fromSubject: from.subject,
        into: into.reference,
        undone,
        dueAt: next?.dueAt ?? null,
        metric: next?.metric ?? null,
      },
    }),
  )
}
