// Whether work or time may go on like that, as a refusal that says how to.
import { Conflict, Forbidden, Invalid } from '../kernel/errors'
import { ENGAGEMENT_TRANSITIONS, type EngagementParty, type EngagementState } from './engagement'
import { TIME_TRANSITIONS, type TimeParty, type TimeState } from './time'
import { refusalOf, type Refusal, type Transition } from './transition'

function refuse(refusal: Refusal | null, permission: string, moved: string): void {
  switch (refusal) {
    case 'unlisted':
      throw new Conflict(moved)
    case 'not_theirs':
      throw new Forbidden(permission)
    case 'needs_reason':
      throw new Invalid({ reason: ['Please say why: the other side reads it.'] })
  }
}

/** Throws as a table says of a step with something of this name: Conflict, Forbidden, or Invalid without a reason. */
export function refuseStep<State extends string, Party extends string>(
  table: readonly Transition<State, Party>[],
  step: { from: State; to: State; parties: readonly Party[]; reason: string },
  name: string,
): void {
  refuse(
    refusalOf(table, step),
    'services.work',
    `“${name}” has moved on since you opened this page. Reload it and see where it stands now.`,
  )
}

/** Throws as the table of engagement.ts says: Conflict, Forbidden, or Invalid without a reason. */
export function assertWorkStep(
  step: { from: EngagementState; to: EngagementState; parties: readonly EngagementParty[]; reason: string },
  reference: string,
): void {
  refuse(
    refusalOf(ENGAGEMENT_TRANSITIONS, step),
    'services.work',
    `${reference} has moved on since you opened this page. Reload it and see where it stands now.`,
  )
}

/** Throws as the table of time.ts says: Conflict, Forbidden, or Invalid without a reason. */
export function assertTimeStep(step: { from: TimeState; to: TimeState; parties: readonly TimeParty[]; reason: string }): void {
  refuse(
    refusalOf(TIME_TRANSITIONS, step),
    'services.time',
    'This entry has moved on since you opened this page. Reload it and see where it stands now.',
  )
}
