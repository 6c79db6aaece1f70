'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { actOnQueue } from '@/lib/queue/commands'
import { takeNext } from '@/lib/queue/commands/take-next'
import { QueueActInput } from '@/lib/queue/input'
import { action } from '@/lib/web/action'

export const actOnCases = action('desk', QueueActInput, async (ctx, input) => {
  const result = await actOnQueue(ctx, input)
  refresh()
  return result
})

export const takeNextCase = action('desk', z.object({}), async (ctx) => {
  const next = await takeNext(ctx)
  if (next.kind === 'taken') redirect(`/desk/cases/${next.reference}`)
  return next
})
