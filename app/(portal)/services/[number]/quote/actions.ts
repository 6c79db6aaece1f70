'use server'

import { refresh } from 'next/cache'
import { declineQuote, undoAcceptance } from '@/lib/engagements/commands/quote-end'
import { askToRenew } from '@/lib/engagements/commands/quote-renew'
import { signQuote } from '@/lib/engagements/commands/quote-sign'
import { AskToRenewInput, DeclineQuoteInput, SignQuoteInput, UndoAcceptanceInput } from '@/lib/engagements/quote-input'
import { action } from '@/lib/web/action'
import { currentSessionId } from '@/lib/web/context'
import { visitorOfRequest } from '@/lib/web/visitor'

export const sign = action('portal', SignQuoteInput, async (ctx, input): Promise<undefined> => {
  const [sessionId, { address, userAgent }] = await Promise.all([currentSessionId(), visitorOfRequest()])
  await signQuote(ctx, input, { sessionId, address, userAgent })
  refresh()
})

export const decline = action('portal', DeclineQuoteInput, async (ctx, input): Promise<undefined> => {
  await declineQuote(ctx, input)
  refresh()
})

export const renew = action('portal', AskToRenewInput, async (ctx, input): Promise<undefined> => {
  await askToRenew(ctx, input)
  refresh()
})

export const undo = action('portal', UndoAcceptanceInput, async (ctx, input): Promise<undefined> => {
  await undoAcceptance(ctx, input)
  refresh()
})
