'use server'
import { redirect } from 'next/navigation'
import { splitMessage } from '@/lib/cases/commands/split'
import { SplitInput } from '@/lib/cases/split'
import { action } from '@/lib/web/action'

/** Makes a message a case of its own and goes there. */
export const split = action('desk', SplitInput, async (ctx, input): Promise<void> => {
  const { reference } = await splitMessage(ctx, input)
  redirect(`/desk/cases/${reference}`)
})
