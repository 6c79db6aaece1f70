'use client'

import { formatCapped } from '@/lib/kernel/words'
import type { ShiftWords } from './shift-words'

/** Every region in a line, and how much is late or nearly so. A client component, so that only its words travel twice. */
export function ShiftStrip({
  regions,
  breached,
  atRisk,
}: {
  regions: readonly ShiftWords[]
  breached?: number
  atRisk?: number
}) {
  return (
    <div className="shift">
      {regions.map(([open, words]) => (
        <span key={words}>
          <i className={open ? 'dot dot-open' : 'dot'} aria-hidden="true" />
          {words}
        </span>
      ))}
      {breached !== undefined && atRisk !== undefined && (
        <span className="shift-total">
          <b>{formatCapped(breached)}</b> breached · <b>{formatCapped(atRisk)}</b> at risk
        </span>
      )}
    </div>
  )
}
