'use server'

import { refresh } from 'next/cache'
import { followUpdates } from '@/lib/updates/commands/follow'
import { FollowInput } from '@/lib/updates/input'
import { action } from '@/lib/web/action'

export const follow = action('account', FollowInput, async (ctx, input) => {
  await followUpdates(ctx, input)
  refresh()
})
