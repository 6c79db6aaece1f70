'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { refreshIn, whenReachable } from './refresh'

/**
 * Reads the page again when time alone makes it untrue: at `at` if that is near, and each minute, because it says how many
 * are left. Nothing happens while nobody looks; coming back reads it at once.
 */
export function RefreshAt({ now, at }: { now: number; at: number | null }) {
  const router = useRouter()
  useEffect(() => {
    const read = performance.now()
    const left = new AbortController()
    const wait = refreshIn(now, at)
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
