// The one place that knows how a log is written: names of its columns, its times, and what its words mean to us. This is
// the log of Amaral, Fantinato and Peres (University of São Paulo), "Incident management process enriched event log".
import type { Impact, Workaround } from '@/lib/cases/severity'
import type { Level } from '@/lib/sla/support-policy'

/** What a state of the log means here. */
export type StateMeaning = 'new' | 'open' | 'waiting' | 'resolved' | 'closed'

/** How one kind of log is read. */
export type LogMapping = {
  readonly columns: {
    readonly incident: string
    readonly state: string
    readonly openedAt: string
    readonly updatedAt: string
    readonly priority: string
    readonly caller: string
    readonly location: string
    readonly group: string
    readonly person: string
    readonly category: string
    readonly subcategory: string
    readonly symptom: string
  }
  /** What stands in a cell that holds nothing. */
  readonly unknown: string
  /** Day, month, year, hour and minute as the groups of these names; always UTC. */
  readonly time: RegExp
  readonly timeInWords: string
  readonly levels: Readonly<Record<string, Level>>
  readonly states: Readonly<Record<string, StateMeaning>>
}

/** The columns of the UCI incident event log. */
export const uciColumns: LogMapping = {
  columns: {
    incident: 'number',
    state: 'incident_state',
    openedAt: 'opened_at',
    updatedAt: 'sys_updated_at',
    priority: 'priority',
    caller: 'caller_id',
    location: 'location',
    group: 'assignment_group',
    person: 'assigned_to',
    category: 'category',
    subcategory: 'subcategory',
    symptom: 'u_symptom',
  },
  unknown: '?',
  time: /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4}) (?<hour>\d{1,2}):(?<minute>\d{2})$/,
  timeInWords: 'd/m/yyyy hh:mm',
  levels: { '1 - Critical': 1, '2 - High': 2, '3 - Moderate': 3, '4 - Low': 4 },
  states: {
    New: 'new',
    Active: 'open',
    'Awaiting User Info': 'waiting',
    'Awaiting Vendor': 'open',
    'Awaiting Problem': 'open',
    'Awaiting Evidence': 'open',
    Resolved: 'resolved',
    Closed: 'closed',
  },
}

/** The two answers of the form that give a level (lib/cases/severity.ts): the log knows levels only. */
export const ANSWERS_OF_LEVEL: Readonly<Record<Level, { impact: Impact; workaround: Workaround }>> = {
  1: { impact: 'unusable', workaround: 'no' },
  2: { impact: 'major', workaround: 'temporary' },
  3: { impact: 'minor', workaround: 'acceptable' },
  4: { impact: 'none', workaround: 'acceptable' },
}
