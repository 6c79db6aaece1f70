'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { whenReachable } from './refresh'

const MINUTE_MS = 60_000

/**
 * Reads the page again when time alone makes it untrue: at `at` if that is near, and each minute, because it says how many
 * are left. Nothing happens while nobody looks; coming back reads it at once.
 */
export function RefreshAt({ now, at }: { now: number; at: number | null }) {
  const router = useRouter()
  useEffect(() => {
    const read = performance.now()
    const left = new AbortController()
    // Just after the instant, when what was due at it is over.
    const wait = Math.min(MINUTE_MS, at === null ? MINUTE_MS : Math.max(1_000, at - now + 50))
    const refresh = () => {
      if (document.visibilityState === 'visible') void whenReachable(router.refresh, left.signal)
    }
    const timer = setTimeout(refresh, wait)
    const onVisible = () => {
      if (performance.now() - read >= wait) refresh()
    }
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      left.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [router, now, at])
  return null
}
