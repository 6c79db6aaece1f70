// Who set a field of a case last, read from its timeline.
import type { CaseField } from '@/lib/cases/field-change'
import type { DeskCaseView } from '@/lib/cases/views'
import type { HistoryFact } from '@/lib/cases/history-fact'

const SETS: Record<CaseField, readonly HistoryFact['what'][]> = {
  assignee: ['assigned', 'handed_over', 'category_changed'],
  level: ['reclassified', 'merged'],
  category: ['category_changed'],
  region: ['handed_over'],
}

/** The name of whoever set the field last; null where nobody has, or no person did. */
export function lastChangedBy(timeline: DeskCaseView['timeline'], field: CaseField): string | null {
  const last = timeline.findLast((entry) => entry.kind === 'history' && SETS[field].includes(entry.fact.what))
  return last?.kind === 'history' ? last.by : null
}
