'use server'

import { refresh } from 'next/cache'
import { stopFollowingByLink } from '@/lib/updates/commands/follow'
import { UnsubscribeInput } from '@/lib/updates/input'
import { action } from '@/lib/web/action'

export const stop = action('public', UnsubscribeInput, async (ctx, input) => {
  await stopFollowingByLink(ctx, input)
  refresh()
})
