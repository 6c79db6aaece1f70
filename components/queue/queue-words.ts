// The words of views and bands.
import { formatCapped } from '@/lib/kernel/words'
import { isByRisk, type Column, type QueueFilter, type QueueSort, type QueueView } from '@/lib/queue/filter'
import type { QueuePage } from '@/lib/queue/views'
import { RISK_BANDS, type RiskBand } from '@/lib/sla/risk'

export const VIEW_WORDS: Record<QueueView, string> = {
  all: 'Queue',
  mine: 'Mine',
  unassigned: 'Unassigned',
  waiting: 'Waiting on customer',
  resolved: 'Resolved',
  accounts: 'My accounts',
}

export const SORT_WORDS: Record<QueueSort, string> = {
  risk: 'breach risk',
  newest: 'newest first',
  oldest: 'oldest first',
  activity: 'latest activity',
}

/** What a column shows, where it is chosen and at its head. */
export const COLUMN_WORDS: Record<Column, string> = {
  risk: 'Breach risk',
  promise: 'Next promise',
  level: 'Level',
  assignee: 'Assignee',
  activity: 'Activity',
  status: 'Status',
  category: 'Category',
  opened: 'Opened',
}

const BAND: Record<RiskBand, string> = {
  breached: 'Breached',
  at_risk: 'At risk',
  on_track: 'On track',
  no_promise: 'No promise running',
}

export function bandWords(band: RiskBand): string {
  return BAND[band]
}

/** The heading of each band in their order, with its count where it is known; null for a flat list. */
export function bandHeadings({ bands }: Pick<QueuePage, 'bands'>, filter: QueueFilter): string[] | null {
  if (!isByRisk(filter)) return null
  return RISK_BANDS.map((band) => (bands ? `${BAND[band]} · ${formatCapped(bands[band])}` : BAND[band]))
}
