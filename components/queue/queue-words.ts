// The words of views and bands.
import { formatCapped } from '@/lib/kernel/words'
import { isByRisk, type QueueFilter, type QueueView } from '@/lib/queue/filter'
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

const BAND: Record<RiskBand, string> = {
  breached: 'Breached',
  at_risk: 'At risk',
  on_track: 'On track',
  no_promise: 'No promise running',
}

/** The heading of each band in their order, with its count where it is known; null for a flat list. */
export function bandHeadings({ bands }: Pick<QueuePage, 'bands'>, filter: QueueFilter): string[] | null {
  if (!isByRisk(filter)) return null
  return RISK_BANDS.map((band) => (bands ? `${BAND[band]} · ${formatCapped(bands[band])}` : BAND[band]))
}
