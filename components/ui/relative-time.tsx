'use client'

import { useEffect, useState } from 'react'
import { addMs, toIso, type Instant } from '@/lib/kernel/time'
import { formatRelative } from '@/lib/kernel/words'

/**
 * "in 41 min" that stays true while the page stands open. `now` is the server's instant, from which this clock runs on, so
 * a wrong or shifted clock of either machine changes nothing. `title` is the absolute moment (formatAbsolute).
 */
export function RelativeTime({ at, now, title, className }: { at: Instant; now: Instant; title: string; className?: string }) {
  const [current, setCurrent] = useState(now)
  useEffect(() => {
    const begun = performance.now()
    const tick = () => setCurrent(addMs(now, performance.now() - begun))
    const timer = setInterval(tick, 15_000)
    return () => clearInterval(timer)
  }, [now])
  return (
    <time dateTime={toIso(at)} title={title} className={className}>
      {formatRelative(at, current < now ? now : current)}
    </time>
  )
}
