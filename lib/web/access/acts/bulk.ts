// How the access matrix calls the functions about acts on many cases: each on one that the actor planned. Used by tests only.
import type { Ctx } from '@/db/context'
import { canAnswer } from '@/lib/cases/policy'
import { newId } from '@/lib/kernel/ids'
import { NOT_THERE, type Acts, type Target } from './act'

const commands = () => import('@/lib/queue/commands/bulk')
const queries = () => import('@/lib/queue/queries/bulk')

/** An act of the actor's on the case, where they may have one and the case exists. */
async function planned(ctx: Ctx, { reference }: Target): Promise<{ actId: string }> {
  if (!canAnswer(ctx.actor) || reference === NOT_THERE) return { actId: newId(ctx.now) }
  return (await commands()).planBulkAct(ctx, { act: 'assign', references: [reference], assigneeId: '' })
}

/** The same, done, so that there is something to put back. */
async function done(ctx: Ctx, target: Target): Promise<{ actId: string }> {
  const act = await planned(ctx, target)
  if (!canAnswer(ctx.actor) || target.reference === NOT_THERE) return act
  await (await commands()).startBulkAct(ctx, act)
  const { runBulkAct } = await import('@/lib/queue/commands/run-bulk')
  await runBulkAct(target.world.as({ kind: 'system', job: 'queue.run_bulk' }, target.at), { ...act, userId: ctx.actor.userId })
  return act
}

export const BULK_ACTS: Acts = {
  'queue/commands/bulk.planBulkAct': async (ctx, { reference }) =>
    (await commands()).planBulkAct(ctx, { act: 'assign', references: [reference], assigneeId: '' }),
  'queue/commands/bulk.planProblemAnswer': async (ctx, { reference }) =>
    (await commands()).planProblemAnswer(ctx, { reference, body: 'It is mended.', outcome: 'keep_open', withProblem: true }),
  'queue/commands/bulk.planPuttingBack': async (ctx, target) => (await commands()).planPuttingBack(ctx, await done(ctx, target)),
  'queue/commands/bulk.startBulkAct': async (ctx, target) => (await commands()).startBulkAct(ctx, await planned(ctx, target)),
  'queue/commands/bulk.stopBulkAct': async (ctx, target) => (await commands()).stopBulkAct(ctx, await planned(ctx, target)),
  'queue/commands/bulk.retryBulkAct': async (ctx, target) => (await commands()).retryBulkAct(ctx, await planned(ctx, target)),
  'queue/commands/bulk.sweepBulkActs': async (ctx) => (await commands()).sweepBulkActs(ctx),
  'queue/commands/run-bulk.runBulkAct': async (ctx) =>
    (await import('@/lib/queue/commands/run-bulk')).runBulkAct(ctx, { actId: newId(ctx.now), userId: newId(ctx.now) }),
  'queue/queries/bulk.getBulkAct': async (ctx, target) => (await queries()).getBulkAct(ctx, (await planned(ctx, target)).actId),
  'queue/queries/bulk.listBulkActs': async (ctx) => (await queries()).listBulkActs(ctx),
  'queue/queries/page.listReferences': async (ctx) =>
    (await import('@/lib/queue/queries/page')).listReferences(ctx, { view: 'all', sort: 'risk', q: '' }, 10),
  'cases/commands/change-case.assignOne': async (ctx, { reference }) =>
    (await import('@/lib/cases/commands/change-case')).assignOne(ctx, reference, null),
}
