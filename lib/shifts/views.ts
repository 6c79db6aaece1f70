// What leaves the server about shifts, for staff's eyes. Why somebody is away is nobody's business and has no place here.
import type { Instant } from '../kernel/time'
import type { GivesBack } from './absence'
import type { Duty, Span, WorkingDay } from './working-time'

/** Somebody of a region at this moment. */
export type ShiftPerson = {
  readonly userId: string
  readonly name: string
  readonly regionCode: string
  readonly leadsRegion: boolean
  readonly duty: Duty
  readonly coverName: string | null
}

/** A region's people and how it shares out cases. */
export type RegionTeam = {
  readonly code: string
  readonly name: string
  readonly zone: string
  readonly people: readonly ShiftPerson[]
  readonly assignment: AssignmentRule
  readonly canSetAssignment: boolean
}

export type AssignmentRule = {
  readonly rule: 'off' | 'round_robin'
  /** Null: no limit. */
  readonly openCasesMax: number | null
  readonly handlingMinutes: number
}

/** Where no rule was set: cases are taken by hand, and half an hour is usual. */
export const NO_RULE: AssignmentRule = { rule: 'off', openCasesMax: null, handlingMinutes: 30 }

export type LeaveView = {
  readonly absenceId: string
  readonly startsOn: string
  readonly backOn: string
  readonly startsAt: Instant
  readonly coverName: string | null
  readonly givesBack: GivesBack
}

/** The hours and leave of one person, with what can be chosen for them. */
export type ShiftsView = {
  readonly userId: string
  readonly name: string
  readonly regionCode: string
  readonly regionName: string
  /** Null: the region's support hours. */
  readonly ownDays: readonly WorkingDay[] | null
  readonly zone: string
  readonly duty: Duty
  /** Present and coming, soonest first. */
  readonly leave: readonly LeaveView[]
  readonly looksAfter: boolean
  readonly colleagues: readonly { readonly userId: string; readonly name: string; readonly regionCode: string }[]
  readonly canKeep: boolean
}

/** Who can be counted on in a region from now on. */
export type RegionCapacity = {
  readonly regionCode: string
  readonly handlingMs: number
  readonly openCasesMax: number | null
  readonly onShift: readonly { readonly userId: string; readonly name: string; readonly until: Instant }[]
  /** When somebody works in the coming days; what several have in common may stand there once. */
  readonly spans: readonly Span[]
}
