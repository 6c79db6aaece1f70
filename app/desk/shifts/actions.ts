'use server'
import { refresh } from 'next/cache'
import * as shifts from '@/lib/shifts/commands'
import { CancelLeaveInput, EnterLeaveInput, SetAssignmentInput, SetHoursInput } from '@/lib/shifts/input'
import { action } from '@/lib/web/action'

export const setHours = action('desk', SetHoursInput, async (ctx, input) => {
  await shifts.setHours(ctx, input)
  refresh()
})

export const enterLeave = action('desk', EnterLeaveInput, async (ctx, input) => {
  const entered = await shifts.enterLeave(ctx, input)
  refresh()
  return entered
})

export const cancelLeave = action('desk', CancelLeaveInput, async (ctx, input) => {
  await shifts.cancelLeave(ctx, input)
  refresh()
})

export const setAssignmentRule = action('desk', SetAssignmentInput, async (ctx, input) => {
  await shifts.setAssignmentRule(ctx, input)
  refresh()
})
