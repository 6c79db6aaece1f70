'use server'

import { refresh } from 'next/cache'
import { keepEntity } from '@/lib/billing/commands/entity'
import { KeepEntityInput } from '@/lib/billing/input'
import { action } from '@/lib/web/action'

export const keep = action('desk', KeepEntityInput, async (ctx, input): Promise<undefined> => {
  await keepEntity(ctx, input)
  refresh()
})
