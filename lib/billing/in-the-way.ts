// Which engagements the billing run shows: those with something to bill, or with something that somebody has to do before it can be.
import type { LeftOutReason, Plan } from './run'

/** What somebody can still mend. The rest is never billed, or was worked after the day that is looked at. */
const IN_THE_WAY: ReadonlySet<LeftOutReason> = new Set(['draft', 'not_approved', 'overrun', 'not_accepted', 'beyond_budget'])

/**
 * Whether an engagement has to do with a billing run: something of it can be billed, or something stands in the way. Of work that is
 * over (`isOver`) nothing is mended any more, so only what can be billed counts.
 */
export function belongsToRun({ net, leftOut }: Pick<Plan, 'net' | 'leftOut'>, isOver: boolean): boolean {
  return net.minor > 0n || (!isOver && leftOut.some(({ reason }) => IN_THE_WAY.has(reason)))
}
