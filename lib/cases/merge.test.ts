import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, addMs, instant, type Instant } from '../kernel/time'
import { LEVELS } from '../sla/support-policy'
import { mergeProblem, standingAfterMerge, standingAfterUndo, undoProblem, type MergeFacts, type Standing } from './merge'

const AT = instant(1_764_000_000_000)
const at = fc.integer({ min: -500, max: 0 }).map((hours): Instant => addMs(AT, hours * 3_600_000))
const owner = fc.constantFrom('open', 'with_account_manager') satisfies fc.Arbitrary<Standing['beforeWaiting']>
const status = fc.oneof(
  fc.constantFrom('new', 'open', 'with_account_manager').map((status) => ({ status, beforeWaiting: null }) as const),
  owner.map((beforeWaiting) => ({ status: 'waiting', beforeWaiting }) as const),
)
const standing: fc.Arbitrary<Standing> = fc
  .record({
    severity: fc.constantFrom(...LEVELS),
    assigneeId: fc.option(fc.uuid()),
    lastAnswerAt: fc.option(at),
    customerWaitingSince: fc.option(at),
  })
  .chain((rest) => status.map((of) => ({ ...rest, ...of })))

const facts: MergeFacts = {
  id: 'a',
  reference: 'HS-2',
  organisationId: 'acme',
  status: 'open',
  beforeWaiting: null,
  severity: 3,
  assigneeId: null,
  lastAnswerAt: null,
  customerWaitingSince: null,
}
const other: MergeFacts = { ...facts, id: 'b', reference: 'HS-1' }

describe('which cases may be merged', () => {
  test.each([
    ['itself', facts, facts, 'A case cannot be merged into itself. Choose another one.'],
    [
      'one of another organisation',
      facts,
      { ...other, organisationId: 'globex' },
      'HS-1 belongs to another organisation. Cases of different organisations are never merged.',
    ],
    ['a closed one into another', { ...facts, status: 'closed' as const }, other, 'HS-2 is closed, and stays as it is.'],
    [
      'one into a resolved one',
      facts,
      { ...other, status: 'resolved' as const },
      'HS-1 is resolved. Choose a case that is still worked on, or merge the other way round.',
    ],
    ['a resolved one into an open one', { ...facts, status: 'resolved' as const }, other, null],
    ['two open ones', facts, other, null],
  ])('%s', (_, source, target, problem) => expect(mergeProblem(source, target)).toBe(problem))
})

describe('where the case that goes on stands', () => {
  test('its level, its customer’s waiting and its owner are lost to nobody', () => {
    fc.assert(
      fc.property(standing, standing, (source, target) => {
        const after = standingAfterMerge(source, target)
        expect(after.severity).toBe(Math.min(source.severity, target.severity))
        expect(after.assigneeId).toBe(target.assigneeId ?? source.assigneeId)
        const waited = [source.customerWaitingSince, target.customerWaitingSince].filter((each) => each !== null)
        expect(after.customerWaitingSince).toBe(waited.length === 0 ? null : Math.min(...waited))
      }),
    )
  })

  test('it waits on the customer only where we owe nothing in either', () => {
    fc.assert(
      fc.property(standing, standing, (source, target) => {
        const waits = standingAfterMerge(source, target).status === 'waiting'
        expect(waits).toBe(target.status === 'waiting' && source.status === 'waiting')
      }),
    )
  })

  test('what is resolved brings its words and nothing that is owed', () => {
    const resolved: Standing = { ...facts, status: 'resolved', severity: 1, assigneeId: 'x', customerWaitingSince: AT }
    expect(standingAfterMerge(resolved, { ...other, status: 'waiting', beforeWaiting: 'open' })).toMatchObject({
      status: 'waiting',
      severity: 3,
      assigneeId: null,
      customerWaitingSince: null,
    })
  })

  test('undone at once, it stands as before', () => {
    fc.assert(
      fc.property(standing, standing, (source, before) => {
        const after = standingAfterMerge(source, before)
        expect(standingAfterUndo(after, { before, after }, { answered: false, customerSince: null })).toEqual(before)
      }),
    )
  })

  test('undone after somebody has changed it, the change stays', () => {
    const before: Standing = { ...other, status: 'waiting', beforeWaiting: 'open' }
    const after = standingAfterMerge(facts, before)
    const resolved: Standing = { ...after, status: 'resolved', assigneeId: 'x', lastAnswerAt: AT }
    expect(standingAfterUndo(resolved, { before, after }, { answered: true, customerSince: null })).toMatchObject({
      status: 'resolved',
      assigneeId: 'x',
      lastAnswerAt: AT,
    })
    expect(standingAfterUndo(after, { before, after }, { answered: false, customerSince: AT })).toMatchObject({
      status: 'open',
      customerWaitingSince: AT,
    })
  })
})

test('a merge is undone within thirty days, the latest first', () => {
  const merge = { mergedAt: AT, later: null, wentOn: null }
  expect(undoProblem(merge, addMs(AT, 30 * DAY_MS))).toBeNull()
  expect(undoProblem(merge, addMs(AT, 30 * DAY_MS + 1))).toContain('30 days')
  expect(undoProblem({ ...merge, later: 'HS-3' }, AT)).toBe('HS-3 was merged into the same case later. Undo that first.')
  expect(undoProblem({ ...merge, wentOn: 'HS-9' }, AT)).toContain('merged into HS-9')
})
