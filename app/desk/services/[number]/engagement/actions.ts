'use server'

import { refresh } from 'next/cache'
import { askForChange } from '@/lib/engagements/commands/change'
import { enterExpense, takeExpense } from '@/lib/engagements/commands/expenses'
import { restoreHours } from '@/lib/engagements/commands/hours-end'
import { addMilestone, takeMilestone } from '@/lib/engagements/commands/milestones'
import { extendOnboarding } from '@/lib/engagements/commands/onboarding'
import { decideTime } from '@/lib/engagements/commands/time-decide'
import { assignConsultant, endAssignment, planWork } from '@/lib/engagements/commands/work-plan'
import { takeWork } from '@/lib/engagements/commands/work-state'
import {
  AddMilestoneInput,
  AskForChangeInput,
  AssignInput,
  DecideTimeInput,
  EndAssignmentInput,
  EnterExpenseInput,
  ExtendOnboardingInput,
  PlanWorkInput,
  RestoreHoursInput,
  TakeExpenseInput,
  TakeMilestoneInput,
  TakeWorkInput,
} from '@/lib/engagements/work-input'
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

export const addPart = action('desk', AddMilestoneInput, async (ctx, input): Promise<undefined> => {
  await addMilestone(ctx, input)
  refresh()
})

export const takePart = action('desk', TakeMilestoneInput, async (ctx, input): Promise<undefined> => {
  await takeMilestone(ctx, input)
  refresh()
})

export const enterSpent = action('desk', EnterExpenseInput, async (ctx, input): Promise<undefined> => {
  await enterExpense(ctx, input)
  refresh()
})

export const takeSpent = action('desk', TakeExpenseInput, async (ctx, input): Promise<undefined> => {
  await takeExpense(ctx, input)
  refresh()
})

export const extend = action('desk', ExtendOnboardingInput, async (ctx, input): Promise<undefined> => {
  await extendOnboarding(ctx, input)
  refresh()
})

export const restore = action('desk', RestoreHoursInput, async (ctx, input): Promise<undefined> => {
  await restoreHours(ctx, input)
  refresh()
})

export const beginChange = action('desk', AskForChangeInput, async (ctx, input) => {
  const begun = await askForChange(ctx, input)
  refresh()
  return begun
})
