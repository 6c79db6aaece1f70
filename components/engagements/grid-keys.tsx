'use client'

import type { KeyboardEvent, ReactNode } from 'react'

const STEPS: Record<string, readonly [rows: number, cells: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Moves the focus between the cells of a week (`data-cell`) with the arrow keys; the table itself is made on the server. */
export function GridKeys({ children }: { children: ReactNode }) {
  function move(event: KeyboardEvent<HTMLDivElement>) {
    const step = STEPS[event.key]
    const cell = event.target instanceof Element ? event.target.closest('[data-cell]')?.closest('td') : null
    if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return
    const [rows, cells] = step
    let [row, at] = [cell.parentElement as HTMLTableRowElement, cell.cellIndex]
    for (;;) {
      at += cells
      const next =
        rows === 0 ? row : ((rows > 0 ? row.nextElementSibling : row.previousElementSibling) as HTMLTableRowElement | null)
      const into = next?.cells[at]
      if (!next || !into) return
      row = next
      const link = into.querySelector<HTMLElement>('[data-cell]')
      if (!link) continue
      event.preventDefault()
      link.focus()
      return
    }
  }
  return <div onKeyDown={move}>{children}</div>
}
