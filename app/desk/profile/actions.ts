'use server'
import { refresh } from 'next/cache'
import { chooseUndo as choose } from '@/lib/cases/commands/undo-choice'
import { UndoChoiceInput } from '@/lib/cases/input'
import { action } from '@/lib/web/action'

export const chooseUndo = action('desk', UndoChoiceInput, async (ctx, input) => {
  await choose(ctx, input)
  refresh()
})
