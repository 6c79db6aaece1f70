import { describe, expect, test } from 'vitest'
import { addMs, MINUTE_MS, parseInstant } from '@/lib/kernel/time'
import type { LogRow } from './log-row'
import { planReplay, SERVICE_DESK, type Act } from './plan'

const NINE = parseInstant('2025-03-03T09:00:00Z')
const at = (minutes: number) => addMs(NINE, minutes * MINUTE_MS)

const fresh: Omit<LogRow, 'line'> = {
  incident: 'INC1',
  openedAt: at(0),
  at: at(5),
  state: 'New',
  meaning: 'new',
  level: 3,
  priority: '3 - Moderate',
  caller: 'Caller 1',
  location: 'Location 1',
  group: null,
  person: null,
  category: 'Category 1',
  subcategory: null,
  symptom: 'Symptom 1',
}
const active = { state: 'Active', meaning: 'open' } as const
const asking = { state: 'Awaiting User Info', meaning: 'waiting' } as const
const resolved = { state: 'Resolved', meaning: 'resolved' } as const
const closed = { state: 'Closed', meaning: 'closed' } as const

/** Rows of one incident, each given by what differs from the first. */
function rows(...changes: Partial<LogRow>[]): LogRow[] {
  return changes.map((change, index) => ({ ...fresh, at: at(5 + index), ...change, line: index + 2 }))
}

/** The acts of each step, in words. */
function acts(...changes: Partial<LogRow>[]): string[][] {
  return planReplay(rows(...changes)).steps.map((step) => step.acts.map(inWords))
}

function inWords(act: Act): string {
  switch (act.kind) {
    case 'open':
      return act.followsUp ? `follow up L${act.level}` : `open L${act.level}`
    case 'reclassify':
      return `reclassify L${act.level}`
    case 'assign':
      return `assign ${act.to}`
    case 'answer':
      return act.outcome
    default:
      return act.kind
  }
}

describe('what a line of the log becomes', () => {
  test('an incident opens at its own time, and its first line takes place later', () => {
    const { steps, events } = planReplay(rows({ group: 'Group 1' }))
    expect(steps.map(({ at, first, countsAsEvent }) => ({ at, first, countsAsEvent }))).toEqual([
      { at: at(0), first: 0, countsAsEvent: false },
      { at: at(5), first: 1, countsAsEvent: true },
    ])
    expect(events).toBe(1)
  })

  test('each change of state is one answer, and staying in it is none', () => {
    expect(acts({}, active, active, asking, { ...active, state: 'Awaiting Vendor' }, resolved, resolved, closed)).toEqual([
      ['open L3'],
      [],
      ['keep_open'],
      [],
      ['wait'],
      ['keep_open'],
      ['resolve'],
      [],
      ['close'],
    ])
  })

  test('a first line that is not new answers at once', () => {
    expect(acts(resolved)).toEqual([['open L3'], ['resolve']])
  })

  test('closing what was never resolved resolves it first', () => {
    expect(acts({}, closed)).toEqual([['open L3'], [], ['resolve', 'close']])
  })

  test('priority, holder and state change in this order', () => {
    expect(acts({}, { ...active, level: 2, priority: '2 - High', group: 'Group 1', person: 'Resolver 1' })).toEqual([
      ['open L3'],
      [],
      ['reclassify L2', 'assign Resolver 1', 'keep_open'],
    ])
  })

  test('the group holds the case when no person does; under the same person it is noted', () => {
    const held = { group: 'Group 1', person: 'Resolver 1' }
    expect(acts({ group: 'Group 1' }, held, { ...held, group: 'Group 2' }, { group: 'Group 2' }, {})).toEqual([
      ['open L3'],
      ['assign Group 1'],
      ['assign Resolver 1'],
      ['note'],
      ['assign Group 2'],
      ['assign null'],
    ])
  })

  test('a resolved case is reopened by the answer, before its level is corrected', () => {
    expect(acts(resolved, { ...active, level: 1, priority: '1 - Critical' }).at(-1)).toEqual(['keep_open', 'reclassify L1'])
  })

  test('the level of a resolved case stays, and the log is told so', () => {
    const { steps, left } = planReplay(rows(resolved, { ...closed, level: 1, priority: '1 - Critical' }))
    expect(steps.at(-1)!.acts.map(inWords)).toEqual(['close'])
    expect(left).toEqual([{ line: 3, reason: 'the case is resolved: its priority stays 3 - Moderate' }])
  })

  test('what happens after the end happens on a case that follows', () => {
    expect(acts(resolved, closed, { ...active, group: 'Group 1' }, { ...resolved, group: 'Group 1' })).toEqual([
      ['open L3'],
      ['resolve'],
      ['close'],
      ['follow up L3', 'assign Group 1', 'keep_open'],
      ['resolve'],
    ])
  })

  test('nobody named means the service desk', () => {
    const [, first, second] = planReplay(rows({}, { ...active, person: 'Resolver 1' })).steps
    expect([first!.staff, second!.staff]).toEqual([SERVICE_DESK, 'Resolver 1'])
  })
})

describe('the order of things', () => {
  test('all incidents share one time; equal times follow the file', () => {
    const other = rows({}, active).map((row) => ({ ...row, incident: 'INC2', line: row.line + 10, openedAt: at(3) }))
    const plan = planReplay([...rows({}, active), ...other])
    expect(plan.incidents).toBe(2)
    expect(plan.steps.map((step) => `${step.incident} ${(step.at - NINE) / MINUTE_MS}`)).toEqual([
      'INC1 0',
      'INC2 3',
      'INC1 5',
      'INC2 5',
      'INC1 6',
      'INC2 6',
    ])
  })

  test('nothing happens before what stands above it, and the moved lines are counted', () => {
    const plan = planReplay(rows({ at: at(-2) }, { ...active, at: at(9) }, { ...resolved, at: at(8) }))
    expect(plan.steps.map((step) => (step.at - NINE) / MINUTE_MS)).toEqual([0, 0, 9, 9])
    expect(plan.moved).toBe(2)
  })

  test('acts are counted on through an incident', () => {
    expect(planReplay(rows({ group: 'Group 1' }, active, resolved)).steps.map((step) => step.first)).toEqual([0, 1, 2, 4])
  })
})
