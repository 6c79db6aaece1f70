'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import * as follow from '@/lib/notifications/commands/follow'
import * as mark from '@/lib/notifications/commands/mark'
import { CaseNewsInput, FollowInput, RequestNewsInput } from '@/lib/notifications/input'
import { action } from '@/lib/web/action'

export const markCaseRead = action('desk', CaseNewsInput, async (ctx, input) => {
  await mark.markCaseRead(ctx, input)
  refresh()
})

export const markRequestRead = action('desk', RequestNewsInput, async (ctx, input) => {
  await mark.markRequestRead(ctx, input)
  refresh()
})

export const markAllRead = action('desk', z.object({}), async (ctx) => {
  await mark.markAllRead(ctx)
  refresh()
})

export const followCase = action('desk', FollowInput, async (ctx, input) => {
  await follow.followCase(ctx, input)
  refresh()
})

export const leaveCase = action('desk', FollowInput, async (ctx, input) => {
  await follow.leaveCase(ctx, input)
  refresh()
})
