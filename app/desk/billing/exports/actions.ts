'use server'

import { refresh } from 'next/cache'
import { makeExport } from '@/lib/billing/commands/export'
import { MakeExportInput } from '@/lib/billing/input'
import { action } from '@/lib/web/action'

export const make = action('desk', MakeExportInput, async (ctx, input): Promise<undefined> => {
  await makeExport(ctx, input)
  refresh()
})
