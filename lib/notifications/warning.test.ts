import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR_MS, addMs, instant, parseInstant, type Instant } from '../kernel/time'
import { decideWarnings, stageOf, type RunningPromise, type Warned } from './warning'

const NOW = parseInstant('2026-11-24T10:00:00Z')
const at = (hours: number) => addMs(NOW, hours * HOUR_MS)
const promise: RunningPromise = { atRiskAt: at(-1), dueAt: at(1) }
const person = (personId: string, worksFrom: Instant | null = NOW): Warned => ({ personId, worksFrom })
const heard = (...args: Parameters<typeof decideWarnings>) => decideWarnings(...args).map(({ personId }) => personId)

describe('a promise', () => {
  it('is at risk from the instant of it, and late only after its due time', () => {
    const of = { atRiskAt: at(1), dueAt: at(2) }
    expect(stageOf(of, instant(at(1) - 1))).toBeNull()
    expect(stageOf(of, at(1))).toBe('at_risk')
    expect(stageOf(of, at(2))).toBe('at_risk')
    expect(stageOf(of, instant(at(2) + 1))).toBe('breached')
  })
})

describe('who is warned', () => {
  it('is the assignee alone while they can still keep the promise', () => {
    expect(heard(promise, 'at_risk', { assignee: person('agent'), leads: [person('lead')] })).toEqual(['agent'])
    expect(heard(promise, 'at_risk', { assignee: person('agent', at(1)), leads: [person('lead')] })).toEqual(['agent'])
  })

  it('is the lead too when the assignee works only after it falls due, and the lead alone when nobody has it', () => {
    expect(heard(promise, 'at_risk', { assignee: person('agent', at(2)), leads: [person('lead')] })).toEqual(['agent', 'lead'])
    expect(heard(promise, 'at_risk', { assignee: person('agent', null), leads: [person('lead')] })).toEqual(['lead'])
    expect(heard(promise, 'at_risk', { assignee: null, leads: [person('lead'), person('second')] })).toEqual(['lead', 'second'])
  })

  it('is the assignee, then the leads, when it is broken; somebody who is both hears it once', () => {
    expect(heard(promise, 'breached', { assignee: person('agent'), leads: [person('lead')] })).toEqual(['agent', 'lead'])
    expect(heard(promise, 'breached', { assignee: person('lead'), leads: [person('lead')] })).toEqual(['lead'])
  })

  it('hears it when they work, never before', () => {
    const warnings = decideWarnings(promise, 'breached', { assignee: person('agent', at(9)), leads: [person('lead')] })
    expect(warnings).toEqual([
      { personId: 'agent', tellAt: at(9) },
      { personId: 'lead', tellAt: NOW },
    ])
  })
})

describe('whatever the clock does', () => {
  it('each stage is raised once, none early, in any order of instants and however often it is looked at (INV-10)', () => {
    const hours = fc.array(fc.double({ min: -48, max: 48, noNaN: true }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(hours, (jumps) => {
        const raised = new Map<string, number>()
        for (const jump of jumps.flatMap((each) => [each, each])) {
          const now = at(jump)
          const stage = stageOf(promise, now)
          if (stage === null || raised.has(stage)) continue
          raised.set(stage, now)
        }
        for (const [stage, now] of raised) expect(now >= (stage === 'at_risk' ? promise.atRiskAt : promise.dueAt)).toBe(true)
        expect(raised.has('breached')).toBe(jumps.some((jump) => at(jump) > promise.dueAt))
      }),
    )
  })
})
