'use client'

import type { ReactNode } from 'react'
import { formatCapped } from '@/lib/kernel/words'
import type { ShiftWords } from './shift-words'

/** Every region in a line, and how much is late or nearly so. A client component, so that only its words travel twice. */
export function ShiftStrip({
  regions,
  breached,
  atRisk,
  children,
}: {
  regions: readonly ShiftWords[]
  breached?: number
  atRisk?: number
  /** Stands at the end of the line. */
  children?: ReactNode
}) {
  return (
    <div className="shift">
      {regions.map(([open, words, people]) => (
        <span key={words}>
          <i className={open ? 'dot dot-open' : 'dot'} aria-hidden="true" />
          {words}
          {people && <small className="shift-people">{people}</small>}
        </span>
      ))}
      <div className="shift-end">
        {breached !== undefined && atRisk !== undefined && (
          <span>
            <b>{formatCapped(breached)}</b> breached · <b>{formatCapped(atRisk)}</b> at risk
          </span>
        )}
        {children}
      </div>
    </div>
  )
}
