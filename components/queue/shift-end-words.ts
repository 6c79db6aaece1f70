// The words of the end of a shift: until when the region is there, what it leaves, and how good it is to leave nothing.
import type { Instant } from '@/lib/kernel/time'
import { formatDuration } from '@/lib/kernel/words'
import { PAGE_SIZE } from '@/lib/queue/filter'
import type { ShiftEnd } from '@/lib/queue/views'
import { changeWords } from './shift-words'

export type ShiftEndWords = { readonly hours: string; readonly clean: string; readonly cleanNext: string }

export function shiftEndWords({ region }: ShiftEnd, now: Instant): ShiftEndWords {
  const { name, zone, closesAt, opensAt } = region
  const opens = opensAt === null ? '' : changeWords(opensAt, zone, now)
  const closes = closesAt === null ? '' : `${changeWords(closesAt, zone, now)} (in ${formatDuration(closesAt - now)})`
  const again = opens === '' ? '' : ` and opens again ${opens}`
  return {
    hours: closes === '' ? `${name} is closed${opens === '' ? '' : `, opens ${opens}`}` : `${name} closes ${closes}${again}`,
    clean: 'A clean queue',
    cleanNext: `Every case of ${name} has somebody, and no promise runs out ${opens === '' ? 'now' : `before it opens ${opens}`}.`,
  }
}

/** Headings of what nobody has and of what runs out before the region opens again. */
export function shiftEndBands({ region, unassigned, due }: ShiftEnd): string[] {
  return [`Nobody has it · ${counted(unassigned.length)}`, `Runs out before ${region.name} opens again · ${counted(due.length)}`]
}

/** A page at most is listed; beyond it there is more. */
function counted(n: number): string {
  return n > PAGE_SIZE ? `${PAGE_SIZE}+` : String(n)
}
