'use server'

import { refresh } from 'next/cache'
import { giveOrderNumber } from '@/lib/billing/commands/order-number'
import { prepareDrafts } from '@/lib/billing/commands/prepare'
import { GiveOrderNumberInput, PrepareDraftsInput } from '@/lib/billing/input'
import { action } from '@/lib/web/action'

export const prepare = action('desk', PrepareDraftsInput, async (ctx, input): Promise<undefined> => {
  await prepareDrafts(ctx, input)
  refresh()
})

export const giveOrder = action('desk', GiveOrderNumberInput, async (ctx, input) => {
  await giveOrderNumber(ctx, input)
  refresh()
})
