// The cases of a fill. Each is a short story of moments, and its clocks are what the product's own rule makes of them.
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '@/lib/kernel/time'
import type { CaseCategory, CaseStatus } from '@/lib/cases/case'
import { prepareCalendar } from '@/lib/sla/calendar'
import type { Clock } from '@/lib/sla/clock'
import { DEFAULT_POLICY_ID } from '@/lib/sla/commands'
import { defaultCalendars } from '@/lib/sla/default-calendars'
import { defaultPolicy } from '@/lib/sla/default-policy'
import { type CaseFacts, type CaseMoment, afterMoment } from '@/lib/sla/moments'
import { nextPromise, type NextPromise } from '@/lib/sla/next-promise'
import { type Level, timedTarget } from '@/lib/sla/support-policy'
import type { Chance } from './chance'
import type { FillOrganisation, FillPeople, FillPerson, FillRegion, FillStaff } from './people'
import { answerOf, questionOf, subjectOf, thanksOf } from './words'

const calendars = new Map(
  Object.entries(defaultCalendars).map(([region, definition]) => [`${region}-1`, prepareCalendar(definition)]),
)

/** From a target's hours of support to hours on the wall, about. */
const WALL = (24 / 8.5) * (7 / 5)
/** Of the open cases whose due time would have passed, so many are kept as they are. */
const BREACHED_KEPT = 0.1

export type FillMessage = {
  readonly id: string
  readonly author: FillPerson
  readonly staff: boolean
  readonly body: string
  readonly at: Instant
}
export type FillCase = {
  readonly id: string
  readonly organisation: FillOrganisation
  readonly requester: FillPerson
  readonly category: CaseCategory
  readonly subject: string
  readonly level: Level
  readonly status: CaseStatus
  readonly assignee: FillStaff | null
  readonly openedAt: Instant
  readonly lastActivityAt: Instant
  readonly lastAnswerAt: Instant | null
  readonly customerWaitingSince: Instant | null
  readonly resolvedAt: Instant | null
  readonly closedAt: Instant | null
  readonly messages: readonly FillMessage[]
  readonly clocks: readonly Clock[]
  readonly next: NextPromise | null
}

const LEVELS = [
  [1, 5],
  [2, 20],
  [3, 50],
  [4, 25],
] as const
const CATEGORIES = [
  ['problem', 55],
  ['how_to', 25],
  ['licence', 10],
  ['project_or_data', 10],
] as const
const OPEN_STATUSES = [
  ['new', 30],
  ['open', 45],
  ['waiting', 25],
] as const

export type Storyteller = {
  /** A case whose life is over; it began at `openedAt`. */
  closed(openedAt: Instant): FillCase
  /** A case resolved in the last days. */
  resolved(): FillCase
  /** A case that somebody owes a step. */
  open(): FillCase
}

