// Audit rows of a case, read as the facts of its timeline. A row that changes nothing a reader cares about is left out.
import { z } from 'zod'
import { instant, type Instant } from '../kernel/time'
import { CASE_STATUSES } from './case'
import type { HistoryFact } from './views'

export type AuditRow = {
  id: number
  at: Instant
  action: string
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
    case 'case.assigned':
      return { what: 'assigned', to: z.string().nullable().catch(null).parse(row.after?.assigneeName) }
    case 'case.closed':
      return { what: 'closed' }
    default:
      return null
  }
}
