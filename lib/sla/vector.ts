// The calculator for support leads: questions about business time as lines of JSON, answered with the default policy. The
// command line around it is `lib/run/promise.ts`.

import { z } from 'zod'

import { type Instant, parseInstant, toIso } from '../kernel/time'
import { type PreparedCalendar, dueAt, elapsedSeconds, openState } from './calendar'

const At = z.iso
  .datetime({ offset: true })
  .transform(parseInstant)
  .refine((at) => at >= Date.UTC(1970, 0) && at < Date.UTC(2101, 0), 'an instant from 1970 to 2100')
const region = z.string()

const Question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('due'), region, start_utc: At, target_minutes: z.number().min(0).max(5_256_000) }),
  z.object({ kind: z.literal('elapsed'), region, from_utc: At, to_utc: At }),
  z.object({ kind: z.literal('open'), region, at_utc: At }),
])
type Question = z.infer<typeof Question>

/** The question with its answer added, or what is wrong with it. */
export type AnsweredLine =
  | { readonly ok: true; readonly line: object }
  | { readonly ok: false; readonly line: { readonly error: string; readonly input: string } }

/** Answers one line. Fields that the question does not need are kept as they are; never throws. */
export function answerLine(input: string, calendars: ReadonlyMap<string, PreparedCalendar>): AnsweredLine {
  const refuse = (error: string): AnsweredLine => ({ ok: false, line: { error, input } })
  const vector = parseJson(input)
  if (vector === undefined) return refuse('not a line of JSON')
  const question = Question.safeParse(vector)
  const { region } = vector as { region?: unknown }
  const calendar = typeof region === 'string' ? calendars.get(region) : undefined
  // The region first: whoever mistypes it should not have to mend everything else to hear so.
  const faults = [
    ...(calendar ? [] : [`region: one of ${[...calendars.keys()].join(', ')}`]),
    ...(question.error?.issues ?? [])
      .filter(({ path }) => path[0] !== 'region')
      .map(({ path, message }) => [...path, message].join(': ')),
  ]
  if (!question.success || !calendar) return refuse(faults.join('; '))
  return { ok: true, line: { ...vector, ...answer(question.data, calendar) } }
}

function answer(question: Question, calendar: PreparedCalendar): object {
  switch (question.kind) {
    case 'due':
      return { due_utc: isoSecond(dueAt(calendar, question.start_utc, question.target_minutes * 60)) }
    case 'elapsed': {
      const seconds = elapsedSeconds(calendar, question.from_utc, question.to_utc)
      return { business_seconds: seconds, business_minutes: Math.round((seconds / 60) * 1e6) / 1e6 }
    }
    case 'open': {
      const { open, openFrom, nextOpening, nextClosing } = openState(calendar, question.at_utc)
      return {
        open,
        open_from_utc: isoSecond(openFrom),
        next_opening_utc: isoSecond(nextOpening),
        next_closing_utc: isoSecond(nextClosing),
      }
    }
  }
}

function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** ISO 8601 in UTC; milliseconds only where there are any. */
function isoSecond(at: Instant): string
function isoSecond(at: Instant | null): string | null
function isoSecond(at: Instant | null): string | null {
  return at === null ? null : toIso(at).replace('.000Z', 'Z')
}
