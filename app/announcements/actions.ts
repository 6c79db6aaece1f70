'use server'

import { refresh } from 'next/cache'
import { AnnouncementInput } from '@/lib/updates/announcement-input'
import { hideAnnouncement } from '@/lib/updates/commands/announce'
import { action } from '@/lib/web/action'

export const hide = action('account', AnnouncementInput, async (ctx, input) => {
  await hideAnnouncement(ctx, input)
  refresh()
})
