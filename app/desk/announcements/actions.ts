'use server'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { AnnounceInput, AnnouncementInput } from '@/lib/updates/announcement-input'
import * as announcing from '@/lib/updates/commands/announce'
import { action } from '@/lib/web/action'

export const announce = action('desk', AnnounceInput, async (ctx, input): Promise<{ announcementId: string }> => {
  await announcing.announce(ctx, input)
  redirect('/desk/announcements')
})

export const end = action('desk', AnnouncementInput, async (ctx, input) => {
  await announcing.endAnnouncement(ctx, input)
  refresh()
})
