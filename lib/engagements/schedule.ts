// The schedule of an engagement as an iCalendar file (RFC 5545): whole days, an identity that stays and a number that grows, so that a
// calendar that has it already changes its entries instead of doubling them.
import { toIso, type Instant } from '../kernel/time'
import { addDays } from './time-sheet'

/** A day, or the days from one to another, both counted; ISO dates. */
export type ScheduledEvent = {
  /** Within its engagement. */
  readonly key: string
  readonly from: string
  readonly to: string
  readonly title: string
  readonly words: string
  readonly isCancelled: boolean
}

export type Schedule = {
  /** "ENG-12". */
  readonly reference: string
  /** Whose calendar it is: the host of this installation. */
  readonly host: string
  readonly address: string
  readonly changedAt: Instant
  readonly events: readonly ScheduledEvent[]
}

/** The file, with the line ends that calendars ask for. The same schedule gives the same bytes. */
export function scheduleFile({ reference, host, address, changedAt, events }: Schedule): string {
  const stamp = `${toIso(changedAt).slice(0, 19).replace(/[-:]/g, '')}Z`
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Concord//Services//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    ...events.flatMap(({ key, from, to, title, words, isCancelled }) => [
      'BEGIN:VEVENT',
      `UID:${reference.toLowerCase()}-${key}@${host}`,
      // Minutes: it grows with every change and stays small enough for every calendar.
      `SEQUENCE:${Math.floor(changedAt / 60_000)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${from.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${addDays(to, 1).replaceAll('-', '')}`,
      `SUMMARY:${escaped(title)}`,
      ...(words === '' ? [] : [`DESCRIPTION:${escaped(words)}`]),
      `URL:${address}`,
      `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (each) => `\\${each}`).replace(/\r?\n/g, '\\n')
}

/** No line has more than 75 bytes; a character is never cut. */
function folded(line: string): string {
  const parts: string[] = []
  let [part, bytes] = ['', 0]
  for (const character of line) {
    const size = new TextEncoder().encode(character).length
    if (bytes + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
      bytes = 0
    }
    part += character
    bytes += size
  }
  return [...parts, part].join('\r\n ')
}
