// Audit rows of a case, read as the facts of its timeline. A row that changes nothing a reader cares about is left out.
import { z } from 'zod'
import { instant, type Instant } from '../kernel/time'
import { CASE_CATEGORIES, CASE_STATUSES } from './case'
import { AFTER_REFERRAL, REFERRAL_STEPS } from './referral-step'
import { RATING_ANSWERS } from './rating'
import type { HistoryFact } from './history-fact'

export type AuditRow = {
  id: number
  at: Instant
  action: string
  actor_id: string | null
  actor_name: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

const Status = z.enum(CASE_STATUSES)
const Level = z.literal([1, 2, 3, 4])
const At = z.number().transform(instant).nullable().catch(null)
const Metric = z.enum(['first_response', 'update']).nullable().catch(null)

const Opened = z.object({ severity: Level, status: Status, dueAt: At })
const Reclassified = z.object({ severity: Level, reason: z.string(), dueAt: At, metric: Metric, late: z.boolean().catch(false) })
const Category = z.object({ category: z.enum(CASE_CATEGORIES) })
const Recategorised = Category.extend({
  goes: z.enum(['to_account_manager', 'to_support', 'stays']),
  reason: z.string().nullable(),
  dueAt: At,
  metric: Metric,
})
const Referral = z.object({
  step: z.enum(REFERRAL_STEPS),
  request: z.string(),
  manager: z.string().nullable().catch(null),
  reason: z.string().catch(''),
  then: z.enum(AFTER_REFERRAL).catch('support'),
})
const Rated = z.object({ answer: z.enum(RATING_ANSWERS), comment: z.string().nullable().catch(null) })
const Assigned = z
  .object({
    assigneeName: z.string().nullable().catch(null),
    because: z.enum(['rule', 'away', 'left']).nullable().catch(null),
    awayName: z.string().nullable().catch(null),
  })
  .transform(({ assigneeName: to, ...why }) => ({ to, ...why }))
const HandedOver = z.object({ region: z.string(), dueAt: At, metric: Metric })
const Participant = z.object({ name: z.string() })
const Merged = z.object({
  from: z.string(),
  severity: Level.nullable().catch(null),
  dueAt: At,
  metric: Metric,
})
const Tagged = z.object({ tag: z.string() })
const Linked = z.object({
  other: z.string(),
  kind: z.enum(['related', 'duplicate_of', 'caused_by', 'split_from']),
  way: z.enum(['from', 'to']),
})
const Split = z.object({ other: z.string(), way: z.enum(['from', 'to']) })
const MergedInto = z.object({ into: z.string() })
const NOTHING_MOVED = { level: null, dueAt: null, metric: null } as const
const By = z.enum(['customer', 'staff']).catch('staff')

/** The fact of an audit row; null when the row says nothing that the timeline does not show otherwise. */
export function historyFact(row: AuditRow): HistoryFact | null {
  switch (row.action) {
    case 'case.opened': {
      const after = Opened.safeParse(row.after)
      return after.success ? { what: 'opened', ...after.data } : null
    }
    case 'case.replied':
    case 'case.status_changed': {
      const from = Status.safeParse(row.before?.status)
      const to = Status.safeParse(row.after?.status)
      return from.success && to.success
        ? { what: 'status_changed', from: from.data, to: to.data, by: By.parse(row.after?.by) }
        : null
    }
    case 'case.reclassified': {
      const from = Level.safeParse(row.before?.severity)
      const after = Reclassified.safeParse(row.after)
      if (!from.success || !after.success) return null
      const { severity: to, reason, dueAt, metric, late } = after.data
      return { what: 'reclassified', from: from.data, to, reason, dueAt, metric, late }
    }
    case 'case.category_changed': {
      const from = Category.safeParse(row.before)
      const after = Recategorised.safeParse(row.after)
      if (!from.success || !after.success) return null
      const { category: to, ...told } = after.data
      return { what: 'category_changed', from: from.data.category, to, ...told }
    }
    case 'case.referral': {
      const after = Referral.safeParse(row.after)
      return after.success ? { what: 'referral', ...after.data } : null
    }
    case 'case.assigned':
      return { what: 'assigned', ...Assigned.parse(row.after ?? {}) }
    case 'case.handed_over': {
      const from = HandedOver.safeParse(row.before)
      const to = HandedOver.safeParse(row.after)
      if (!from.success || !to.success) return null
      const { region, dueAt, metric } = to.data
      return { what: 'handed_over', from: from.data.region, to: region, dueBefore: from.data.dueAt, dueAt, metric }
    }
    case 'case.rated': {
      const after = Rated.safeParse(row.after)
      return after.success ? { what: 'rated', ...after.data, changed: row.before !== null } : null
    }
    case 'case.participant_added':
    case 'case.participant_removed': {
      const after = Participant.safeParse(row.after)
      return after.success
        ? { what: 'participant', name: after.data.name, takesPart: row.action === 'case.participant_added' }
        : null
    }
    case 'case.merged':
    case 'case.unmerged': {
      const after = Merged.safeParse({ severity: null, dueAt: null, metric: null, ...row.after })
      if (!after.success) return null
      const { from: other, severity, dueAt, metric } = after.data
      const level = severity === Level.safeParse(row.before?.severity).data ? null : severity
      return { what: 'merged', other, way: 'in', undone: row.action === 'case.unmerged', level, dueAt, metric }
    }
    case 'case.merged_into':
    case 'case.unmerged_from': {
      const after = MergedInto.safeParse(row.after)
      return after.success
        ? { what: 'merged', other: after.data.into, way: 'away', undone: row.action === 'case.unmerged_from', ...NOTHING_MOVED }
        : null
    }
    case 'case.tagged':
    case 'case.untagged': {
      const after = Tagged.safeParse(row.after)
      return after.success ? { what: 'tagged', tag: after.data.tag, has: row.action === 'case.tagged' } : null
    }
    case 'case.linked':
    case 'case.unlinked': {
      const after = Linked.safeParse(row.after)
      return after.success ? { what: 'linked', ...after.data, holds: row.action === 'case.linked' } : null
    }
    case 'case.split': {
      const after = Split.safeParse(row.after)
      return after.success ? { what: 'split', ...after.data } : null
    }
    case 'case.problem_marked':
    case 'case.problem_unmarked':
      return { what: 'problem', is: row.action === 'case.problem_marked' }
    case 'case.closed':
      return { what: 'closed' }
    default:
      return null
  }
}
