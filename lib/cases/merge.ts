// What becomes of two cases when one is merged into the other, and of each when that is undone. Clocks keep their own start, level
// and target; they only move (docs/decisions/2026-11-24-a-merge-loosens-no-promise.md).
import { z } from 'zod'
import { DAY_MS, addMs, instant, type Instant } from '../kernel/time'
import { StoredClock } from '../sla/clock-row'
import { resumedAt, type CaseMoment } from '../sla/moments'
import { METRICS, type Level } from '../sla/support-policy'
import { CASE_STATUSES, isUnresolved, type CaseStatus } from './case'
import { CaseReference } from './input'

/** How long a merge can be undone. */
export const UNDO_DAYS = 30

export const MergeInput = z.object({
  reference: CaseReference,
  into: z.string().trim().toUpperCase().min(1, 'Please choose a case, or type its number.').pipe(CaseReference),
})
export type MergeInput = z.infer<typeof MergeInput>

/** Which case is looked at as the one that goes on; empty at first. */
export const MergeQuery = z.object({ into: z.string().trim().toUpperCase().max(24).catch('').default('') })

/** By the case that was merged. */
export const UndoMergeInput = z.object({ reference: CaseReference })
export type UndoMergeInput = z.infer<typeof UndoMergeInput>

/** What the rule must know of each case. */
export type MergeFacts = Standing & {
  readonly id: string
  readonly reference: string
  readonly organisationId: string
}

/** Where a case stands: what a merge may change about the case that goes on. */
export type Standing = {
  readonly status: CaseStatus
  readonly beforeWaiting: 'open' | 'with_account_manager' | null
  readonly severity: Level
  readonly assigneeId: string | null
  readonly lastAnswerAt: Instant | null
  readonly customerWaitingSince: Instant | null
}

/** Why a case may not be merged into another; null when it may. */
export function mergeProblem(source: MergeFacts, target: MergeFacts): string | null {
  if (source.id === target.id) return 'A case cannot be merged into itself. Choose another one.'
  if (source.organisationId !== target.organisationId)
    return `${target.reference} belongs to another organisation. Cases of different organisations are never merged.`
  if (source.status === 'closed') return `${source.reference} is closed, and stays as it is.`
  if (!isUnresolved(target.status))
    return `${target.reference} is ${target.status}. Choose a case that is still worked on, or merge the other way round.`
  return null
}

/**
 * Where the target stands with the source in it. The stricter level holds from now on, whoever waits longest has waited, and what
 * we owe in the source we owe here: a target that waits on the customer is ours again.
 */
export function standingAfterMerge(source: Standing, target: Standing): Standing {
  const open = isUnresolved(source.status)
  return {
    ...statusAfterMerge(source, target),
    severity: open && source.severity < target.severity ? source.severity : target.severity,
    assigneeId: target.assigneeId ?? (open ? source.assigneeId : null),
    lastAnswerAt: latest(source.lastAnswerAt, target.lastAnswerAt),
    customerWaitingSince: open ? earliest(source.customerWaitingSince, target.customerWaitingSince) : target.customerWaitingSince,
  }
}

function statusAfterMerge(source: Standing, target: Standing): Pick<Standing, 'status' | 'beforeWaiting'> {
  const { status, beforeWaiting } = target
  const weOwe = isUnresolved(source.status) && source.status !== 'waiting'
  if (status === 'waiting' && weOwe) return { status: beforeWaiting ?? 'open', beforeWaiting: null }
  if (status === 'new' && source.status !== 'new') return { status: 'open', beforeWaiting: null }
  return { status, beforeWaiting }
}

/**
 * What the clocks of both cases are told. Those of the source run on by the rule of a hand-over: what they have used stays used, the rest
 * is counted in the target's calendar. A clock that rested because the customer was asked runs when the whole is ours.
 */
export function momentsOfMerge(
  source: Pick<Standing, 'status'>,
  target: Pick<Standing, 'status'> & { readonly calendarId: string; readonly after: Standing },
  at: Instant,
): { readonly ofSource: readonly CaseMoment[]; readonly ofTarget: readonly CaseMoment[] } {
  const resumed = resumedAt(at)
  const waits = target.after.status === 'waiting'
  return {
    ofSource: [
      ...(source.status === 'waiting' && !waits ? resumed : []),
      { kind: 'handed_over', at, calendarId: target.calendarId },
    ],
    ofTarget: target.status === 'waiting' && !waits ? resumed : [],
  }
}

