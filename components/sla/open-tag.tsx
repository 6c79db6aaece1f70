import { Tag } from '@/components/ui/tag'
import type { Instant } from '@/lib/kernel/time'
import type { OpenState } from '@/lib/sla/calendar'
import { openWords } from './hours'

/** "Open now, closes 17:00", in the reader's zone. */
export function OpenTag({ state, zone, now, className }: { state: OpenState; zone: string; now: Instant; className?: string }) {
  return (
    <Tag tone={state.open ? 'ok' : 'neutral'} dot className={className}>
      <span className="num">{openWords(state, zone, now)}</span>
    </Tag>
  )
}
