'use server'

import { redirect } from 'next/navigation'
import { openCase } from '@/lib/cases/commands/open-case'
import { OpenCaseInput } from '@/lib/cases/input'
import { action } from '@/lib/web/action'

export const send = action('portal', OpenCaseInput, async (ctx, input): Promise<undefined> => {
  const { reference } = await openCase(ctx, input)
  redirect(`/cases/${reference}?opened`)
})
