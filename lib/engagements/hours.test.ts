// Hours as ledgers: what is drawn, in which order, and when people are told (services.md §1.9, §1.10).
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instant } from '../kernel/time'
import {
  coverHours,
  endNoticeDue,
  mayLastUntil,
  planDraws,
  prepaidMinutes,
  prepaidUntil,
  takesDay,
  type Block,
  type Drawing,
} from './hours'

const block = (of: Partial<Block>): Block => ({
  ...{ id: 'a', kind: 'prepaid', opensOn: '2026-11-01', endsOn: '2027-11-01', grantedAt: instant(0), balance: 60, ...of },
})

test('an order prepays the minutes of its hours and half-days for a year', () => {
  const of = (qtyMilli: number, unit: 'hour' | 'half_day' | 'piece', kind: 'time' | 'fixed' = 'time') => ({
    qtyMilli,
    unit,
    kind,
  })
  expect(prepaidMinutes([of(40_000, 'hour'), of(2_000, 'half_day'), of(1_000, 'piece', 'fixed')])).toBe(2_400 + 450)
  expect([of(333, 'hour'), of(8, 'hour')].map((line) => prepaidMinutes([line]))).toEqual([20, 0])
  expect(['2026-11-24', '2028-02-29', '2027-02-28'].map(prepaidUntil)).toEqual(['2027-11-24', '2029-02-28', '2028-02-28'])
})

test('what ends first is used first, and no day takes what ended before it', () => {
  const blocks = [block({ id: 'late' }), block({ id: 'soon', endsOn: '2026-11-23', balance: 30 })]
  const drawing = (id: string, workedOn: string, minutes: number): Drawing => ({ id, workedOn, minutes, drawn: [] })
  expect(
    planDraws(blocks, [drawing('x', '2026-11-24', 20), drawing('y', '2026-11-23', 50), drawing('z', '2026-11-25', 30)]),
  ).toEqual({
    moves: [
      { blockId: 'soon', entryId: 'y', kind: 'drawn', minutes: -30 },
      { blockId: 'late', entryId: 'y', kind: 'drawn', minutes: -20 },
      { blockId: 'late', entryId: 'x', kind: 'drawn', minutes: -20 },
      { blockId: 'late', entryId: 'z', kind: 'drawn', minutes: -20 },
    ],
    missing: 10,
  })
  const window = block({ kind: 'included', opensOn: '2026-11-10', endsOn: '2026-11-20' })
  expect(['2026-11-09', '2026-11-10', '2026-11-20', '2026-11-21'].map((day) => takesDay(window, day))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(takesDay(block({}), '2026-01-01')).toBe(true)
})

test('an entry that crosses the hours is split there (Karoo: 90 minutes, 30 of them left)', () => {
  const window = block({ kind: 'included', balance: 30 })
  const waiting = [{ id: 'x', workedOn: '2026-11-24', minutes: 90 }]
  expect(coverHours([window], waiting)).toEqual([{ id: 'x', charged: 30, overrun: 60 }])
})

const DAYS = ['2026-11-09', '2026-11-10', '2026-11-15', '2026-11-20', '2026-11-21']
test('no history of approvals and take-backs takes a block below nothing, and every entry has drawn what it should', () => {
  const act = fc.record({
    entry: fc.integer({ min: 0, max: 7 }),
    day: fc.constantFrom(...DAYS),
    minutes: fc.constantFrom(0, 1, 15, 45, 90, 240),
  })
  const blocks = fc.array(
    fc.record({
      kind: fc.constantFrom('prepaid' as const, 'included' as const),
      endsOn: fc.constantFrom('2026-11-15', '2026-11-20', '2026-12-31'),
      balance: fc.integer({ min: 0, max: 300 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(blocks, fc.array(act, { maxLength: 30 }), (of, acts) => {
      const ledger = of.map((each, at) => block({ id: `b${at}`, opensOn: '2026-11-10', ...each }))
      const first = new Map(ledger.map(({ id, balance }) => [id, balance]))
      const entries = new Map<string, { workedOn: string; minutes: number; drawn: Map<string, number> }>()
      for (const { entry, day, minutes } of acts) {
        const id = `e${entry}`
        const had = entries.get(id) ?? { workedOn: day, minutes: 0, drawn: new Map<string, number>() }
        const drawings = [...entries, [id, had] as const].map(([each, { workedOn, minutes: is, drawn }]) => ({
          ...{ id: each, workedOn, minutes: each === id ? minutes : is },
          drawn: [...drawn].map(([blockId, drawnOf]) => ({ blockId, minutes: drawnOf })),
        }))
        const unique = [...new Map(drawings.map((each) => [each.id, each])).values()]
        const { moves, missing } = planDraws(ledger, unique)
        // As a command: all of it, or nothing.
        if (missing > 0) continue
        entries.set(id, { ...had, minutes })
        for (const move of moves) {
          const at = ledger.findIndex(({ id: blockId }) => blockId === move.blockId)
          ledger[at] = { ...ledger[at]!, balance: ledger[at]!.balance + move.minutes }
          expect(ledger[at]!.balance).toBeGreaterThanOrEqual(0)
          const { drawn, workedOn } = entries.get(move.entryId)!
          if (move.kind === 'drawn') expect(takesDay(ledger[at]!, workedOn)).toBe(true)
          drawn.set(move.blockId, (drawn.get(move.blockId) ?? 0) - move.minutes)
        }
        for (const each of entries.values())
          expect([...each.drawn.values()].reduce((sum, one) => sum + one, 0)).toBe(each.minutes)
        for (const { id: blockId, balance } of ledger) {
          const taken = [...entries.values()].reduce((sum, { drawn }) => sum + (drawn.get(blockId) ?? 0), 0)
          expect(balance + taken).toBe(first.get(blockId))
        }
      }
    }),
    { numRuns: 300 },
  )
})

describe('people are told', () => {
  test.each([
    ['2026-12-01', [], null],
    ['2026-12-02', [], 30],
    ['2026-12-20', [30], 14],
    ['2026-12-20', [30, 14], null],
    ['2026-12-30', [], 3],
    ['2026-12-30', [3], null],
    ['2027-01-02', [], null],
  ] as const)('on %s, having heard of %j', (today, told, due) =>
    expect(endNoticeDue(block({ kind: 'included', endsOn: '2027-01-01' }), today, told)).toBe(due),
  )
  test('only while something is left', () => expect(endNoticeDue(block({ balance: 0 }), '2027-11-01', [])).toBeNull())
})

test('an account manager lets an onboarding last for thirty days more, a services lead longer', () => {
  expect(['2026-12-31', '2027-01-01'].map((day) => mayLastUntil(day, '2026-12-01', false))).toEqual([true, false])
  expect(mayLastUntil('2027-12-01', '2026-12-01', true)).toBe(true)
})