/** Tells stories of these people as they stand at `now`. Larger organisations have more cases. */
export function storyteller(chance: Chance, people: FillPeople, now: Instant): Storyteller {
  let nth = 0
  const agents = (region: FillRegion) => people.staff.filter((each) => each.region === region && each.roles.includes('agent'))
  const agentsOf: Record<FillRegion, FillStaff[]> = { APAC: agents('APAC'), EMEA: agents('EMEA'), AMER: agents('AMER') }

  const cast = () => {
    const organisation = people.organisations[Math.floor(people.organisations.length * chance.next() ** 1.5)]!
    const level: Level = chance.weighted(LEVELS)
    const category: CaseCategory = chance.weighted(CATEGORIES)
    const agent = category === 'project_or_data' ? organisation.csm : chance.oneOf(agentsOf[organisation.region])
    return {
      organisation,
      requester: chance.oneOf(organisation.members),
      level,
      category,
      agent,
      subject: subjectOf(chance, nth++),
    }
  }
  type Cast = ReturnType<typeof cast>

  const play = (of: Cast, moments: readonly CaseMoment[]): readonly Clock[] => {
    const calendarId = `${of.organisation.region}-1`
    const before: CaseFacts = {
      level: of.level,
      policyVersionId: DEFAULT_POLICY_ID,
      policy: defaultPolicy,
      calendarId,
      resolved: false,
      lastAnswerAt: null,
      clocks: [],
    }
    return moments
      .reduce((facts, moment) => afterMoment(facts, moment, calendars), before)
      .clocks.map((clock) => ({ ...clock, id: newId(clock.startedAt) }))
  }

  const says = (author: FillPerson, staff: boolean, body: string, at: Instant): FillMessage => ({
    id: newId(at),
    author,
    staff,
    body,
    at,
  })

  /** An instant so long before now that a clock of this target would mostly still run; few are past their due time. */
  const recentStart = (of: Cast, metric: 'first_response' | 'update'): Instant => {
    const minutes = timedTarget(defaultPolicy, metric, of.level)?.minutes
    if (minutes === undefined) return addMs(now, -Math.round(chance.between(0.01, 12) * DAY_MS))
    for (;;) {
      const start = addMs(now, -Math.round(chance.between(0.001, 1.3) * minutes * MINUTE_MS * WALL) - 60_000)
      const [clock] = play(of, [
        metric === 'first_response' ? { kind: 'opened', at: start } : { kind: 'staff_replied', at: start },
      ])
      if (!clock || clock.dueAt === null || clock.dueAt > now || chance.next() < BREACHED_KEPT) return start
    }
  }

  const ended = (openedAt: Instant, resolvedAt: Instant | null, closedAt: Instant | null): FillCase => {
    const of = cast()
    const end = resolvedAt ?? addMs(openedAt, Math.round(chance.between(2, 200) * HOUR_MS))
    const answeredAt = addMs(openedAt, Math.round((end - openedAt) * chance.between(0.05, 0.6)))
    const thanked = chance.next() < 0.7
    const asked = addMs(answeredAt, Math.round((end - answeredAt) * 0.5))
    const clocks = play(of, [
      { kind: 'opened', at: openedAt },
      { kind: 'staff_replied', at: answeredAt },
      { kind: 'resolved', at: end, by: 'staff' },
    ])
    const messages = [says(of.requester, false, questionOf(chance), openedAt), says(of.agent, true, answerOf(chance), answeredAt)]
    if (thanked) messages.push(says(of.requester, false, thanksOf(chance), asked))
    messages.push(says(of.agent, true, answerOf(chance), end))
    return {
      id: newId(openedAt),
      ...of,
      status: closedAt === null ? 'resolved' : 'closed',
      assignee: of.agent,
      openedAt,
      lastActivityAt: closedAt ?? end,
      lastAnswerAt: end,
      customerWaitingSince: null,
      resolvedAt: end,
      closedAt,
      messages,
      clocks,
      next: null,
    }
  }

  return {
    closed: (openedAt) => {
      const resolvedAt = addMs(openedAt, Math.round(chance.between(2, 200) * HOUR_MS))
      return ended(openedAt, resolvedAt, addMs(resolvedAt, 14 * DAY_MS))
    },
    resolved: () => {
      const resolvedAt = addMs(now, -Math.round(chance.between(0.01, 13.9) * DAY_MS))
      return ended(addMs(resolvedAt, -Math.round(chance.between(2, 200) * HOUR_MS)), resolvedAt, null)
    },
    open: () => {
      const of = cast()
      const manager = of.category === 'project_or_data'
      const status: CaseStatus = manager ? 'with_account_manager' : chance.weighted(OPEN_STATUSES)
      const answered = status === 'open' || status === 'waiting' || (manager && chance.next() < 0.5)
      const start = recentStart(of, answered ? 'update' : 'first_response')
      const openedAt = answered ? addMs(start, -Math.round(chance.between(1, 96) * HOUR_MS)) : start
      const moments: CaseMoment[] = [{ kind: 'opened', at: openedAt }]
      const messages = [says(of.requester, false, questionOf(chance), openedAt)]
      if (answered) {
        moments.push({ kind: 'staff_replied', at: start })
        messages.push(says(of.agent, true, answerOf(chance), start))
      }
      const writesAgain = answered && status !== 'waiting' && chance.next() < 0.6
      const again = addMs(start, Math.round((now - start) * 0.4))
      if (writesAgain) messages.push(says(of.requester, false, thanksOf(chance), again))
      const clocks = play(of, moments)
      const nobody = !manager && status !== 'waiting' && chance.next() < (status === 'new' ? 0.5 : 0.1)
      return {
        id: newId(openedAt),
        ...of,
        status,
        assignee: nobody ? null : of.agent,
        openedAt,
        lastActivityAt: messages.at(-1)!.at,
        lastAnswerAt: answered ? start : null,
        customerWaitingSince: writesAgain ? again : answered ? null : openedAt,
        resolvedAt: null,
        closedAt: null,
        messages,
        clocks,
        next: nextPromise(clocks, calendars, now),
      }
    },
  }
}
