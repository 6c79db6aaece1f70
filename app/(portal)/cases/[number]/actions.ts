'use server'

import { refresh } from 'next/cache'
import { confirmSolved } from '@/lib/cases/commands/change-case'
import { replyToCase } from '@/lib/cases/commands/reply'
import { ConfirmSolvedInput, CustomerReplyInput } from '@/lib/cases/input'
import { newId } from '@/lib/kernel/ids'
import { action } from '@/lib/web/action'

/** The next message has a key of its own. */
export const reply = action('portal', CustomerReplyInput, async (ctx, input) => {
  await replyToCase(ctx, input)
  refresh()
  return { nextKey: newId(ctx.now) }
})

export const solved = action('portal', ConfirmSolvedInput, async (ctx, input): Promise<undefined> => {
  await confirmSolved(ctx, input)
  refresh()
})
