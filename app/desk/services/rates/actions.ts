'use server'

import { refresh } from 'next/cache'
import { publishRates } from '@/lib/engagements/commands/rates'
import { PublishRatesInput } from '@/lib/engagements/quote-input'
import { action } from '@/lib/web/action'

export const publish = action('desk', PublishRatesInput, async (ctx, input) => {
  await publishRates(ctx, input)
  refresh()
})
