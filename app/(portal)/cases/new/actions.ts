'use server'

import { redirect } from 'next/navigation'
import { openCase } from '@/lib/cases/commands/open-case'
import { OpenCaseInput } from '@/lib/cases/input'
import { takeTurn } from '@/lib/identity/commands/limits'
import { action } from '@/lib/web/action'

export const send = action('portal', OpenCaseInput, async (ctx, input): Promise<undefined> => {
  await takeTurn(ctx, 'case:person')
  const { reference } = await openCase(ctx, input)
  redirect(`/cases/${reference}?opened`)
})
