'use server'
import { redirect } from 'next/navigation'
import { mergeCases } from '@/lib/cases/commands/merge'
import { MergeInput } from '@/lib/cases/merge'
import { action } from '@/lib/web/action'

/** Makes one case of two and goes to the one that is left. */
export const merge = action('desk', MergeInput, async (ctx, input): Promise<void> => {
  await mergeCases(ctx, input)
  redirect(`/desk/cases/${input.into}`)
})
