'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Notice } from '@/components/ui/callout'
import { listenLive, type LiveState } from './live-source'
import { whenReachable } from './refresh'

/** A first change is shown at once, the next ones together a little later. */
const FIRST_MS = 60
const NEXT_MS = 400

/**
 * Keeps the page current: when something changed that the reader may know, the page is read again without losing what is
 * selected, scrolled to or half written. Says so while the connection is lost. Stands in the shells' `notice`.
 */
export function Live() {
  const router = useRouter()
  const [state, setState] = useState<LiveState>('live')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = -NEXT_MS
    let missed = false
    const left = new AbortController()
    const refresh = async () => {
      await whenReachable(router.refresh, left.signal)
      timer = undefined
      last = performance.now()
      if (again) onChange()
    }
    let again = false
    const onChange = () => {
      if (document.visibilityState === 'hidden') missed = true
      else if (timer === undefined) {
        again = false
        timer = setTimeout(() => void refresh(), Math.max(FIRST_MS, last + NEXT_MS - performance.now()))
      } else again = true
    }
    const onVisible = () => {
      if (document.visibilityState === 'hidden' || !missed) return
      missed = false
      onChange()
    }
    document.addEventListener('visibilitychange', onVisible)
    const stop = listenLive({ onChange, onState: setState })
    return () => {
      left.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisible)
      stop()
    }
  }, [router])
  if (state === 'lost') return <Notice>Connection lost, catching up…</Notice>
  if (state === 'signed_out') {
    return (
      <Notice tone="bad">
        <span>
          Your session has ended.{' '}
          <a className="link" href="/sign-in" target="_blank" rel="noreferrer">
            Sign in again
          </a>{' '}
          in another tab: what you typed here stays.
        </span>
      </Notice>
    )
  }
  return null
}
