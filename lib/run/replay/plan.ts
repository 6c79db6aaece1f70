// What people did, read off the log: for each line the acts that a customer, the staff or the installation would have done
// in Concord at that time (docs/decisions/2026-11-24-how-a-log-is-replayed.md). Pure: the same rows give the same plan.
import type { ReplyOutcome } from '@/lib/cases/case'
import type { Instant } from '@/lib/kernel/time'
import type { Level } from '@/lib/sla/support-policy'
import type { LogRow, BadRow } from './log-row'

/** One command of the product. */
export type Act =
  | { readonly kind: 'open'; readonly followsUp: boolean; readonly level: Level; readonly subject: string; readonly body: string }
  | { readonly kind: 'reclassify'; readonly level: Level; readonly reason: string }
  /** `to` is the name of whoever has the case from now on; null gives it back to the queue. */
  | { readonly kind: 'assign'; readonly to: string | null }
  | { readonly kind: 'note'; readonly body: string }
  | { readonly kind: 'answer'; readonly outcome: ReplyOutcome; readonly body: string }
  | { readonly kind: 'close' }

/** The acts of one line of the log, done one after the other at its time. */
export type Step = {
  readonly at: Instant
  readonly line: number
  readonly incident: string
  /** How many acts of this incident come before. */
  readonly first: number
  /** False for the opening, which the log tells with the incident's first line. */
  readonly countsAsEvent: boolean
  readonly acts: readonly Act[]
  /** Names as the log gives them. `staff` is who does what staff do. */
  readonly customer: { readonly name: string; readonly organisation: string }
  readonly staff: string
}

export type Plan = {
  /** In global order of time, and of the log where times are equal. */
  readonly steps: readonly Step[]
  readonly incidents: number
  readonly events: number
  /** What the log says and Concord does not do, with its line. */
  readonly left: readonly BadRow[]
  /** Lines whose time lay before the line above, taken at that line's time. */
  readonly moved: number
}

/** Nobody is named: the desk as a whole. */
export const SERVICE_DESK = 'Service desk'

/** Plans a whole log. Rows come in the order of the file, which is the order of events within an incident. */
export function planReplay(rows: readonly LogRow[]): Plan {
  const incidents = new Map<string, Incident>()
  const steps: Step[] = []
  const left: BadRow[] = []
  let moved = 0
  for (const row of rows) {
    let incident = incidents.get(row.incident)
    if (!incident) {
      incidents.set(row.incident, (incident = opened(row)))
      steps.push(stepOf(incident, row, [openAct(row, false)], false))
    }
    if (row.at < incident.at) moved++
    else incident.at = row.at
    steps.push(
      stepOf(
        incident,
        row,
        actsOf(incident, row, (reason) => left.push({ line: row.line, reason })),
        true,
      ),
    )
  }
  steps.sort((a, b) => a.at - b.at || a.line - b.line || a.first - b.first)
  return { steps, incidents: incidents.size, events: rows.length, left, moved }
}

/** What is known of an incident while its lines are read. */
type Incident = {
  readonly customer: Step['customer']
  at: Instant
  acts: number
  state: string
  status: 'new' | 'open' | 'waiting' | 'resolved' | 'closed'
  level: Level
  priority: string
  group: string | null
  holder: string | null
}

function opened(row: LogRow): Incident {
  return {
    customer: { name: row.caller ?? 'Unknown caller', organisation: row.location ?? 'Unknown location' },
    at: row.openedAt,
    acts: 0,
    state: '',
    status: 'new',
    level: row.level,
    priority: row.priority,
    group: null,
    holder: null,
  }
}

function stepOf(incident: Incident, row: LogRow, acts: readonly Act[], countsAsEvent: boolean): Step {
  const first = incident.acts
  incident.acts += acts.length
  const { at, customer } = incident
  return {
    at,
    line: row.line,
    incident: row.incident,
    first,
    countsAsEvent,
    acts,
    customer,
    staff: holderOf(row) ?? SERVICE_DESK,
  }
}

