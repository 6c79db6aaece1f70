'use server'
import { redirect } from 'next/navigation'
import { refresh } from 'next/cache'
import { removeMacro as remove, restoreMacro as restore, saveMacro as save } from '@/lib/cases/commands/macros'
import { MacroInput, SaveMacroInput } from '@/lib/cases/macro-input'
import { action } from '@/lib/web/action'

export const saveMacro = action('desk', SaveMacroInput, async (ctx, input) => {
  await save(ctx, input)
  redirect('/desk/macros')
})

export const removeMacro = action('desk', MacroInput, async (ctx, input) => {
  await remove(ctx, input)
  refresh()
})

export const restoreMacro = action('desk', MacroInput, async (ctx, input) => {
  await restore(ctx, input)
  refresh()
})
