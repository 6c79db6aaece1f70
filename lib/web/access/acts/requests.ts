// The acts of the access matrix that are about requests for a service, and who may approve them. Used by tests only.
import { newId } from '@/lib/kernel/ids'
import type { RequestState } from '@/lib/engagements/request'
import type { World } from '@/db/seed/world'
import type { Instant } from '@/lib/kernel/time'
import type { Act, Acts, Until } from './act'
import { freshHours } from './hours'
import { freshQuote } from './quotes'
import { freshWork } from './work'

const ask = () => import('@/lib/engagements/commands/ask')
const change = () => import('@/lib/engagements/commands/change-request')
const approvers = () => import('@/lib/engagements/commands/approvers')
const approverReads = () => import('@/lib/engagements/queries/approvers')
const requests = () => import('@/lib/engagements/queries/requests')

const words = { itemCode: 'CONS', title: 'Weekly data refresh', wantedOn: undefined, budget: '', notice: 1 } as const

const OF_HOURS = /onboarding[.]|hours-end[.]restore/
const OF_A_QUOTE = /quote-(draft|take|remind|sign|order|renew|end|pdf)|quotes[.]|#quoted→/
const OF_WORK =
  /work-(state|plan|invoices)|time-(draft|decide)|engagement[.]|milestones|change[.]|expenses[.]|timer[.]|satisfaction|schedule/

/** A request of A's requester with these words, in the state from which a row's name says that it goes on. */
export async function freshRequest(world: World, at: Instant, goal: string, until: Until): Promise<string> {
  const input = { ...words, key: newId(at), goal, understood: 'on' } as const
  const { reference } = await (await ask()).askForQuote(world.as(world.a.requester, at), input)
  const asked = { world, at, requestReference: reference }
  const { name } = until
  if (OF_HOURS.test(name)) return freshHours(asked, until)
  if (name.includes('#scoping→')) {
    const scoping = { reference, to: 'scoping', reason: '' } as const
    await (await change()).changeRequestState(world.as(world.staff.csmEmea, at), scoping)
  }
  if (OF_A_QUOTE.test(name) && !name.includes('expire')) await freshQuote(asked, until)
  if (OF_WORK.test(name)) await freshWork(asked, until)
  return reference
}

const become =
  (to: RequestState): Act =>
  async (ctx, { requestReference: reference }) =>
    (await change()).changeRequestState(ctx, { reference, to, reason: 'Because it is so.' })

/** Each transition of the table is asked as everybody (lib/web/access-matrix.ts, `#`): a row for each. */
export const REQUEST_ACTS: Acts = {
  'engagements/commands/approvers.nameApprover': async (ctx, { world }) =>
    (await approvers()).nameApprover(ctx, { userId: world.a.colleague.userId, limit: '5,000' }),
  'engagements/commands/approvers.endApprover': async (ctx, { world }) =>
    (await approvers()).endApprover(ctx, { userId: world.a.colleague.userId }),
  'engagements/queries/approvers.listApprovers': async (ctx) => (await approverReads()).listApprovers(ctx),
  'engagements/queries/approvers.getBuyingRules': async (ctx) => (await approverReads()).getBuyingRules(ctx),
  'engagements/commands/buying-rules.setBuyingRules': async (ctx) =>
    (await import('@/lib/engagements/commands/buying-rules')).setBuyingRules(ctx, { orderRequired: false, anyTwo: false }),
  'engagements/commands/ask.askForQuote': async (ctx) =>
    (await ask()).askForQuote(ctx, { ...words, key: newId(ctx.now), goal: 'Every Monday.', understood: 'on' }),
  'engagements/commands/change-request.changeRequestState': become('scoping'),
  'engagements/commands/change-request.changeRequestState#new→returned_to_support': become('returned_to_support'),
  'engagements/commands/change-request.changeRequestState#new→declined_by_vendor': become('declined_by_vendor'),
  'engagements/commands/change-request.changeRequestState#new→withdrawn': become('withdrawn'),
  'engagements/commands/change-request.changeRequestState#scoping→withdrawn': become('withdrawn'),
  'engagements/commands/change-request.changeRequestState#quoted→withdrawn': become('withdrawn'),
  'engagements/commands/write.writeOnRequest': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/write')).writeOnRequest(ctx, {
      ...{ key: newId(ctx.now), reference, body: 'Until when?' },
    }),
  'engagements/queries/catalogue.getCatalogue': async (ctx) =>
    (await import('@/lib/engagements/queries/catalogue')).getCatalogue(ctx),
  'engagements/queries/requests.listOwnRequests': async (ctx) => (await requests()).listOwnRequests(ctx),
  'engagements/queries/requests.listRunningServices': async (ctx) => (await requests()).listRunningServices(ctx, 3),
  'engagements/queries/requests.getRequest': async (ctx, { requestReference }) =>
    (await requests()).getRequest(ctx, requestReference),
  'engagements/queries/requests.getServicesBoard': async (ctx) => (await requests()).getServicesBoard(ctx, 'all'),
}
