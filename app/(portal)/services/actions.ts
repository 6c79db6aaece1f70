'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { askForQuote } from '@/lib/engagements/commands/ask'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { writeOnRequest } from '@/lib/engagements/commands/write'
import { AskForQuoteInput, ChangeRequestStateInput, WriteOnRequestInput } from '@/lib/engagements/input'
import { takeTurn } from '@/lib/identity/commands/limits'
import { newId } from '@/lib/kernel/ids'
import { action } from '@/lib/web/action'

export const ask = action('portal', AskForQuoteInput, async (ctx, input): Promise<undefined> => {
  await takeTurn(ctx, 'request:person')
  const { reference } = await askForQuote(ctx, input)
  redirect(`/services/${reference}?asked`)
})

export const changeState = action('portal', ChangeRequestStateInput, async (ctx, input): Promise<undefined> => {
  await changeRequestState(ctx, input)
  refresh()
})

/** The next message has a key of its own. */
export const write = action('portal', WriteOnRequestInput, async (ctx, input) => {
  await writeOnRequest(ctx, input)
  refresh()
  return { nextKey: newId(ctx.now) }
})
