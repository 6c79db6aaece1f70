'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { Notice } from '@/components/ui/callout'
import { concerns, type News } from './concern'
import { listenLive, type LiveState } from './live-source'
import { paced } from './pace'
import { updatePresence } from './presence-store'
import { whenReachable } from './refresh'

/**
 * Keeps the page current: when something changed that it shows, it is read again without losing what is selected, scrolled
 * to or half written. Says so while the connection is lost. Stands in the shells' `notice`.
 */
export function Live() {
  const router = useRouter()
  const pathname = usePathname()
  const here = useRef(pathname)
  const [state, setState] = useState<LiveState>('live')
  useEffect(() => {
    here.current = pathname
  }, [pathname])
  useEffect(() => {
    let missed = false
    const left = new AbortController()
    const pace = paced(() => whenReachable(router.refresh, left.signal))
    const onNews = (news: News) => {
      if (!concerns(here.current, news)) return
      if (document.visibilityState === 'hidden') missed = true
      else pace.ask()
    }
    const onVisible = () => {
      if (document.visibilityState === 'hidden' || !missed) return
      missed = false
      pace.ask()
    }
    document.addEventListener('visibilitychange', onVisible)
    const stop = listenLive({ onNews, onState: setState, onPresence: updatePresence })
    return () => {
      left.abort()
      pace.stop()
      document.removeEventListener('visibilitychange', onVisible)
      stop()
    }
  }, [router])
  if (state === 'lost') return <Notice>Connection lost, catching up…</Notice>
  if (state === 'crowded') {
    return (
      <Notice tone="info">
        You have Concord open in many windows or on many devices. This one waits for its turn to show changes by itself; load the
        page to see what is new.
      </Notice>
    )
  }
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
