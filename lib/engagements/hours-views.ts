// What readers of prepaid and included hours get: the block, and its ledger line by line.
import type { Instant } from '../kernel/time'
import type { BlockKind, HourKind } from './hours'

export type HoursLine = {
  readonly seq: number
  readonly kind: HourKind
  /** Below nothing where they are taken out. */
  readonly minutes: number
  readonly balance: number
  /** The day of the work that took them, an ISO date, and who did it. */
  readonly workedOn: string | null
  readonly consultantName: string | null
  /** Who extended or restored them. */
  readonly byName: string | null
  readonly reason: string
  readonly endsOn: string | null
  readonly at: Instant
}

/** Minutes; days are ISO dates of the customer's zone. */
export type HoursView = {
  readonly id: string
  readonly kind: BlockKind
  readonly opensOn: string
  readonly endsOn: string
  readonly granted: number
  readonly used: number
  readonly expired: number
  readonly left: number
  readonly lines: readonly HoursLine[]
  /** What the reader may do: let an onboarding last longer, bring back hours that expired lately (so many minutes). */
  readonly mayExtend: boolean
  readonly mayRestore: number
}

/** Hours of an organisation with the engagement that they are for. */
export type OwnHours = Omit<HoursView, 'lines' | 'mayExtend' | 'mayRestore'> & {
  /** "ENG-8". */
  readonly reference: string
  readonly requestReference: string
  readonly title: string
  /** Whether the reader sees the engagement itself. */
  readonly isOpen: boolean
}
