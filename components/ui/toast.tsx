'use client'

import * as xIcon from 'lucide-react/icons/x'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { currentToasts, dismissToast, subscribeToasts, type Toast } from './toast-store'
import { iconOf } from './icon'

const X = iconOf(xIcon)

const NONE: readonly Toast[] = []

function ToastLine({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismissToast(toast.id), toast.ms)
    return () => clearTimeout(timer)
  }, [held, toast])
  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {toast.undo && (
        <button
          type="button"
          onClick={() => {
            dismissToast(toast.id)
            void toast.undo?.()
          }}
        >
          Undo
        </button>
      )}
      <button type="button" aria-label="Dismiss" onClick={() => dismissToast(toast.id)}>
        <X aria-hidden="true" />
      </button>
    </div>
  )
}

/** Where toasts appear and are read out; both shells have one. While pointed at or focused, a toast stays. */
export function ToastRegion() {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts, () => NONE)
  return (
    <div className="toasts" role="status" aria-label="What just happened">
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  )
}
