'use server'

import { refresh } from 'next/cache'
import { askForChange } from '@/lib/engagements/commands/change'
import { takeMilestone } from '@/lib/engagements/commands/milestones'
import { rateWork } from '@/lib/engagements/commands/satisfaction'
import { AskForChangeInput, RateWorkInput, TakeMilestoneInput } from '@/lib/engagements/work-input'
import { action } from '@/lib/web/action'

export const takePart = action('portal', TakeMilestoneInput, async (ctx, input): Promise<undefined> => {
  await takeMilestone(ctx, input)
  refresh()
})

export const rate = action('portal', RateWorkInput, async (ctx, input): Promise<undefined> => {
  await rateWork(ctx, input)
  refresh()
})

export const askChange = action('portal', AskForChangeInput, async (ctx, input) => {
  const asked = await askForChange(ctx, input)
  refresh()
  return asked
})
