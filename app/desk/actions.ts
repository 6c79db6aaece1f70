'use server'

import { refresh } from 'next/cache'
import { actOnQueue } from '@/lib/queue/commands'
import { QueueActInput } from '@/lib/queue/input'
import { action } from '@/lib/web/action'

export const actOnCases = action('desk', QueueActInput, async (ctx, input) => {
  const result = await actOnQueue(ctx, input)
  refresh()
  return result
})
