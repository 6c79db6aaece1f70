import { toIso, type Instant } from '@/lib/kernel/time'
import { formatAbsolute, formatDate, formatInstant, formatRelative, formatTime } from '@/lib/kernel/words'

export type WhenProps = {
  at: Instant
  /** The reader's IANA zone. */
  zone: string
  /** The request's instant. */
  now: Instant
  /** `moment` "today 14:31" (default) · `time` "14:31" · `date` "Tue 24 Nov" · `relative` "in 41 min" · `absolute`. */
  as?: 'moment' | 'time' | 'date' | 'relative' | 'absolute'
  className?: string
}

/** A moment in the reader's zone, with the whole of it on hover. Does not move; RelativeTime does. */
export function When({ at, zone, now, as = 'moment', className }: WhenProps) {
  const absolute = formatAbsolute(at, zone)
  const words = {
    moment: () => formatInstant(at, zone, now),
    time: () => formatTime(at, zone),
    date: () => formatDate(at, zone, now),
    relative: () => formatRelative(at, now),
    absolute: () => absolute,
  }[as]()
  return (
    <time dateTime={toIso(at)} title={words === absolute ? undefined : absolute} className={className}>
      {words}
    </time>
  )
}
