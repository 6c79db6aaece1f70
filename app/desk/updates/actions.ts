'use server'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as writing from '@/lib/updates/commands/write'
import { BeginUpdateInput, PublishUpdateInput, SaveUpdateInput, UpdateInput } from '@/lib/updates/input'
import { action } from '@/lib/web/action'

export const begin = action('desk', BeginUpdateInput, async (ctx, input) => {
  const { updateId } = await writing.beginUpdate(ctx, input)
  redirect(`/desk/updates/${updateId}`)
})

export const save = action('desk', SaveUpdateInput, async (ctx, input) => {
  await writing.saveUpdate(ctx, input)
  refresh()
})

export const publish = action('desk', PublishUpdateInput, async (ctx, input) => {
  const published = await writing.publishUpdate(ctx, input)
  refresh()
  return published
})

export const withdraw = action('desk', UpdateInput, async (ctx, input) => {
  await writing.withdrawUpdate(ctx, input)
  refresh()
})
