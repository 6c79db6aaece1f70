// The acts of the access matrix that are about services. Used by tests only.
import { inTransaction, read, type Ctx } from '@/db/context'
import { newId } from '@/lib/kernel/ids'
import type { QuoteDraft } from '@/lib/engagements/quote-input'
import { requestReference, type RequestState } from '@/lib/engagements/request'
import type { World } from '@/db/seed/world'
import { hasRole } from '@/lib/kernel/actor'
import { addMs, DAY_MS, dayOf, type Instant } from '@/lib/kernel/time'
import type { Act } from './access-acts'

const ask = () => import('@/lib/engagements/commands/ask')
const change = () => import('@/lib/engagements/commands/change-request')
const approvers = () => import('@/lib/engagements/commands/approvers')
const requests = () => import('@/lib/engagements/queries/requests')

const words = { itemCode: 'CONS', title: 'Weekly data refresh', wantedOn: undefined, budget: '', notice: 1 } as const

/** A request of A's requester with these words, in the state from which a row's name says that it goes on. */
export async function freshRequest(
  world: World,
  at: Instant,
  goal: string,
  { name, sessionId }: { name: string; sessionId: string },
): Promise<string> {
  const input = { ...words, key: newId(at), goal, understood: 'on' } as const
  const { reference } = await (await ask()).askForQuote(world.as(world.a.requester, at), input)
  if (/onboarding[.]|hours-end[.]restore/.test(name)) return freshHours(world, at, reference, { name, sessionId })
  if (name.includes('#scoping→')) {
    const scoping = { reference, to: 'scoping', reason: '' } as const
    await (await change()).changeRequestState(world.as(world.staff.csmEmea, at), scoping)
  }
  if (/quote-(draft|take|remind|sign|order|end|pdf)|quotes[.]|#quoted→/.test(name) && !name.includes('expire'))
    await freshQuote(world, at, reference, { name, sessionId })
  if (
    /work-(state|plan|invoices)|time-(draft|decide)|engagement[.]|milestones|change[.]|expenses[.]|timer[.]|satisfaction|schedule/.test(
      name,
    )
  )
    await freshWork(world, at, reference, { name, sessionId })
  return reference
}

const become =
  (to: RequestState): Act =>
  async (ctx, { requestReference: reference }) =>
    (await change()).changeRequestState(ctx, { reference, to, reason: 'Because it is so.' })

/** Takes the quote of a request as far as a function of this name begins from. */
async function freshQuote(
  world: World,
  at: Instant,
  reference: string,
  { name, sessionId }: { name: string; sessionId: string },
  draft: QuoteDraft = quoteDraft,
): Promise<void> {
  const csm = world.as(world.staff.csmEmea, at)
  const drafts = await import('@/lib/engagements/commands/quote-draft')
  await (await change()).changeRequestState(csm, { reference, to: 'scoping', reason: '' })
  if (name.endsWith('newQuoteVersion')) return
  await drafts.newQuoteVersion(csm, { reference })
  await drafts.saveQuote(csm, { reference, revision: 0, draft })
  if (/saveQuote|takeQuote/.test(name)) return
  const { takeQuote } = await import('@/lib/engagements/commands/quote-take')
  await takeQuote(csm, { reference, version: 1, revision: 1, to: 'sent', reason: '' })
  if (name.endsWith('countersignOrder'))
    await (await import('@/lib/engagements/commands/quote-order')).recordOrder(csm, { reference, version: 1, ...offlineOrder })
  const administrator = world.as(world.a.administrator, at)
  await (await approvers()).nameApprover(administrator, { userId: world.a.administrator.userId, limit: '' })
  if (name.endsWith('undoAcceptance')) await sign(administrator, administrator, { reference, sessionId })
}

const plan = () => import('@/lib/engagements/commands/work-plan')
const decisions = () => import('@/lib/engagements/commands/time-decide')
const noteOfTime = 'Mapped the labels of wave 9.'
const assignment = { fromOn: '2020-01-01', toOn: undefined, hoursPerWeek: 480, leads: false } as const

/** Orders a request, with a CSM who leads the work and an agent who does it, and takes it as far as a function of this name begins from. */
async function freshWork(
  world: World,
  at: Instant,
  reference: string,
  { name, sessionId }: { name: string; sessionId: string },
): Promise<void> {
  const draft = name.includes('/expenses.') ? { ...quoteDraft, lines: [...quoteDraft.lines, travel] } : quoteDraft
  await freshQuote(world, at, reference, { name: 'quote-end.undoAcceptance', sessionId }, draft)
  const [csm, agent] = [world.as(world.staff.csmApac, at), world.as(world.staff.agentApac, at)]
  const { assignConsultant } = await plan()
  await assignConsultant(csm, { ...assignment, reference, userId: world.staff.csmApac.userId, role: 'project_manager' })
  await assignConsultant(csm, { ...assignment, reference, userId: world.staff.agentApac.userId, role: 'consultant' })
  if (!/[/](time-|milestones|expenses|timer|satisfaction|schedule)/.test(name)) return
  const { takeWork } = await import('@/lib/engagements/commands/work-state')
  await takeWork(csm, { reference, to: 'active', side: undefined, reason: '' })
  if (name.includes('/expenses.') && !name.endsWith('enterExpense')) {
    await spend(agent, reference)
    if (name.includes('#approved→')) await takeSpent(csm, world, at, reference, 'approved')
  }
  if (name.includes('/timer.')) {
    const { startTimer, stopTimer } = await import('@/lib/engagements/commands/timer')
    // One of a person runs at a time, whatever an earlier cell left behind.
    await stopTimer(agent, { keep: false }).catch(() => undefined)
    if (name.endsWith('stopTimer')) await startTimer(agent, { reference, role: 'consultant' })
  }
  if (name.includes('/schedule.'))
    await (await plan()).planWork(csm, { reference, startsOn: dayOf(at, 'UTC'), endsOn: undefined, remaining: undefined })
  if (name.endsWith('rateWork')) {
    await (await parts()).takeMilestone(csm, await partOf(world, at, reference, 'delivered'))
    await takeWork(csm, { reference, to: 'delivered', side: undefined, reason: '' })
  }
  if (name.includes('#delivered→')) await (await parts()).takeMilestone(csm, await partOf(world, at, reference, 'delivered'))
  if (!name.includes('/time-') || name.endsWith('saveTime')) return
  await saveDraft(agent, reference)
  if (name.endsWith('deleteTime')) return
  await (await import('@/lib/engagements/commands/time-submit')).submitTime(agent, { week: dayOf(at, 'UTC') })
  if (name.includes('#approved→'))
    await (await decisions()).decideTime(csm, { entryId: [await entryOf(world, at, reference)], to: 'approved', reason: '' })
}

const saveDraft = async (ctx: Ctx, reference: string) =>
  (await import('@/lib/engagements/commands/time-draft')).saveTime(ctx, {
    ...{
      reference,
      role: 'consultant',
      workedOn: dayOf(ctx.now, 'UTC'),
      version: 0,
      worked: 60,
      customerNote: noteOfTime,
      internalNote: '',
    },
  })

const travel = {
  kind: 'expense' as const,
  unit: 'piece' as const,
  name: 'Travel',
  detail: '',
  qty: '1',
  rate: '900',
  discount: '',
  isOptional: false,
}

/** An expense of whoever acts, with a receipt that they send first. */
async function spend(ctx: Ctx, reference: string): Promise<void> {
  const fileId = newId(ctx.now)
  const { receiveUpload } = await import('@/lib/files/commands/receive')
  // Whoever is refused leaves nothing behind, not even what they would have sent first.
  if (hasRole(ctx.actor, 'agent', 'csm'))
    await receiveUpload(ctx, { id: fileId, name: 'receipt.pdf', size: 1, body: new Response('x').body! })
  const { enterExpense } = await import('@/lib/engagements/commands/expenses')
  await enterExpense(ctx, {
    ...{
      reference,
      key: newId(ctx.now),
      category: 'travel',
      spentOn: dayOf(ctx.now, 'UTC'),
      amount: '120',
      currency: 'NZD',
      rate: '',
      rateOn: undefined,
    },
    ...{ note: 'Christchurch to Auckland', files: [fileId] },
  })
}

const spentOf = async (world: World, at: Instant, reference: string) => (await workOf(world, at, reference))?.spending[0]

const takeSpent = async (
  ctx: Ctx,
  world: World,
  at: Instant,
  reference: string,
  to: 'approved' | 'rejected' | 'withdrawn' | 'written_off',
): Promise<void> =>
  (await import('@/lib/engagements/commands/expenses')).takeExpense(ctx, {
    ...{ expenseId: (await spentOf(world, at, reference))?.id ?? newId(at), to, reason: 'Because it is so.' },
  })

const parts = () => import('@/lib/engagements/commands/milestones')
/** The milestone of the line with a fixed price. */
export const partOf = async (world: World, at: Instant, reference: string, to: 'delivered' | 'accepted') => ({
  ...{ reference, to, reason: '', milestoneId: (await workOf(world, at, reference))?.milestones[0]?.id ?? newId(at) },
})
const workOf = async (world: World, at: Instant, reference: string) =>
  (await import('@/lib/engagements/queries/engagement'))
    .getEngagement(world.as(world.staff.csmApac, at), reference)
    .catch(() => undefined)
/** The entry of the agent; one that is not there where nothing was ordered. */
const entryOf = async (world: World, at: Instant, reference: string) =>
  (await workOf(world, at, reference))?.desk?.time[0]?.id ?? newId(at)

const quoteDraft = {
  ...{ model: 'fixed', isCapped: true, taxCode: 'nz_gst_15', validUntil: '2099-01-01', paymentDays: 30 },
  ...{ scope: 'A weekly refresh.', assumptions: '', exclusions: '', startsOn: undefined },
  lines: [
    { kind: 'fixed', unit: 'piece', name: 'Refresh', detail: '', qty: '1', rate: '1,000', discount: '', isOptional: false },
  ],
} satisfies QuoteDraft

/** Signs version 1 as whoever asks; `sessionId` is the administrator's, who sees what is signed. */
async function sign(
  ctx: Ctx,
  administrator: Ctx,
  { reference, sessionId }: { reference: string; sessionId: string },
): Promise<void> {
  const { getQuote } = await import('@/lib/engagements/queries/quotes')
  const seen = await getQuote(administrator, reference).catch(() => undefined)
  const words = { reference, version: 1, chosen: [], orderNumber: '', terms: 'on', typedName: 'Some Body', password: '' } as const
  const evidence = { sessionId, address: 'local', userAgent: 'access' }
  const { signQuote } = await import('@/lib/engagements/commands/quote-sign')
  await signQuote(ctx, { ...words, chosen: [], sha256: seen?.shown?.sha256 ?? '0'.repeat(64) }, evidence)
}

const offlineOrder = { orderNumber: 'PO-1', orderedBy: 'Their system', note: 'By mail.' }
let published = 0

/** An organisation to open an onboarding for, one that is open, or prepaid hours that have expired. */
async function freshHours(
  world: World,
  at: Instant,
  reference: string,
  { name, sessionId }: { name: string; sessionId: string },
): Promise<string> {
  const lead = world.as(world.staff.servicesLead, at)
  if (name.endsWith('openOnboarding')) {
    const { insertMember, insertOrganisation } = await import('@/db/seed/rows')
    await inTransaction(world.as({ kind: 'system', job: 'access' }, at), async (ctx) => {
      const of = {
        regionCode: 'APAC',
        timeZone: 'UTC',
        currency: 'NZD',
        csmId: world.staff.csmApac.userId,
        backupCsmId: world.staff.csmEmea.userId,
      }
      const organisationId = await insertOrganisation(ctx, { ...of, name: reference, sites: [] })
      const person = {
        email: `${reference.toLowerCase()}@fresh.example`,
        name: 'Fresh',
        timeZone: 'UTC',
        passwordHash: '',
        isDemo: false,
      }
      await insertMember(ctx, { ...person, organisationId, role: 'administrator' })
    })
    return reference
  }
  if (name.endsWith('extendOnboarding')) {
    const [open] = await openOnboardings(lead, world.a.organisationId)
    const { takeWork } = await import('@/lib/engagements/commands/work-state')
    if (open) await takeWork(lead, { reference: open, to: 'cancelled', side: undefined, reason: 'Another begins.' })
    const { openOnboarding } = await import('@/lib/engagements/commands/onboarding')
    const of = { opensOn: dayOf(at, 'UTC'), days: 90, hours: 24 * 60, consultantId: world.staff.agentApac.userId }
    return (await openOnboarding(lead, { ...of, organisationId: world.a.organisationId })).reference
  }
  await (
    await import('@/lib/engagements/commands/rates')
  )
    .publishRates(lead, { regionCode: 'APAC', currency: 'NZD', effectiveFrom: '2020-01-01', 'consultant.hour': '240' })
    .catch(() => undefined)
  const draft = {
    ...quoteDraft,
    model: 'retainer' as const,
    lines: [{ ...quoteDraft.lines[0]!, kind: 'time' as const, role: 'consultant' as const, unit: 'hour' as const, rate: '' }],
  }
  await freshQuote(world, at, reference, { name: 'quote-end.undoAcceptance', sessionId }, draft)
  const { tendHours } = await import('@/lib/engagements/commands/hours-end')
  await tendHours(world.as({ kind: 'system', job: 'access' }, addMs(at, 400 * DAY_MS)))
  return reference
}

const openOnboardings = async (ctx: Ctx, organisationId: string): Promise<string[]> =>
  read(ctx, async (ctx) =>
    (
      await ctx.sql<{ number: number }[]>`
        select r.number::int as number from engagements e join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id
        where e.organisation_id = ${organisationId} and e.model = 'included' and e.state in ('planned', 'active', 'on_hold', 'delivered')`
    ).map(({ number }) => requestReference(number)),
  )

/** The one that carries this reference as its name. */
const organisationNamed = async (ctx: Ctx, at: Instant, name: string): Promise<string> =>
  read(
    ctx,
    async (ctx) => (await ctx.sql<{ id: string }[]>`select id from organisations where name = ${name}`)[0]?.id ?? newId(at),
  )

const blockOf = async (world: World, at: Instant, reference: string): Promise<string> =>
  (await workOf(world, at, reference))?.hours[0]?.id ?? newId(at)

/** Each transition of the table is asked as everybody (lib/web/access-matrix.ts, `#`): a row for each. */
export const ENGAGEMENT_ACTS: Record<string, Act> = {
  'engagements/commands/approvers.nameApprover': async (ctx, { world }) =>
    (await approvers()).nameApprover(ctx, { userId: world.a.colleague.userId, limit: '5,000' }),
  'engagements/commands/approvers.endApprover': async (ctx, { world }) =>
    (await approvers()).endApprover(ctx, { userId: world.a.colleague.userId }),
  'engagements/queries/approvers.listApprovers': async (ctx) =>
    (await import('@/lib/engagements/queries/approvers')).listApprovers(ctx),
  'engagements/commands/quote-draft.newQuoteVersion': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/quote-draft')).newQuoteVersion(ctx, { reference }),
  'engagements/commands/quote-draft.saveQuote': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/quote-draft')).saveQuote(ctx, { reference, revision: 1, draft: quoteDraft }),
  'engagements/commands/quote-take.takeQuote': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/quote-take')).takeQuote(ctx, {
      ...{ reference, version: 1, revision: 1, to: 'sent', reason: '' },
    }),
  'engagements/commands/quote-remind.remindOfQuote': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/quote-remind')).remindOfQuote(ctx, { reference }),
  'engagements/commands/quote-sign.signQuote': async (ctx, { world, at, requestReference: reference, spare: { sessionId } }) =>
    sign(ctx, world.as(world.a.administrator, at), { reference, sessionId }),
  'engagements/commands/quote-order.recordOrder': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/quote-order')).recordOrder(ctx, { reference, version: 1, ...offlineOrder }),
  'engagements/commands/quote-order.countersignOrder': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/quote-order')).countersignOrder(ctx, { reference, version: 1 }),
  'engagements/commands/quote-end.declineQuote': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/quote-end')).declineQuote(ctx, {
      ...{ reference, version: 1, code: 'price', reason: '', then: 'revise' },
    }),
  'engagements/commands/quote-end.undoAcceptance': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/quote-end')).undoAcceptance(ctx, { reference, reason: 'By mistake.' }),
  'engagements/commands/quote-end.expireQuotes': async (ctx) =>
    (await import('@/lib/engagements/commands/quote-end')).expireQuotes(ctx),
  'engagements/commands/buying-rules.setBuyingRules': async (ctx) =>
    (await import('@/lib/engagements/commands/buying-rules')).setBuyingRules(ctx, { orderRequired: false, anyTwo: false }),
  'engagements/commands/rates.publishRates': async (ctx) =>
    (await import('@/lib/engagements/commands/rates')).publishRates(ctx, {
      ...{ regionCode: 'APAC', currency: 'NZD', effectiveFrom: `${2030 + ++published}-01-01`, 'consultant.hour': '240' },
    }),
  'engagements/queries/rates.listRateCards': async (ctx) => (await import('@/lib/engagements/queries/rates')).listRateCards(ctx),
  'engagements/commands/work-state.takeWork': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/work-state')).takeWork(ctx, {
      reference,
      to: 'active',
      side: undefined,
      reason: '',
    }),
  'engagements/commands/work-plan.assignConsultant': async (ctx, { world, requestReference: reference }) =>
    (await plan()).assignConsultant(ctx, { ...assignment, reference, userId: world.staff.finance.userId, role: 'trainer' }),
  'engagements/commands/work-plan.endAssignment': async (ctx, { world, at, requestReference: reference }) =>
    (await plan()).endAssignment(ctx, {
      ...{ reference, assignmentId: (await workOf(world, at, reference))?.assignments[1]?.id ?? newId(at) },
    }),
  'engagements/commands/work-plan.planWork': async (ctx, { requestReference: reference }) =>
    (await plan()).planWork(ctx, { reference, startsOn: undefined, endsOn: undefined, remaining: 60 }),
  'engagements/commands/time-draft.saveTime': async (ctx, { requestReference: reference }) => saveDraft(ctx, reference),
  'engagements/commands/time-draft.deleteTime': async (ctx, { world, at, requestReference }) =>
    (await import('@/lib/engagements/commands/time-draft')).deleteTime(ctx, {
      entryId: await entryOf(world, at, requestReference),
    }),
  'engagements/commands/time-submit.submitTime': async (ctx) =>
    (await import('@/lib/engagements/commands/time-submit')).submitTime(ctx, { week: dayOf(ctx.now, 'UTC') }),
  'engagements/commands/time-decide.decideTime': async (ctx, { world, at, requestReference }) =>
    (await decisions()).decideTime(ctx, { entryId: [await entryOf(world, at, requestReference)], to: 'approved', reason: '' }),
  'engagements/commands/time-decide.decideTime#approved→written_off': async (ctx, { world, at, requestReference }) =>
    (await decisions()).decideTime(ctx, {
      entryId: [await entryOf(world, at, requestReference)],
      to: 'written_off',
      reason: 'Late.',
    }),
  'engagements/commands/time-decide.giveTime': async (ctx, { world, at, requestReference }) =>
    (await decisions()).giveTime(ctx, { entryId: await entryOf(world, at, requestReference), reason: 'Our mistake.' }),
  'engagements/commands/expenses.enterExpense': async (ctx, { requestReference }) => spend(ctx, requestReference),
  'engagements/commands/expenses.takeExpense': async (ctx, { world, at, requestReference }) =>
    takeSpent(ctx, world, at, requestReference, 'approved'),
  'engagements/commands/expenses.takeExpense#submitted→rejected': async (ctx, { world, at, requestReference }) =>
    takeSpent(ctx, world, at, requestReference, 'rejected'),
  'engagements/commands/expenses.takeExpense#submitted→withdrawn': async (ctx, { world, at, requestReference }) =>
    takeSpent(ctx, world, at, requestReference, 'withdrawn'),
  'engagements/commands/expenses.takeExpense#approved→written_off': async (ctx, { world, at, requestReference }) =>
    takeSpent(ctx, world, at, requestReference, 'written_off'),
  'engagements/queries/expenses.getReceipt': async (ctx, { world, at, requestReference }) =>
    (await import('@/lib/engagements/queries/expenses')).getReceipt(
      ctx,
      (await spentOf(world, at, requestReference))?.receipts[0]?.id ?? newId(at),
    ),
  'engagements/commands/timer.startTimer': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/timer')).startTimer(ctx, { reference, role: 'consultant' }),
  'engagements/commands/timer.stopTimer': async (ctx) =>
    (await import('@/lib/engagements/commands/timer')).stopTimer(ctx, { keep: false }),
  'engagements/commands/satisfaction.rateWork': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/satisfaction')).rateWork(ctx, { reference, answer: 'great', comment: '' }),
  'engagements/queries/schedule.getSchedule': async (ctx, { requestReference }) =>
    (await import('@/lib/engagements/queries/schedule')).getSchedule(ctx, requestReference),
  'engagements/queries/board.getWorkBoard': async (ctx) =>
    (await import('@/lib/engagements/queries/board')).getWorkBoard(ctx, 'all'),
  'engagements/commands/onboarding.openOnboarding': async (ctx, { world, at, requestReference }) =>
    (await import('@/lib/engagements/commands/onboarding')).openOnboarding(ctx, {
      ...{ opensOn: dayOf(ctx.now, 'UTC'), days: 90, hours: 24 * 60, consultantId: world.staff.agentApac.userId },
      organisationId: await organisationNamed(world.as(world.staff.csmApac, at), at, requestReference),
    }),
  'engagements/commands/onboarding.extendOnboarding': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/onboarding')).extendOnboarding(ctx, {
      ...{ reference, endsOn: dayOf(addMs(ctx.now, 100 * DAY_MS), 'UTC'), reason: 'They were away.' },
    }),
  'engagements/commands/hours-end.restoreHours': async (ctx, { world, at, requestReference: reference }) =>
    (await import('@/lib/engagements/commands/hours-end')).restoreHours(ctx, {
      ...{
        reference,
        blockId: await blockOf(world, at, reference),
        endsOn: dayOf(addMs(ctx.now, 500 * DAY_MS), 'UTC'),
        reason: 'As agreed.',
      },
    }),
  'engagements/commands/hours-end.tendHours': async (ctx) =>
    (await import('@/lib/engagements/commands/hours-end')).tendHours(ctx),
  'engagements/queries/hours.listOwnHours': async (ctx) => (await import('@/lib/engagements/queries/hours')).listOwnHours(ctx),
  'engagements/queries/hours.listOnboardingChoices': async (ctx) =>
    (await import('@/lib/engagements/queries/hours')).listOnboardingChoices(ctx),
  'engagements/commands/milestones.acceptSilently': async (ctx) => (await parts()).acceptSilently(ctx),
  'engagements/commands/milestones.addMilestone': async (ctx, { requestReference: reference }) =>
    (await parts()).addMilestone(ctx, { reference, name: 'Dry run', dueOn: undefined }),
  'engagements/commands/milestones.takeMilestone': async (ctx, { world, at, requestReference }) =>
    (await parts()).takeMilestone(ctx, await partOf(world, at, requestReference, 'delivered')),
  'engagements/commands/milestones.takeMilestone#delivered→accepted': async (ctx, { world, at, requestReference }) =>
    (await parts()).takeMilestone(ctx, await partOf(world, at, requestReference, 'accepted')),
  'engagements/commands/change.askForChange': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/change')).askForChange(ctx, {
      ...{ reference, key: newId(ctx.now), reason: 'scope', title: 'One more wave', goal: 'The wave of Singapore.' },
    }),
  'engagements/queries/engagement.getEngagement': async (ctx, { requestReference }) =>
    (await import('@/lib/engagements/queries/engagement')).getEngagement(ctx, requestReference),
  'engagements/queries/time-sheet.getTimeSheet': async (ctx) =>
    (await import('@/lib/engagements/queries/time-sheet')).getTimeSheet(ctx),
  'engagements/queries/time-sheet.listTimeToApprove': async (ctx) =>
    (await import('@/lib/engagements/queries/time-sheet')).listTimeToApprove(ctx),
  'engagements/queries/quotes.getQuote': async (ctx, { requestReference }) =>
    (await import('@/lib/engagements/queries/quotes')).getQuote(ctx, requestReference),
  'engagements/queries/quote-pdf.getQuotePdf': async (ctx, { requestReference }) =>
    (await import('@/lib/engagements/queries/quote-pdf')).getQuotePdf(ctx, requestReference),
  'engagements/queries/approvers.getBuyingRules': async (ctx) =>
    (await import('@/lib/engagements/queries/approvers')).getBuyingRules(ctx),
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
      key: newId(ctx.now),
      reference,
      body: 'Until when?',
    }),
  'engagements/queries/catalogue.getCatalogue': async (ctx) =>
    (await import('@/lib/engagements/queries/catalogue')).getCatalogue(ctx),
  'engagements/queries/requests.listOwnRequests': async (ctx) => (await requests()).listOwnRequests(ctx),
  'engagements/queries/requests.getRequest': async (ctx, { requestReference }) =>
    (await requests()).getRequest(ctx, requestReference),
  'engagements/queries/requests.getServicesBoard': async (ctx) => (await requests()).getServicesBoard(ctx, 'all'),
}
