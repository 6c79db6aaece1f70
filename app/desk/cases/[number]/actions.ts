'use server'
import { refresh } from 'next/cache'
import { addNote, answerCase } from '@/lib/cases/commands/reply'
import { assignCases, reclassifyCase } from '@/lib/cases/commands/change-case'
import { AnswerInput, AssignOneInput, NoteInput, ReclassifyInput } from '@/lib/cases/input'
import { assertAllDone } from '@/lib/cases/bulk'
import { newId } from '@/lib/kernel/ids'
import { action } from '@/lib/web/action'

export const answer = action('desk', AnswerInput, async (ctx, input) => {
  await answerCase(ctx, input)
  refresh()
  return { outcome: input.outcome, nextKey: newId(ctx.now) }
})

export const note = action('desk', NoteInput, async (ctx, input) => {
  await addNote(ctx, input)
  refresh()
  return { nextKey: newId(ctx.now) }
})

export const assign = action('desk', AssignOneInput, async (ctx, { reference, assigneeId }) => {
  assertAllDone(await assignCases(ctx, { references: [reference], assigneeId }))
  refresh()
})

export const reclassify = action('desk', ReclassifyInput, async (ctx, input) => {
  await reclassifyCase(ctx, input)
  refresh()
})