function actsOf(incident: Incident, row: LogRow, leave: (reason: string) => void): Act[] {
  const acts: Act[] = []
  if (incident.status === 'closed') {
    if (row.meaning !== 'closed') acts.push(followUp(incident, row))
    else if (row.level !== incident.level || holderOf(row) !== incident.holder || row.group !== incident.group) {
      leave('the case is closed: a change of priority or group is not made')
    }
  }
  if (incident.status !== 'closed') {
    acts.push(...correction(incident, row, leave), ...handing(incident, row), ...statusChange(incident, row))
  }
  return acts
}

/** What happens after the end happens on a case that follows, as for any customer who comes back too late. */
function followUp(incident: Incident, row: LogRow): Act {
  Object.assign(incident, { state: '', status: 'new', level: row.level, priority: row.priority, group: null, holder: null })
  return openAct(row, true)
}

function correction(incident: Incident, row: LogRow, leave: (reason: string) => void): Act[] {
  if (row.level === incident.level) return []
  if (incident.status === 'resolved') {
    // Reopened and corrected in one line: the answer that reopens it comes first.
    if (row.meaning === 'open' || row.meaning === 'waiting')
      return [...statusChange(incident, row), ...correction(incident, row, leave)]
    leave(`the case is resolved: its priority stays ${incident.priority}`)
    return []
  }
  const reason = `The priority was changed from ${incident.priority} to ${row.priority}.`
  incident.level = row.level
  incident.priority = row.priority
  return [{ kind: 'reclassify', level: row.level, reason }]
}

function handing(incident: Incident, row: LogRow): Act[] {
  const holder = holderOf(row)
  const { holder: holderBefore, group: groupBefore } = incident
  incident.holder = holder
  incident.group = row.group
  if (holder !== holderBefore) return [{ kind: 'assign', to: holder }]
  if (row.group === groupBefore || holder === null) return []
  return [{ kind: 'note', body: `Group: ${groupBefore ?? 'none'} → ${row.group ?? 'none'}. ${holder} keeps the case.` }]
}

function statusChange(incident: Incident, row: LogRow): Act[] {
  if (row.state === incident.state) return []
  const { status } = incident
  incident.state = row.state
  switch (row.meaning) {
    case 'new':
      // No case goes back to unanswered; what the log does next is told when it is done.
      return []
    case 'closed':
      incident.status = 'closed'
      return status === 'resolved' ? [{ kind: 'close' }] : [answer(row, 'resolve'), { kind: 'close' }]
    case 'open':
      incident.status = 'open'
      return [answer(row, 'keep_open')]
    case 'waiting':
      incident.status = 'waiting'
      return [answer(row, 'wait')]
    case 'resolved':
      incident.status = 'resolved'
      return [answer(row, 'resolve')]
  }
}

const WORDS: Readonly<Record<'keep_open' | 'wait' | 'resolve', string>> = {
  keep_open: 'We are working on it',
  wait: 'We need something from you to go on',
  resolve: 'This should be solved now',
}

function answer(row: LogRow, outcome: keyof typeof WORDS): Act {
  return { kind: 'answer', outcome, body: `${WORDS[outcome]} (${row.incident} is now "${row.state}").` }
}

function openAct(row: LogRow, followsUp: boolean): Act {
  const words = [row.category, row.subcategory, row.symptom].filter((word) => word !== null)
  const about = words.length > 0 ? words.join(', ') : 'No category'
  return {
    kind: 'open',
    followsUp,
    level: row.level,
    subject: `${row.incident}: ${about}`,
    body: followsUp ? `${row.incident} was closed, and it is not over.` : `${about}. Told as ${row.incident}.`,
  }
}

/** Who has the case: the person, else the group as one. */
function holderOf(row: LogRow): string | null {
  return row.person ?? row.group
}
