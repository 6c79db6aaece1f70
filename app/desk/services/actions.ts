'use server'

import { refresh } from 'next/cache'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { writeOnRequest } from '@/lib/engagements/commands/write'
import { ChangeRequestStateInput, WriteOnRequestInput } from '@/lib/engagements/input'
import { newId } from '@/lib/kernel/ids'
import { action } from '@/lib/web/action'

export const changeState = action('desk', ChangeRequestStateInput, async (ctx, input): Promise<undefined> => {
  await changeRequestState(ctx, input)
  refresh()
})

/** The next message has a key of its own. */
export const write = action('desk', WriteOnRequestInput, async (ctx, input) => {
  await writeOnRequest(ctx, input)
  refresh()
  return { nextKey: newId(ctx.now) }
})
