// How the access matrix calls the functions about saved views: each on one that an administrator shares. Used by tests only.
import { hasRole } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { canSeeQueue } from '@/lib/queue/policy'
import { NOT_THERE, type Act, type Acts, type Target } from './act'

const commands = () => import('@/lib/queue/commands/saved-views')
const queries = () => import('@/lib/queue/queries/saved-views')

const share: Act = async (ctx) =>
  (await commands()).saveView(ctx, { name: `Urgent ${newId(ctx.now)}`, address: 'severity=1', shared: true, first: false })

/** A shared view for those who may; none for others, and none where the target does not exist. What was shared before makes room. */
async function shared(mayAct: boolean, { world, at, reference }: Target): Promise<{ viewId: string }> {
  if (!mayAct || reference === NOT_THERE) return { viewId: newId(at) }
  const administrator = world.as(world.staff.administrator, at)
  const { saveView, removeView } = await commands()
  const { views } = await (await queries()).listSavedViews(administrator, { counted: false })
  for (const { id } of views) await removeView(administrator, { viewId: id })
  const name = `Urgent ${newId(at)}`
  return saveView(administrator, { name, address: 'severity=1', shared: true, first: false })
}

export const VIEW_ACTS: Acts = {
  'queue/commands/saved-views.saveView': share,
  'queue/commands/saved-views.removeView': async (ctx, target) =>
    (await commands()).removeView(ctx, { viewId: (await shared(hasRole(ctx.actor, 'administrator'), target)).viewId }),
  'queue/commands/saved-views.restoreView': async (ctx, target) =>
    (await commands()).restoreView(ctx, { viewId: (await shared(hasRole(ctx.actor, 'administrator'), target)).viewId }),
  'queue/commands/saved-views.moveView': async (ctx, target) =>
    (await commands()).moveView(ctx, {
      viewId: (await shared(hasRole(ctx.actor, 'administrator'), target)).viewId,
      direction: 'up',
    }),
  'queue/commands/saved-views.chooseDefaultView': async (ctx, target) =>
    (await commands()).chooseDefaultView(ctx, { viewId: (await shared(canSeeQueue(ctx.actor), target)).viewId }),
  'queue/queries/saved-views.listSavedViews': async (ctx) => (await queries()).listSavedViews(ctx, { counted: true }),
  'queue/queries/saved-views.openSavedView': async (ctx, target) =>
    (await queries()).openSavedView(ctx, { viewId: (await shared(canSeeQueue(ctx.actor), target)).viewId, isOpening: false }),
}
