'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { BulkActInput, BulkInput, ProblemAnswerInput } from '@/lib/queue/bulk'
import {
  planBulkAct,
  planProblemAnswer,
  planPuttingBack,
  retryBulkAct,
  startBulkAct,
  stopBulkAct,
} from '@/lib/queue/commands/bulk'
import { action } from '@/lib/web/action'

export const planCases = action('desk', BulkInput, async (ctx, input) => {
  const { actId } = await planBulkAct(ctx, input)
  redirect(`/desk/bulk/${actId}`)
})

/** One answer for all cases of a problem, to be seen before it is sent. */
export const planProblem = action('desk', ProblemAnswerInput, async (ctx, input): Promise<void> => {
  const { actId } = await planProblemAnswer(ctx, input)
  redirect(`/desk/bulk/${actId}`)
})

export const putBack = action('desk', BulkActInput, async (ctx, input) => {
  const { actId } = await planPuttingBack(ctx, input)
  redirect(`/desk/bulk/${actId}`)
})

export const startCases = action('desk', BulkActInput, async (ctx, input) => {
  await startBulkAct(ctx, input)
  refresh()
})

export const stopCases = action('desk', BulkActInput, async (ctx, input) => {
  await stopBulkAct(ctx, input)
  refresh()
})

export const retryCases = action('desk', BulkActInput, async (ctx, input) => {
  await retryBulkAct(ctx, input)
  refresh()
})
