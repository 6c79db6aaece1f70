'use server'

import { refresh } from 'next/cache'
import { confirmSolved } from '@/lib/cases/commands/change-case'
import { addParticipant, removeParticipant } from '@/lib/cases/commands/participants'
import { rateCase } from '@/lib/cases/commands/rate-case'
import { replyToCase } from '@/lib/cases/commands/reply'
import { ConfirmSolvedInput, CustomerReplyInput, RateInput } from '@/lib/cases/input'
import { ParticipantInput } from '@/lib/cases/participants'
import { newId } from '@/lib/kernel/ids'
import { action } from '@/lib/web/action'

/** The next message has a key of its own. */
export const reply = action('portal', CustomerReplyInput, async (ctx, input) => {
  await replyToCase(ctx, input)
  refresh()
  return { nextKey: newId(ctx.now) }
})

export const rate = action('portal', RateInput, async (ctx, input) => {
  await rateCase(ctx, input)
  refresh()
  return input.answer
})

export const solved = action('portal', ConfirmSolvedInput, async (ctx, input): Promise<undefined> => {
  await confirmSolved(ctx, input)
  refresh()
})

export const addPerson = action('portal', ParticipantInput, async (ctx, input) => {
  await addParticipant(ctx, input)
  refresh()
})

export const removePerson = action('portal', ParticipantInput, async (ctx, input) => {
  await removeParticipant(ctx, input)
  refresh()
})
