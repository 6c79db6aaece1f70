import type { Instant } from '@/lib/kernel/time'
import { formatTime } from '@/lib/kernel/words'

/** "Good morning" until noon and "Good afternoon" until six, by the reader's clock; else "Good evening". */
export function greetingAt(now: Instant, zone: string): string {
  const hour = Number(formatTime(now, zone).slice(0, 2))
  if (hour < 5 || hour >= 18) return 'Good evening'
  return hour < 12 ? 'Good morning' : 'Good afternoon'
}
