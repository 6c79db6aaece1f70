'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import * as mark from '@/lib/notifications/commands/mark'
import { CaseNewsInput, RequestNewsInput } from '@/lib/notifications/input'
import { action } from '@/lib/web/action'

export const markCaseRead = action('portal', CaseNewsInput, async (ctx, input) => {
  await mark.markCaseRead(ctx, input)
  refresh()
})

export const markRequestRead = action('portal', RequestNewsInput, async (ctx, input) => {
  await mark.markRequestRead(ctx, input)
  refresh()
})

export const markAllRead = action('portal', z.object({}), async (ctx) => {
  await mark.markAllRead(ctx)
  refresh()
})
