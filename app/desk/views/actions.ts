'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import {
  chooseDefaultView as choose,
  moveView as move,
  removeView as remove,
  restoreView as restore,
  saveView as save,
} from '@/lib/queue/commands/saved-views'
import { savedHref } from '@/lib/queue/saved-view'
import { DefaultViewInput, MoveViewInput, SaveViewInput, ViewInput } from '@/lib/queue/saved-view-input'
import { action } from '@/lib/web/action'

/** From the queue: what is shown becomes a view, and is shown as that view. */
export const keepView = action('desk', SaveViewInput, async (ctx, input) => {
  const { viewId } = await save(ctx, input)
  // The side bar knows it at once.
  refresh()
  redirect(savedHref(viewId))
})

/** From the list of views: its name, and whom it is for. */
export const changeView = action('desk', SaveViewInput, async (ctx, input) => {
  await save(ctx, input)
  refresh()
})

export const moveView = action('desk', MoveViewInput, async (ctx, input) => {
  await move(ctx, input)
  refresh()
})

export const removeView = action('desk', ViewInput, async (ctx, input) => {
  await remove(ctx, input)
  refresh()
})

export const restoreView = action('desk', ViewInput, async (ctx, input) => {
  await restore(ctx, input)
  refresh()
})

export const chooseDefaultView = action('desk', DefaultViewInput, async (ctx, input) => {
  await choose(ctx, input)
  refresh()
})
