// The acts of the access matrix that are about requests for a service, and who may approve them. Used by tests only.
import { newId } from '@/lib/kernel/ids'
import type { ReferCaseInput } from '@/lib/engagements/input'
import type { RequestState } from '@/lib/engagements/request'
import type { World } from '@/db/seed/world'
import { dayOf, type Instant } from '@/lib/kernel/time'
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

const referrals = () => import('@/lib/engagements/commands/refer')
const referralReads = () => import('@/lib/engagements/queries/referrals')
const referral: Omit<ReferCaseInput, 'key' | 'reference'> = {
  ...{ title: 'Weekly data refresh', goal: 'Every Monday.', why: 'data_processing', itemCode: 'CONS' },
  ...{
    notAFault: 'on',
    noArticle: 'on',
    noLicence: 'on',
    reply: 'Your account manager answers.',
    seen: undefined,
    offer: 'whole',
  },
}

const OF_HOURS = /onboarding[.]|hours-end[.]restore/
const OF_A_QUOTE = /quote-(draft|take|remind|sign|order|renew|end|pdf)|quotes[.]|#quoted→/
const OF_WORK =
  /work-(state|plan|invoices)|time-(draft|decide)|engagement[.]|milestones|change[.]|expenses[.]|timer[.]|satisfaction|schedule/

/** A request of A's requester with these words, in the state from which a row's name says that it goes on. */
export async function freshRequest(world: World, at: Instant, goal: string, until: Until): Promise<string> {
  if (/#(referred|awaiting_customer)→/.test(until.name)) return freshReferral(world, at, goal, until)
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

/** A request that came from a case of A's requester, as far as the state from which the row goes on; with an onboarding where it needs one. */
async function freshReferral(world: World, at: Instant, goal: string, { name }: Until): Promise<string> {
  const { openCase } = await import('@/lib/cases/commands/open-case')
  const opened = await openCase(world.as(world.a.requester, at), {
    ...{ key: newId(at), category: 'how_to', subject: 'Weekly data refresh', impact: 'none', worseNote: '', body: goal },
    ...{ username: '', site: '', project: '', browser: '' },
  })
  const csm = world.as(world.staff.csmApac, at)
  const { reference } = await (await referrals()).referCase(csm, { ...referral, key: newId(at), reference: opened.reference })
  if (name.includes('#awaiting_customer→'))
    await (await change()).changeRequestState(csm, { reference, to: 'awaiting_customer', reason: 'Shall we prepare a quote?' })
  if (name.endsWith('→included')) {
    const { openOnboarding } = await import('@/lib/engagements/commands/onboarding')
    const onboarding = { organisationId: world.a.requester.organisationId, consultantId: world.staff.agentApac.userId }
    // One of an organisation at a time, whatever an earlier cell left behind.
    await openOnboarding(csm, { ...onboarding, opensOn: dayOf(at, 'UTC'), days: 60, hours: 1_200 }).catch(() => undefined)
  }
  return reference
}

const become =
  (to: RequestState): Act =>
  async (ctx, { requestReference: reference }) =>
    (await change()).changeRequestState(ctx, { reference, to, reason: 'Because it is so.', notice: 1, understood: 'on' })

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
  'engagements/commands/change-request.changeRequestState#referred→awaiting_customer': become('awaiting_customer'),
  'engagements/commands/change-request.changeRequestState#referred→included': become('included'),
  'engagements/commands/change-request.changeRequestState#referred→returned_to_support': become('returned_to_support'),
  'engagements/commands/change-request.changeRequestState#awaiting_customer→scoping': become('scoping'),
  'engagements/commands/change-request.changeRequestState#awaiting_customer→declined_by_customer': become('declined_by_customer'),
  'engagements/commands/change-request.changeRequestState#awaiting_customer→returned_to_support': become('returned_to_support'),
  'engagements/commands/change-request.changeRequestState#awaiting_customer→withdrawn': become('withdrawn'),
  'engagements/commands/refer.referCase': async (ctx, { reference }) =>
    (await referrals()).referCase(ctx, { ...referral, key: newId(ctx.now), reference }),
  'engagements/commands/undecided-tend.tendUndecided': async (ctx) =>
    (await import('@/lib/engagements/commands/undecided-tend')).tendUndecided(ctx),
  'engagements/queries/referrals.listCaseRequests': async (ctx, { reference }) =>
    (await referralReads()).listCaseRequests(ctx, reference),
  'engagements/queries/referrals.getReferralForm': async (ctx, { reference }) =>
    (await referralReads()).getReferralForm(ctx, reference),
  'engagements/queries/referrals.getCaseDecision': async (ctx, { reference }) =>
    (await referralReads()).getCaseDecision(ctx, reference),
  'engagements/queries/referrals.getReferral': async (ctx, { requestReference }) =>
    (await referralReads()).getReferral(ctx, requestReference),
  'engagements/queries/referrals.listReturnedReferrals': async (ctx) => (await referralReads()).listReturnedReferrals(ctx),
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
