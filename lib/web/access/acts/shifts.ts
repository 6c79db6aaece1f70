// How the access matrix calls the functions that take, share out and hand over cases, and those of shifts. Used by tests only.
import { newId } from '@/lib/kernel/ids'
import { DAY_MS, addMs, toIso, type Instant } from '@/lib/kernel/time'
import type { EnterLeaveInput } from '@/lib/shifts/input'
import { NOT_THERE, type Acts, type Target } from './act'

const claim = () => import('@/lib/cases/commands/claim')
const byRule = () => import('@/lib/cases/commands/assign-by-rule')
const handOver = () => import('@/lib/cases/commands/hand-over')
const shifts = () => import('@/lib/shifts/commands')
const people = () => import('@/lib/shifts/queries')

const NOBODY = '00000000-0000-4000-8000-000000000000'

const packet = { regionCode: 'EMEA', state: '', nextStep: 'Ring them in the morning.' }

/** The person whose hours are in question: an agent who is known, or nobody when the question is about what is not there. */
const personOf = ({ reference, world }: Target) => (reference === NOT_THERE ? NOBODY : world.staff.agentApac.userId)

/** Leave of one day, far enough away from every other. */
function leave(target: Target): EnterLeaveInput {
  const first = addMs(target.at, (2 + (Math.floor(target.at / 1_000) % 20_000)) * 2 * DAY_MS)
  const date = (at: Instant) => toIso(at).slice(0, 10)
  return { userId: personOf(target), startsOn: date(first), backOn: date(addMs(first, DAY_MS)), coverId: null, givesBack: 'none' }
}

export const SHIFT_ACTS: Acts = {
  'cases/commands/claim.claimCase': async (ctx, { reference }) => (await claim()).claimCase(ctx, { reference }),
  'cases/commands/assign-by-rule.shareOut': async (ctx) => (await byRule()).shareOut(ctx),
  'cases/commands/assign-by-rule.giveBackCases': async (ctx) => (await byRule()).giveBackCases(ctx, newId(ctx.now)),
  'cases/commands/assign-by-rule.bringHome': async (ctx) => (await byRule()).bringHome(ctx),
  'cases/commands/claim.claimCases': async (ctx, { reference }) => (await claim()).claimCases(ctx, [reference]),
  'cases/commands/hand-over.handOverCase': async (ctx, { reference }) =>
    (await handOver()).handOverCase(ctx, { reference, ...packet }),
  'cases/commands/hand-over.handOverCases': async (ctx, { reference }) =>
    (await handOver()).handOverCases(ctx, { references: [reference], ...packet }),
  'cases/commands/hand-over.acknowledgeHandOver': async (ctx, { reference }) =>
    (await handOver()).acknowledgeHandOver(ctx, { reference }),
  'cases/queries/level-promises.getLevelPromises': async (ctx, { reference }) =>
    (await import('@/lib/cases/queries/level-promises')).getLevelPromises(ctx, reference),
  'cases/queries/hand-over.getHandOver': async (ctx, { reference }) =>
    (await import('@/lib/cases/queries/hand-over')).getHandOver(ctx, reference),
  'queue/queries/shift-end.getShiftEnd': async (ctx) => (await import('@/lib/queue/queries/shift-end')).getShiftEnd(ctx, 'APAC'),
  'queue/commands/take-next.takeNext': async (ctx) => (await import('@/lib/queue/commands/take-next')).takeNext(ctx),
  'identity/commands/lead.setRegionLead': async (ctx, target) =>
    (await import('@/lib/identity/commands/lead')).setRegionLead(ctx, { userId: personOf(target), leads: true }),
  'shifts/commands.setHours': async (ctx, target) =>
    (await shifts()).setHours(ctx, {
      userId: personOf(target),
      keeps: 'own',
      timeZone: 'UTC',
      days: [{ day: 1, from: '08:00', to: '16:00' }],
    }),
  'shifts/commands.enterLeave': async (ctx, target) => (await shifts()).enterLeave(ctx, leave(target)),
  'shifts/commands.cancelLeave': async (ctx, { reference, absenceId }) =>
    (await shifts()).cancelLeave(ctx, { absenceId: reference === NOT_THERE ? NOBODY : absenceId }),
  'shifts/commands.setAssignmentRule': async (ctx) =>
    (await shifts()).setAssignmentRule(ctx, { regionCode: 'EMEA', rule: 'off', openCasesMax: 5, handlingMinutes: 30 }),
  'shifts/queries.listRegionTeams': async (ctx) => (await people()).listRegionTeams(ctx),
  'shifts/queries.listCapacity': async (ctx) => (await people()).listCapacity(ctx),
  'shifts/queries.getShifts': async (ctx, target) => (await people()).getShifts(ctx, personOf(target)),
}
