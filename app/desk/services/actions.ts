'use server'

import { refresh } from 'next/cache'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { openOnboarding as open } from '@/lib/engagements/commands/onboarding'
import { remindOfQuote } from '@/lib/engagements/commands/quote-remind'
import { writeOnRequest } from '@/lib/engagements/commands/write'
import { ChangeRequestStateInput, WriteOnRequestInput } from '@/lib/engagements/input'
import { RemindOfQuoteInput } from '@/lib/engagements/quote-input'
import { OpenOnboardingInput } from '@/lib/engagements/work-input'
import { newId } from '@/lib/kernel/ids'
import { action } from '@/lib/web/action'

export const changeState = action('desk', ChangeRequestStateInput, async (ctx, input): Promise<undefined> => {
  await changeRequestState(ctx, input)
  refresh()
})

export const openOnboarding = action('desk', OpenOnboardingInput, async (ctx, input) => {
  const opened = await open(ctx, input)
  refresh()
  return opened
})

export const remind = action('desk', RemindOfQuoteInput, async (ctx, input): Promise<undefined> => {
  await remindOfQuote(ctx, input)
  refresh()
})

/** The next message has a key of its own. */
export const write = action('desk', WriteOnRequestInput, async (ctx, input) => {
  await writeOnRequest(ctx, input)
  refresh()
  return { nextKey: newId(ctx.now) }
})
