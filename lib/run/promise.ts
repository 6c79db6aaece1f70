// `npm run -s promise < vectors.jsonl`: due times, support time between two instants, and whether support is open, computed
// with the default policy. One line of JSON in, one line out, in order and as they come; needs no database.
//   {"kind":"due","region":"EMEA","start_utc":"2026-12-24T16:00:00Z","target_minutes":240}
//   {"kind":"elapsed","region":"APAC","from_utc":"2026-04-24T02:00:00Z","to_utc":"2026-04-28T01:30:00Z"}
//   {"kind":"open","region":"AMER","at_utc":"2026-07-17T17:00:00Z"}
// A bad line is answered by an error object on its own line, and the exit status is 1 at the end.

import { once } from 'node:events'
import { createInterface } from 'node:readline'

import { prepareCalendar } from '../sla/calendar'
import { defaultCalendars } from '../sla/default-calendars'
import { answerLine } from '../sla/vector'

const calendars = new Map(Object.entries(defaultCalendars).map(([region, definition]) => [region, prepareCalendar(definition)]))

// A reader that has seen enough (`| head`) ends the work; it is not a failure.
process.stdout.on('error', () => process.exit())

for await (const input of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { ok, line } = answerLine(input, calendars)
  if (!ok) process.exitCode = 1
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain')
}
