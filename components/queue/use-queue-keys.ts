'use client'

import { useEffect, useEffectEvent, useState, type FocusEvent, type RefObject } from 'react'
import { isShortcut } from '@/components/palette/keys'
import type { QueueRow as Row } from '@/lib/queue/lines'

export const caseHref = (reference: string) => `/desk/cases/${reference}`

/**
 * j and k move, Enter opens, x selects, a takes, Escape lets go. Moving moves the focus, which is what one sees and hears;
 * the row is remembered by its case, so that a refresh changes neither. When the case leaves, its successor takes over.
 */
export function useQueueKeys({
  rows,
  table,
  open,
  toggle,
  clear,
  take,
}: {
  rows: readonly Row[]
  table: RefObject<HTMLTableElement | null>
  open: (reference: string) => void
  toggle: (reference: string) => void
  clear: () => void
  take: (reference: string) => void
}): { at: string | null; onFocus: (event: FocusEvent) => void } {
  const [stand, setStand] = useState<{ reference: string; index: number } | null>(null)
  const found = stand === null ? -1 : rows.findIndex((row) => row.reference === stand.reference)
  const index = stand === null || rows.length === 0 ? -1 : found >= 0 ? found : Math.min(stand.index, rows.length - 1)
  const at = index < 0 ? null : rows[index]!.reference

  // The row one stands on follows the focus, see onFocus.
  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (!row) return
    const link = table.current?.querySelector<HTMLElement>(`a[href="${caseHref(row.reference)}"]`)
    link?.focus({ preventScroll: true })
    link?.closest('tr')?.scrollIntoView({ block: 'nearest' })
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isShortcut(event)) return
    const key = event.key
    if (key === 'j' || key === 'k') go(index < 0 ? 0 : index + (key === 'j' ? 1 : -1))
    else if (key === 'Escape') clear()
    else if (at === null) return
    else if (key === 'x') toggle(at)
    else if (key === 'a') take(at)
    else if (key === 'Enter' && document.activeElement === document.body) open(at)
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  // The case one stood on has left the list: the focus it had goes to the one that took its place.
  const settle = useEffectEvent(() => {
    if (stand !== null && found < 0 && at !== null && document.activeElement === document.body) go(index)
  })
  useEffect(() => settle(), [rows])

  const onFocus = (event: FocusEvent) => {
    const reference = event.target.closest('tr')?.querySelector('a')?.pathname.split('/').at(-1)
    if (reference && reference !== stand?.reference)
      setStand({ reference, index: rows.findIndex((row) => row.reference === reference) })
  }
  return { at, onFocus }
}
