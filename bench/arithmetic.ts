// Measures the promise's arithmetic on one core: due times and ledgers per second on the default calendars, starts spread over
// 2024-2030, targets of the default policy. Prints one line per figure; exits 1 when one is below its floor.

import { type Instant, currentInstant } from '../lib/kernel/time'
import { dueAt, prepareCalendar } from '../lib/sla/calendar'
import type { CalendarDefinition } from '../lib/sla/calendar-definition'
import type { Clock } from '../lib/sla/clock'
import { startClock } from '../lib/sla/clock-changes'
import { defaultCalendars } from '../lib/sla/default-calendars'
import { defaultPolicy } from '../lib/sla/default-policy'
import { ledgerOf } from '../lib/sla/ledger'
import type { Level, Metric } from '../lib/sla/support-policy'

const DUE_PER_SECOND_MIN = 1_000_000
const LEDGERS_PER_SECOND_MIN = 50_000
const PREPARE_MS_MAX = 150
const ROUNDS = 5

const first = Date.UTC(2024, 0)
const last = Date.UTC(2031, 0)

/** Starts in no order that a cache or a branch predictor could learn, the same in every run (a Weyl sequence). */
const starts = Array.from(
  { length: 100_000 },
  (_, i) => (first + Math.floor((((i * 0.6180339887498949) % 1) * (last - first)) / 1000) * 1000) as Instant,
)
const promises: [Metric, Level][] = [
  ['first_response', 1],
  ['first_response', 2],
  ['first_response', 3],
  ['first_response', 4],
  ['update', 1],
  ['update', 2],
]

function elapsedMs(work: () => void): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

/** The best of several rounds: what the code can do, undisturbed by the machine's other work. */
function perSecond(count: number, work: () => void): number {
  work()
  return Math.round(count / (Math.min(...Array.from({ length: ROUNDS }, () => elapsedMs(work))) / 1000))
}

const failures: string[] = []
function report(name: string, value: number, unit: string, holds: boolean): void {
  console.log(`${name.padEnd(34)}${value.toLocaleString('en').padStart(14)} ${unit}${holds ? '' : '  BELOW ITS FLOOR'}`)
  if (!holds) failures.push(name)
}

const definitions: [string, CalendarDefinition][] = Object.entries(defaultCalendars)
const prepared = new Map(
  definitions.map(([region, definition]) => {
    const begun = performance.now()
    const calendar = prepareCalendar(definition)
    const ms = Math.round(performance.now() - begun)
    report(`prepare ${region} for the first time`, ms, 'ms', ms < PREPARE_MS_MAX)
    return [region, calendar]
  }),
)

for (const [region, calendar] of prepared) {
  let sum = 0
  const rate = perSecond(starts.length, () => {
    for (let i = 0; i < starts.length; i++) sum += dueAt(calendar, starts[i]!, 14_400 + (i & 3) * 43_200)
  })
  report(`due times per second, ${region}`, sum > 0 ? rate : 0, '/s', rate >= DUE_PER_SECOND_MIN)
}

const now = currentInstant()
const clocks = starts.slice(0, 30_000).map((at, i): Clock => {
  const [metric, level] = promises[i % promises.length]!
  const calendarId = [...prepared.keys()][i % prepared.size]!
  const clock = startClock({ level, policyVersionId: 'default', policy: defaultPolicy, calendarId }, metric, at, prepared)
  if (clock === null) throw new Error('the default policy promises these times')
  return clock
})
let lines = 0
const ledgers = perSecond(clocks.length, () => {
  for (const clock of clocks) lines += ledgerOf(clock, prepared, now).intervals.length
})
report('ledgers per second', ledgers, '/s', ledgers >= LEDGERS_PER_SECOND_MIN)
report('lines per ledger, on average', Math.round((lines / clocks.length / (ROUNDS + 1)) * 10) / 10, '', true)

if (failures.length > 0) process.exitCode = 1
