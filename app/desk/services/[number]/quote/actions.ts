'use server'

import { refresh } from 'next/cache'
import { newQuoteVersion, saveQuote } from '@/lib/engagements/commands/quote-draft'
import { undoAcceptance } from '@/lib/engagements/commands/quote-end'
import { countersignOrder, recordOrder, voidOrder } from '@/lib/engagements/commands/quote-order'
import { takeQuote } from '@/lib/engagements/commands/quote-take'
import {
  CountersignInput,
  NewVersionInput,
  RecordOrderInput,
  SaveQuoteInput,
  TakeQuoteInput,
  UndoAcceptanceInput,
  VoidOrderInput,
} from '@/lib/engagements/quote-input'
import { action } from '@/lib/web/action'

export const begin = action('desk', NewVersionInput, async (ctx, input): Promise<undefined> => {
  await newQuoteVersion(ctx, input)
  refresh()
})

/** Answers what the draft comes to; the page stays as it is while its author writes. */
export const save = action('desk', SaveQuoteInput, async (ctx, input) => saveQuote(ctx, input))

export const take = action('desk', TakeQuoteInput, async (ctx, input): Promise<undefined> => {
  await takeQuote(ctx, input)
  refresh()
})

export const undo = action('desk', UndoAcceptanceInput, async (ctx, input): Promise<undefined> => {
  await undoAcceptance(ctx, input)
  refresh()
})

export const recordOffline = action('desk', RecordOrderInput, async (ctx, input): Promise<undefined> => {
  await recordOrder(ctx, input)
  refresh()
})

export const countersign = action('desk', CountersignInput, async (ctx, input): Promise<undefined> => {
  await countersignOrder(ctx, input)
  refresh()
})

export const takeOrderBack = action('desk', VoidOrderInput, async (ctx, input): Promise<undefined> => {
  await voidOrder(ctx, input)
  refresh()
})
