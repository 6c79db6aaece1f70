import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { decideClocks, type CaseMoment } from '@/lib/sla/moments'
import { nextPromise } from '@/lib/sla/next-promise'
import { getCalendars, getPolicyVersion, listClocks } from '@/lib/sla/queries'
import type { Clock } from '@/lib/sla/clock'
import type { Level } from '@/lib/sla/support-policy'
import { mergeProblem, momentsOfMerge, standingAfterMerge, undoProblem, undoableUntil, type MergeFacts } from '../merge'
import { canMerge } from '../policy'
import type { MergedCaseView, MergePlanView } from '../merge-views'
import { named, visibleCases } from './visible'

/** How many open cases of the organisation are offered; any other is typed. */
const CANDIDATES = 20

type Row = MergeFacts & {
  subject: string
  requesterId: string
  requesterName: string
  organisationName: string
  calendarId: string
  policyVersionId: string
  dueAt: Instant | null
  mergedInto: string | null
}

/**
 * What merging a case would do: the cases it may go into, and for the one named `into` everything that would happen. Throws NotFound,
 * and Forbidden for whoever may not merge.
 */
export async function getMergePlan(ctx: Ctx, reference: string, into: string): Promise<MergePlanView> {
  if (!canMerge(ctx.actor)) throw new Forbidden('cases.merge')
  return read(ctx, async (ctx) => {
    const source = await findRow(ctx, reference)
    if (!source) throw new NotFound('case')
    const [candidates, target] = await Promise.all([listCandidates(ctx, source), into === '' ? undefined : findRow(ctx, into)])
    const problem = into === '' ? null : problemOf(source, target, into)
    const { subject, organisationName, mergedInto } = source
    return {
      source: { reference: source.reference, subject, organisationName, mergedInto },
      candidates,
      problem,
      preview: target && problem === null ? await previewOf(ctx, source, target) : null,
    }
  })
}

/** The cases that are merged into this one and can be taken out again, newest first. Visibility is the case's; the caller has read it. */
export async function listMerged(ctx: TxCtx, targetId: string): Promise<MergedCaseView[]> {
  const rows = await ctx.sql<(Omit<MergedCaseView, 'undoableUntil' | 'problem'> & { later: string | null })[]>`
    select i.case_prefix || '-' || c.number as reference, c.subject, u.name as by, m.merged_at as at,
      lag(i.case_prefix || '-' || c.number) over (order by m.id desc) as later
    from case_merges m cross join installation i join cases c on c.id = m.source_id join users u on u.id = m.merged_by
    where m.target_id = ${targetId} and m.undone_at is null order by m.id desc`
  return rows
    .filter(({ at }) => ctx.now <= undoableUntil(at))
    .map(({ later, ...row }) => ({
      ...row,
      undoableUntil: undoableUntil(row.at),
      problem: undoProblem({ mergedAt: row.at, later, wentOn: null }, ctx.now),
    }))
}

async function findRow(ctx: TxCtx, reference: string): Promise<Row | undefined> {
  const [row] = await ctx.sql<Row[]>`
    select c.id, i.case_prefix || '-' || c.number as reference, c.organisation_id as "organisationId", c.subject, c.status, c.severity,
      c.status_before_waiting as "beforeWaiting", c.assignee_id as "assigneeId", c.last_public_staff_message_at as "lastAnswerAt",
      c.customer_waiting_since as "customerWaitingSince", c.requester_id as "requesterId", q.name as "requesterName", o.name as "organisationName",
      c.calendar_id as "calendarId", c.policy_version_id as "policyVersionId", c.next_due_at as "dueAt",
      (select i.case_prefix || '-' || t.number from cases t where t.organisation_id = c.organisation_id and t.id = c.merged_into_id) as "mergedInto"
    from cases c cross join installation i join users q on q.id = c.requester_id join organisations o on o.id = c.organisation_id
    where ${named(ctx, reference)} and ${visibleCases(ctx)}`
  return row
}