/** What was said in the target since the merge: by us, and by the customer who still waits for an answer to it. */
export type SaidSince = { readonly answered: boolean; readonly customerSince: Instant | null }

/**
 * Where the target stands once the source has left it: as before the merge, but what somebody has changed since stays changed,
 * and what was said since is not forgotten.
 */
export function standingAfterUndo(now: Standing, { before, after }: TargetTrace, said: SaidSince): Standing {
  const quiet = !said.answered && said.customerSince === null
  const sameStatus = quiet && now.status === after.status && now.beforeWaiting === after.beforeWaiting
  return {
    ...(sameStatus
      ? { status: before.status, beforeWaiting: before.beforeWaiting }
      : { status: now.status, beforeWaiting: now.beforeWaiting }),
    severity: now.severity === after.severity ? before.severity : now.severity,
    assigneeId: now.assigneeId === after.assigneeId ? before.assigneeId : now.assigneeId,
    lastAnswerAt: now.lastAnswerAt === after.lastAnswerAt ? before.lastAnswerAt : now.lastAnswerAt,
    customerWaitingSince:
      now.customerWaitingSince === after.customerWaitingSince
        ? (before.customerWaitingSince ?? said.customerSince)
        : now.customerWaitingSince,
  }
}

/**
 * Why a merge cannot be undone now; null when it can. `later`: the case
 * that was merged into the same one after it; `wentOn`: where the case that it went into has gone itself.
 */
export function undoProblem(
  { mergedAt, later, wentOn }: { readonly mergedAt: Instant; readonly later: string | null; readonly wentOn: string | null },
  now: Instant,
): string | null {
  if (now > undoableUntil(mergedAt)) return `A merge can be undone for ${UNDO_DAYS} days, and they are over.`
  if (wentOn !== null) return `The case that it went into was merged into ${wentOn}. Undo that first.`
  return later === null ? null : `${later} was merged into the same case later. Undo that first.`
}

/** The last instant at which a merge can be undone. */
export function undoableUntil(mergedAt: Instant): Instant {
  return addMs(mergedAt, UNDO_DAYS * DAY_MS)
}

const At = z.number().transform(instant)
const Status = z.enum(CASE_STATUSES)
const BeforeWaiting = z.enum(['open', 'with_account_manager']).nullable()
const Ids = z.array(z.uuid())
const Next = z
  .object({
    metric: z.enum(METRICS),
    dueAt: At,
    atRiskAt: At.nullable(),
    targetMinutes: z.number(),
    calendarId: z.string(),
  })
  .nullable()
const StandingTrace = z.object({
  status: Status,
  beforeWaiting: BeforeWaiting,
  severity: z.literal([1, 2, 3, 4]),
  assigneeId: z.uuid().nullable(),
  lastAnswerAt: At.nullable(),
  customerWaitingSince: At.nullable(),
})

/** What moved with a merge and what both cases were before it: all that undoing it needs. */
export const MergeTrace = z.object({
  moved: z.object({
    messages: Ids,
    notes: Ids,
    files: Ids,
    handovers: Ids,
    clocks: Ids,
    /** Absent from merges that are older than moving them. */
    drafts: Ids.default([]),
  }),
  participantIds: Ids,
  followerIds: Ids,
  /** Absent from merges that are older than tags. */
  tagIds: Ids.default([]),
  /** Absent from merges that are older than links. */
  linkIds: Ids.default([]),
  source: z.object({ status: Status, beforeWaiting: BeforeWaiting, next: Next, clocks: z.array(StoredClock) }),
  target: z.object({
    before: StandingTrace,
    after: StandingTrace,
    next: Next,
    clocks: z.object({ before: z.array(StoredClock), after: z.array(StoredClock) }),
  }),
})
export type MergeTrace = z.infer<typeof MergeTrace>
export type TargetTrace = Pick<MergeTrace['target'], 'before' | 'after'>

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : a < b ? a : b
}

function latest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : a > b ? a : b
}
