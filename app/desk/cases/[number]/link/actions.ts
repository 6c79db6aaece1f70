'use server'
import { redirect } from 'next/navigation'
import { linkCases } from '@/lib/cases/commands/links'
import { LinkInput } from '@/lib/cases/link'
import { action } from '@/lib/web/action'

/** Links two cases and goes back to the one it was begun on. */
export const link = action('desk', LinkInput, async (ctx, input): Promise<void> => {
  await linkCases(ctx, input)
  redirect(`/desk/cases/${input.reference}`)
})
