'use server'

import { refresh } from 'next/cache'
import { decideTime, giveTime } from '@/lib/engagements/commands/time-decide'
import { deleteTime, saveTime } from '@/lib/engagements/commands/time-draft'
import { startTimer, stopTimer } from '@/lib/engagements/commands/timer'
import { submitTime } from '@/lib/engagements/commands/time-submit'
import {
  DecideTimeInput,
  DeleteTimeInput,
  GiveTimeInput,
  SaveTimeInput,
  StartTimerInput,
  StopTimerInput,
  SubmitTimeInput,
} from '@/lib/engagements/work-input'
import { formatAmount, formatMoney } from '@/lib/kernel/money'
import { action } from '@/lib/web/action'

/** Answers where the entry takes the budget: "Saved. Takes ENG-12 to 83 % (NZD 19,920.00 of 24,000.00)." */
export const save = action('desk', SaveTimeInput, async (ctx, input) => {
  const { engagement, after } = await saveTime(ctx, input)
  refresh()
  const takes =
    after && ` Takes ${engagement} to ${after.percent} % (${formatMoney(after.used)} of ${formatAmount(after.budget)}).`
  return { says: `Saved.${takes ?? ''}` }
})

export const start = action('desk', StartTimerInput, async (ctx, input): Promise<undefined> => {
  await startTimer(ctx, input)
  refresh()
})

/** Answers as the saving of an entry does, or that the time is forgotten. */
export const stop = action('desk', StopTimerInput, async (ctx, input) => {
  const saved = await stopTimer(ctx, input)
  refresh()
  const { engagement, after } = saved ?? { engagement: '', after: null }
  const takes = after && ` Takes ${engagement} to ${after.percent} %.`
  return { says: saved ? `Stopped. Its time is a draft of today.${takes ?? ''}` : 'The time is forgotten.' }
})

export const remove = action('desk', DeleteTimeInput, async (ctx, input): Promise<undefined> => {
  await deleteTime(ctx, input)
  refresh()
})

export const submit = action('desk', SubmitTimeInput, async (ctx, input): Promise<undefined> => {
  await submitTime(ctx, input)
  refresh()
})

export const decide = action('desk', DecideTimeInput, async (ctx, input): Promise<undefined> => {
  await decideTime(ctx, input)
  refresh()
})

export const give = action('desk', GiveTimeInput, async (ctx, input): Promise<undefined> => {
  await giveTime(ctx, input)
  refresh()
})
