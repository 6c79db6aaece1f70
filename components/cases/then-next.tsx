'use client'

import { useSyncExternalStore } from 'react'

const KEY = 'then-next'
const listeners = new Set<() => void>()

/** Whether sending gives the next case at once; this browser remembers the choice. */
export function ThenNext() {
  const on = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => remembered(),
    () => false,
  )
  return (
    <label className="check small">
      <input type="checkbox" name="next" checked={on} onChange={(event) => remember(event.target.checked)} />
      Then the next case
    </label>
  )
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on'
  } catch {
    return false
  }
}

function remember(on: boolean): void {
  try {
    if (on) localStorage.setItem(KEY, 'on')
    else localStorage.removeItem(KEY)
  } catch {
    // Storage is switched off: the choice holds for nothing but this sending.
  }
  for (const listener of listeners) listener()
}
