'use server'
import { refresh } from 'next/cache'
import { mergeTags, renameTag, restoreTag, retireTag } from '@/lib/cases/commands/keep-tags'
import { MergeTagInput, RenameTagInput, TagInput } from '@/lib/cases/tag'
import { action } from '@/lib/web/action'

export const rename = action('desk', RenameTagInput, async (ctx, input): Promise<void> => {
  await renameTag(ctx, input)
  refresh()
})

export const merge = action('desk', MergeTagInput, async (ctx, input): Promise<void> => {
  await mergeTags(ctx, input)
  refresh()
})

export const retire = action('desk', TagInput, async (ctx, input): Promise<void> => {
  await retireTag(ctx, input)
  refresh()
})

export const restore = action('desk', TagInput, async (ctx, input): Promise<void> => {
  await restoreTag(ctx, input)
  refresh()
})
