// The acts of the access matrix that are about work that was ordered, and the time spent on it. Used by tests only.
import type { Ctx } from '@/db/context'
import { newId } from '@/lib/kernel/ids'
import { dayOf } from '@/lib/kernel/time'
import type { Acts, Asked, Until } from './act'
import { spend, takeSpent, travel } from './expenses'
import { freshOrder, quoteDraft } from './quotes'
import { entryOf, partOf, workOf } from './work-seen'

const plan = () => import('@/lib/engagements/commands/work-plan')
const states = () => import('@/lib/engagements/commands/work-state')
const parts = () => import('@/lib/engagements/commands/milestones')
const time = () => import('@/lib/engagements/commands/time-draft')
const submitting = () => import('@/lib/engagements/commands/time-submit')
const decisions = () => import('@/lib/engagements/commands/time-decide')
const timer = () => import('@/lib/engagements/commands/timer')
const sheet = () => import('@/lib/engagements/queries/time-sheet')

const assignment = { fromOn: '2020-01-01', toOn: undefined, hoursPerWeek: 480, leads: false } as const

/** Orders a request, with a CSM who leads the work and an agent who does it, and takes it as far as a function of this name begins from. */
export async function freshWork(asked: Asked, until: Until): Promise<void> {
  const { world, at, requestReference: reference } = asked
  const { name } = until
  const draft = name.includes('/expenses.') ? { ...quoteDraft, lines: [...quoteDraft.lines, travel] } : quoteDraft
  await freshOrder(asked, until, draft)
  const [csm, agent] = [world.as(world.staff.csmApac, at), world.as(world.staff.agentApac, at)]
  const { assignConsultant, planWork } = await plan()
  await assignConsultant(csm, { ...assignment, reference, userId: world.staff.csmApac.userId, role: 'project_manager' })
  await assignConsultant(csm, { ...assignment, reference, userId: world.staff.agentApac.userId, role: 'consultant' })
  if (!/[/](time-|milestones|expenses|timer|satisfaction|schedule)/.test(name)) return
  const { takeWork } = await states()
  await takeWork(csm, { reference, to: 'active', side: undefined, reason: '' })
  if (name.includes('/expenses.') && !name.endsWith('enterExpense')) {
    await spend(agent, reference)
    if (name.includes('#approved→')) await takeSpent(csm, asked, 'approved')
  }
  if (name.includes('/timer.')) {
    const { startTimer, stopTimer } = await timer()
    // One of a person runs at a time, whatever an earlier cell left behind.
    await stopTimer(agent, { keep: false }).catch(() => undefined)
    if (name.endsWith('stopTimer')) await startTimer(agent, { reference, role: 'consultant' })
  }
  if (name.includes('/schedule.'))
    await planWork(csm, { reference, startsOn: dayOf(at, 'UTC'), endsOn: undefined, remaining: undefined })
  const deliver = async () => (await parts()).takeMilestone(csm, await partOf(asked, 'delivered'))
  if (name.endsWith('rateWork')) {
    await deliver()
    await takeWork(csm, { reference, to: 'delivered', side: undefined, reason: '' })
  }
  if (name.includes('#delivered→')) await deliver()
  if (name.includes('/time-') && !name.endsWith('saveTime')) await freshTime(asked, name)
}

/** An hour of the agent. */
async function freshTime(asked: Asked, name: string): Promise<void> {
  const { world, at, requestReference } = asked
  const agent = world.as(world.staff.agentApac, at)
  await saveHour(agent, requestReference)
  if (name.endsWith('deleteTime')) return
  await (await submitting()).submitTime(agent, { week: dayOf(at, 'UTC') })
  if (name.includes('#approved→'))
    await (await decisions()).decideTime(world.as(world.staff.csmApac, at), await decision(asked, 'approved'))
}

const saveHour = async (ctx: Ctx, reference: string) =>
  (await time()).saveTime(ctx, {
    ...{ reference, role: 'consultant', workedOn: dayOf(ctx.now, 'UTC'), version: 0, worked: 60 },
    ...{ customerNote: 'Mapped the labels of wave 9.', internalNote: '' },
  })

