'use server'

import { refresh } from 'next/cache'
import { prepareDrafts } from '@/lib/billing/commands/prepare'
import { PrepareDraftsInput } from '@/lib/billing/input'
import { action } from '@/lib/web/action'

export const prepare = action('desk', PrepareDraftsInput, async (ctx, input): Promise<undefined> => {
  await prepareDrafts(ctx, input)
  refresh()
})
