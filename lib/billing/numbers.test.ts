import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { price } from '../engagements/pricing'
import { money } from '../kernel/money'
import { addDays } from '../engagements/time-sheet'
import {
  availableMinutes,
  monthsAfter,
  pricedByMonth,
  rowsOfCell,
  spreadOver,
  sumOfCell,
  utilisation,
  type NumberRow,
} from './numbers'

const nzd = (minor: bigint) => money(minor, 'NZD')

describe('the numbers', () => {
  test('of a cell are the sum of its rows, of one currency and month', () => {
    const row = (of: Partial<NumberRow>): NumberRow => ({
      ...{ kind: 'invoiced', month: '2026-11', amount: nzd(100n), organisationName: 'Tui', reference: 'A', what: '', page: '' },
      ...of,
    })
    const rows = [
      row({}),
      row({ amount: nzd(-30n) }),
      row({ month: '2026-10' }),
      row({ amount: money(7n, 'JPY') }),
      row({ kind: 'paid' }),
    ]
    expect(sumOfCell(rows, { kind: 'invoiced', currency: 'NZD', month: '2026-11' })).toEqual(nzd(70n))
    expect(sumOfCell(rows, { kind: 'invoiced', currency: 'NZD' })).toEqual(nzd(170n))
    expect(sumOfCell(rows, { kind: 'invoiced', currency: 'NZD', month: null })).toBeNull()
    expect(rowsOfCell(rows, { kind: 'invoiced', currency: 'JPY' })).toHaveLength(1)
  })

  test.each([
    ['2026-11', 0, '2026-11'],
    ['2026-11', 2, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-12', -12, '2025-12'],
  ])('%s and %i months are %s', (month, months, is) => expect(monthsAfter(month, months)).toBe(is))

  test('of the months add up to the price of everything, to the last unit', () => {
    const group = fc.record({
      month: fc.constantFrom('2026-09', '2026-10', '2026-11'),
      role: fc.constantFrom('consultant', 'trainer'),
      rateMinor: fc.bigInt(0n, 99_999n),
      minutes: fc.integer({ min: 0, max: 1_440 }),
    })
    fc.assert(
      fc.property(fc.array(group, { maxLength: 12 }), (groups) => {
        const sum = pricedByMonth(groups, 'NZD').reduce((all, { amount }) => all + amount.minor, 0n)
        expect(sum).toBe(price(groups, 'NZD').minor)
      }),
      { numRuns: 200 },
    )
  })

  test('of what is expected are shared out by working days, together exactly what is left', () => {
    expect(spreadOver(nzd(2_200n), { from: '2026-11-23', to: '2026-12-04' })).toEqual([
      { month: '2026-11', amount: nzd(1_320n) },
      { month: '2026-12', amount: nzd(880n) },
    ])
    expect(spreadOver(nzd(5n), { from: '2026-11-24', to: '2026-11-20' })).toEqual([{ month: '2026-11', amount: nzd(5n) }])
    expect(spreadOver(nzd(5n), { from: '2026-11-28', to: '2026-11-29' })).toEqual([{ month: '2026-11', amount: nzd(5n) }])
    expect(spreadOver(nzd(5n), { from: '2026-11-24', to: null })).toEqual([{ month: null, amount: nzd(5n) }])
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 11n), fc.integer({ min: -40, max: 900 }), (minor, days) => {
        const shares = spreadOver(nzd(minor), { from: '2026-11-24', to: addDays('2026-11-24', days) })
        expect(shares.reduce((all, { amount }) => all + amount.minor, 0n)).toBe(minor)
      }),
      { numRuns: 200 },
    )
  })

  test('of utilisation go by working days without leave', () => {
    expect(availableMinutes({ from: '2026-11-23', to: '2026-11-29' }, (day) => day === '2026-11-24')).toBe(4 * 450)
    expect(utilisation(900, 4 * 450)).toBe(50)
    expect(utilisation(0, 0)).toBeNull()
  })
})
