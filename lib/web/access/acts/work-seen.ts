// What is there of the work on a request; something that is not there where nothing was ordered. Used by tests only.
import { newId } from '@/lib/kernel/ids'
import type { Asked } from './act'

export const workOf = async ({ world, at, requestReference }: Asked) =>
  (await import('@/lib/engagements/queries/engagement'))
    .getEngagement(world.as(world.staff.csmApac, at), requestReference)
    .catch(() => undefined)

/** The milestone of the line with a fixed price. */
export const partOf = async (asked: Asked, to: 'delivered' | 'accepted') => ({
  ...{ reference: asked.requestReference, to, reason: '' },
  milestoneId: (await workOf(asked))?.milestones[0]?.id ?? newId(asked.at),
})

/** The entry of the agent. */
export const entryOf = async (asked: Asked) => (await workOf(asked))?.desk?.time[0]?.id ?? newId(asked.at)
