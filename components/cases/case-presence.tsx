'use client'

import { useEffect, useState } from 'react'
import * as eyeIcon from 'lucide-react/icons/eye'
import * as penLineIcon from 'lucide-react/icons/pen-line'
import { useOthersOn } from '@/components/live/presence-store'
import { BEAT_MS, presenceWords, type Doing } from '@/lib/cases/presence'
import { iconOf } from '@/components/ui/icon'

const Eye = iconOf(eyeIcon)
const PenLine = iconOf(penLineIcon)

/** Somebody whose last stroke is this long ago reads again. */
const WRITING_MS = 20_000

/**
 * Shows colleagues who is on the case, and says so of this page: typing in anything inside `data-writes` is writing. `pageId`
 * names the page from its first rendering on. Says nothing while nobody looks at it.
 */
export function CasePresence({ reference, userId, pageId }: { reference: string; userId: string; pageId: string }) {
  const [page] = useState(pageId)
  const others = useOthersOn(Number(reference.slice(reference.lastIndexOf('-') + 1)), userId)

  useEffect(() => {
    let typedAt = -Infinity
    let said: Doing | 'left' = 'left'
    const say = (doing: Doing | 'left') => {
      said = doing
      const body = JSON.stringify({ reference, page, doing })
      // What could not be said is said again with the next beat.
      fetch('/api/presence', { method: 'POST', keepalive: true, headers: { 'content-type': 'application/json' }, body }).catch(
        () => undefined,
      )
    }
    const beat = () => {
      if (document.visibilityState === 'visible') say(performance.now() - typedAt < WRITING_MS ? 'writing' : 'reading')
    }
    const onInput = ({ target }: Event) => {
      if (!(target instanceof Element) || !target.closest('[data-writes]')) return
      typedAt = performance.now()
      if (said !== 'writing') beat()
    }
    const leave = () => said !== 'left' && say('left')
    beat()
    const timer = setInterval(beat, BEAT_MS)
    document.addEventListener('input', onInput)
    document.addEventListener('visibilitychange', beat)
    window.addEventListener('pagehide', leave)
    return () => {
      clearInterval(timer)
      document.removeEventListener('input', onInput)
      document.removeEventListener('visibilitychange', beat)
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [reference, page])

  const writes = others.some(({ doing }) => doing === 'writing')
  const Icon = writes ? PenLine : Eye
  return (
    <p role="status" className={writes ? 'case-presence case-presence-writes' : 'case-presence'} hidden={others.length === 0}>
      <Icon aria-hidden />
      {presenceWords(others)}
    </p>
  )
}