function problemOf(source: Row, target: Row | undefined, into: string): string | null {
  if (!target) return `There is no case ${into}. Choose one of the list, or check its number.`
  if (target.mergedInto !== null) return `${target.reference} was merged into ${target.mergedInto}. Choose that one.`
  return mergeProblem(source, target)
}

async function listCandidates(ctx: TxCtx, source: Row): Promise<MergePlanView['candidates']> {
  return ctx.sql<MergePlanView['candidates'][number][]>`
    select i.case_prefix || '-' || c.number as reference, c.subject, c.severity, c.status, q.name as "requesterName", c.opened_at as "openedAt"
    from cases c cross join installation i join users q on q.id = c.requester_id
    where c.organisation_id = ${source.organisationId} and c.id <> ${source.id} and c.status in ('new','open','waiting','with_account_manager')
    order by (c.requester_id = ${source.requesterId}) desc, c.last_activity_at desc limit ${CANDIDATES}`
}

async function previewOf(ctx: TxCtx, source: Row, target: Row): Promise<NonNullable<MergePlanView['preview']>> {
  const after = standingAfterMerge(source, target)
  const [counts, newcomers, ofSource, ofTarget] = await Promise.all([
    ctx.sql<{ messages: number; notes: number; files: number }[]>`
      select (select count(*)::int from case_messages where case_id = ${source.id}) as messages,
        (select count(*)::int from case_notes where case_id = ${source.id}) as notes,
        (select count(*)::int from attachments where case_id = ${source.id}) as files`,
    ctx.sql<{ name: string }[]>`
      select u.name from (select ${source.requesterId}::uuid as id union select user_id from case_participants where case_id = ${source.id}) p
        join users u on u.id = p.id
      where p.id <> ${target.requesterId} and not exists (select from case_participants t where t.case_id = ${target.id} and t.user_id = p.id)
      order by lower(u.name), u.id`,
    listClocks(ctx, source.id),
    listClocks(ctx, target.id),
  ])
  const moments = momentsOfMerge(source, { ...target, after }, ctx.now)
  const moved = await clocksAfter(ctx, source, ofSource, moments.ofSource, target.calendarId)
  const own = await clocksAfter(ctx, target, ofTarget, moments.ofTarget, target.calendarId)
  const calendars = await getCalendars(ctx, [])
  const promise = nextPromise([...own, ...moved], calendars, ctx.now)
  const ofMoved = nextPromise(moved, calendars, ctx.now)
  return {
    target: {
      reference: target.reference,
      subject: target.subject,
      requesterName: target.requesterName,
      severity: target.severity,
    },
    moves: counts[0]!,
    newcomers: newcomers.map(({ name }) => name),
    status: after.status,
    severity: after.severity,
    promise: promise && { metric: promise.metric, dueAt: promise.dueAt },
    countsFrom: promise === null ? null : ofMoved?.dueAt === promise.dueAt ? source.reference : target.reference,
    dueBefore: { source: source.dueAt, target: target.dueAt },
  }
}

/** All clocks of a case after the moments; their calendars are prepared by then. */
async function clocksAfter(
  ctx: TxCtx,
  of: Row & { severity: Level },
  clocks: readonly Clock[],
  moments: readonly CaseMoment[],
  goesOnIn: string,
): Promise<Clock[]> {
  const ids = clocks.flatMap((clock) => clock.segments.map((segment) => segment.calendarId))
  const [{ policy }, calendars] = await Promise.all([
    getPolicyVersion(ctx, of.policyVersionId),
    getCalendars(ctx, [of.calendarId, goesOnIn, ...ids]),
  ])
  const resolved = of.status === 'resolved' || of.status === 'closed'
  const facts = { ...of, level: of.severity, policy, resolved, clocks }
  const changed = new Map(decideClocks(facts, moments, calendars).update.map((clock) => [clock.id, clock]))
  return clocks.map((clock) => changed.get(clock.id) ?? clock)
}
