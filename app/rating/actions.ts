'use server'

import { refresh } from 'next/cache'
import { rateByLink, reopenByLink } from '@/lib/cases/commands/rate-case'
import { RateByLinkInput, ReopenByLinkInput } from '@/lib/cases/input'
import { action } from '@/lib/web/action'

export const rate = action('public', RateByLinkInput, async (ctx, input) => {
  await rateByLink(ctx, input)
  refresh()
  return input.answer
})

export const reopen = action('public', ReopenByLinkInput, async (ctx, input): Promise<undefined> => {
  await reopenByLink(ctx, input)
  refresh()
})