const decision = async (asked: Asked, to: 'approved' | 'written_off') => ({
  ...{ entryId: [await entryOf(asked)], to, reason: to === 'approved' ? '' : 'Late.' },
})

export const WORK_ACTS: Acts = {
  'engagements/commands/work-state.takeWork': async (ctx, { requestReference: reference }) =>
    (await states()).takeWork(ctx, { reference, to: 'active', side: undefined, reason: '' }),
  'engagements/commands/work-plan.assignConsultant': async (ctx, { world, requestReference: reference }) =>
    (await plan()).assignConsultant(ctx, { ...assignment, reference, userId: world.staff.finance.userId, role: 'trainer' }),
  'engagements/commands/work-plan.endAssignment': async (ctx, target) =>
    (await plan()).endAssignment(ctx, {
      reference: target.requestReference,
      assignmentId: (await workOf(target))?.assignments[1]?.id ?? newId(target.at),
    }),
  'engagements/commands/work-plan.planWork': async (ctx, { requestReference: reference }) =>
    (await plan()).planWork(ctx, { reference, startsOn: undefined, endsOn: undefined, remaining: 60 }),
  'engagements/commands/time-draft.saveTime': (ctx, { requestReference }) => saveHour(ctx, requestReference),
  'engagements/commands/time-draft.deleteTime': async (ctx, target) =>
    (await time()).deleteTime(ctx, { entryId: await entryOf(target) }),
  'engagements/commands/time-submit.submitTime': async (ctx) =>
    (await submitting()).submitTime(ctx, { week: dayOf(ctx.now, 'UTC') }),
  'engagements/commands/time-decide.decideTime': async (ctx, target) =>
    (await decisions()).decideTime(ctx, await decision(target, 'approved')),
  'engagements/commands/time-decide.decideTime#approved→written_off': async (ctx, target) =>
    (await decisions()).decideTime(ctx, await decision(target, 'written_off')),
  'engagements/commands/time-decide.giveTime': async (ctx, target) =>
    (await decisions()).giveTime(ctx, { entryId: await entryOf(target), reason: 'Our mistake.' }),
  'engagements/commands/timer.startTimer': async (ctx, { requestReference: reference }) =>
    (await timer()).startTimer(ctx, { reference, role: 'consultant' }),
  'engagements/commands/timer.stopTimer': async (ctx) => (await timer()).stopTimer(ctx, { keep: false }),
  'engagements/commands/milestones.acceptSilently': async (ctx) => (await parts()).acceptSilently(ctx),
  'engagements/commands/milestones.addMilestone': async (ctx, { requestReference: reference }) =>
    (await parts()).addMilestone(ctx, { reference, name: 'Dry run', dueOn: undefined }),
  'engagements/commands/milestones.takeMilestone': async (ctx, target) =>
    (await parts()).takeMilestone(ctx, await partOf(target, 'delivered')),
  'engagements/commands/milestones.takeMilestone#delivered→accepted': async (ctx, target) =>
    (await parts()).takeMilestone(ctx, await partOf(target, 'accepted')),
  'engagements/commands/change.askForChange': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/change')).askForChange(ctx, {
      ...{ reference, key: newId(ctx.now), reason: 'scope', title: 'One more wave', goal: 'The wave of Singapore.' },
    }),
  'engagements/commands/satisfaction.rateWork': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/satisfaction')).rateWork(ctx, { reference, answer: 'great', comment: '' }),
  'engagements/queries/schedule.getSchedule': async (ctx, { requestReference }) =>
    (await import('@/lib/engagements/queries/schedule')).getSchedule(ctx, requestReference),
  'engagements/queries/board.getWorkBoard': async (ctx) =>
    (await import('@/lib/engagements/queries/board')).getWorkBoard(ctx, 'all'),
  'engagements/queries/engagement.getEngagement': async (ctx, { requestReference }) =>
    (await import('@/lib/engagements/queries/engagement')).getEngagement(ctx, requestReference),
  'engagements/queries/time-sheet.getTimeSheet': async (ctx) => (await sheet()).getTimeSheet(ctx),
  'engagements/queries/time-sheet.listTimeToApprove': async (ctx) => (await sheet()).listTimeToApprove(ctx),
}
