// How often the first answer came too late, read from the database after a replay.
import { read, type Ctx } from '@/db/context'
import { severityFor, type Impact, type Workaround } from '@/lib/cases/severity'
import type { Instant } from '@/lib/kernel/time'
import { dueAt } from '@/lib/sla/calendar'
import { getCalendars, getPolicyVersion } from '@/lib/sla/queries'
import { LEVELS, timedTarget, type Level } from '@/lib/sla/support-policy'

/** One level's first answers. */
export type BreachRow = {
  readonly level: Level
  readonly targetMinutes: number
  /** Cases that were answered, and how many of them after the target. */
  readonly answered: number
  readonly late: number
  /** Not answered, and not late yet or late already. */
  readonly unanswered: number
  readonly overdue: number
  /** Of those late: how many a correction of the level put into the past. */
  readonly lateByCorrection: number
}

export type Breaches = { readonly atOpening: readonly BreachRow[]; readonly asEnded: readonly BreachRow[] }

type Counted = { level: Level; answered: boolean; late: boolean; corrected: boolean }

/**
 * Both tables at `now`. *At opening*: the level a case was opened with, from the two answers of its form, and the target of
 * that level, whatever was corrected later. *As ended*: the first-response clocks as they stand. Follow-up cases are left
 * out: the log knows them as part of an incident that was answered. Unanswered cases count as late in no rate.
 */
export async function readBreaches(ctx: Ctx): Promise<Breaches> {
  return read(ctx, async (ctx) => {
    const cases = await ctx.sql<CaseRow[]>`
      select c.impact, c.workaround, c.opened_at as "openedAt", c.calendar_id as "calendarId", c.policy_version_id as "policyVersionId",
        (select min(m.created_at) from case_messages m where m.case_id = c.id and m.author_kind = 'staff') as "answeredAt",
        k.level as "clockLevel", k.due_at as "clockDueAt", k.outcome, k.breached_at as "breachedAt", k.breach_cause as "breachCause"
      from cases c left join sla_clocks k on k.case_id = c.id and k.metric = 'first_response'
      where c.follow_up_of_id is null`
    const policyVersionId = cases[0]?.policyVersionId
    if (policyVersionId === undefined) return { atOpening: [], asEnded: [] }
    const { policy } = await getPolicyVersion(ctx, policyVersionId)
    const calendars = await getCalendars(ctx, new Set(cases.map((each) => each.calendarId)))
    const minutesOf = (level: Level) => timedTarget(policy, 'first_response', level)!.minutes

    const atOpening = cases.map((each): Counted => {
      const level = severityFor(each.impact, each.workaround)
      const due = dueAt(calendars.get(each.calendarId)!, each.openedAt, minutesOf(level) * 60)
      return { level, answered: each.answeredAt !== null, late: (each.answeredAt ?? ctx.now) > due, corrected: false }
    })
    const asEnded = cases.flatMap((each): Counted[] =>
      each.clockLevel === null
        ? []
        : [
            {
              level: each.clockLevel,
              answered: each.outcome === 'met',
              late: each.breachedAt !== null || (each.outcome === null && each.clockDueAt !== null && each.clockDueAt < ctx.now),
              corrected: each.breachCause === 'reclassified',
            },
          ],
    )
    return { atOpening: tally(atOpening, minutesOf), asEnded: tally(asEnded, minutesOf) }
  })
}

type CaseRow = {
  impact: Impact
  workaround: Workaround
  openedAt: Instant
  calendarId: string
  policyVersionId: string
  answeredAt: Instant | null
  clockLevel: Level | null
  clockDueAt: Instant | null
  outcome: string | null
  breachedAt: Instant | null
  breachCause: string | null
}

function tally(cases: readonly Counted[], minutesOf: (level: Level) => number): BreachRow[] {
  return LEVELS.map((level) => {
    const of = cases.filter((each) => each.level === level)
    const answered = of.filter((each) => each.answered)
    const unanswered = of.filter((each) => !each.answered)
    return {
      level,
      targetMinutes: minutesOf(level),
      answered: answered.length,
      late: answered.filter((each) => each.late).length,
      unanswered: unanswered.length,
      overdue: unanswered.filter((each) => each.late).length,
      lateByCorrection: answered.filter((each) => each.late && each.corrected).length,
    }
  })
}

/** Late among the answered, in percent; null where nothing was answered. */
export function breachRate({ answered, late }: Pick<BreachRow, 'answered' | 'late'>): number | null {
  return answered === 0 ? null : (late / answered) * 100
}
