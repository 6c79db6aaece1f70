'use server'

import { refresh } from 'next/cache'
import { decideTime } from '@/lib/engagements/commands/time-decide'
import { assignConsultant, endAssignment, planWork } from '@/lib/engagements/commands/work-plan'
import { takeWork } from '@/lib/engagements/commands/work-state'
import { AssignInput, DecideTimeInput, EndAssignmentInput, PlanWorkInput, TakeWorkInput } from '@/lib/engagements/work-input'
import { action } from '@/lib/web/action'

export const take = action('desk', TakeWorkInput, async (ctx, input): Promise<undefined> => {
  await takeWork(ctx, input)
  refresh()
})

export const assign = action('desk', AssignInput, async (ctx, input): Promise<undefined> => {
  await assignConsultant(ctx, input)
  refresh()
})

export const endAssigned = action('desk', EndAssignmentInput, async (ctx, input): Promise<undefined> => {
  await endAssignment(ctx, input)
  refresh()
})

export const plan = action('desk', PlanWorkInput, async (ctx, input): Promise<undefined> => {
  await planWork(ctx, input)
  refresh()
})

export const decide = action('desk', DecideTimeInput, async (ctx, input): Promise<undefined> => {
  await decideTime(ctx, input)
  refresh()
})
