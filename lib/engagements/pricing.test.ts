// The one pricing function (services.md §1.8, §1.12).
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { formatAmount, money } from '../kernel/money'
import { groupTime, price, priceOfQuantity, priceOfTime, sharesOfLine, taxOn, type TimeGroup } from './pricing'

const at = (rateMinor: bigint, minutes: number, role = 'consultant'): TimeGroup => ({ role, rateMinor, minutes })
const currencies = fc.constantFrom('JPY', 'NZD', 'KWD')
const groups = fc.array(
  fc.record({
    role: fc.constantFrom('consultant', 'trainer'),
    rateMinor: fc.constantFrom(2_750n, 24_000n, 18_000n, 33_333n),
    minutes: fc.integer({ min: 0, max: 1_440 }),
  }),
  { maxLength: 40 },
)

describe('time', () => {
  test.each([
    [[at(24_000n, 81 * 60)], 'NZD', '19,440.00'],
    [[at(22_500n, 32 * 60 + 15)], 'AUD', '7,256.25'],
    [[at(18_000n, 12 * 60 + 30)], 'JPY', '225,000'],
    [[], 'NZD', '0.00'],
    // Rounded for each entry this would be 13.76 (services.md §1.12).
    [[at(2_750n, 15), at(2_750n, 15)], 'NZD', '13.75'],
    [[at(24_000n, 60), at(28_000n, 60, 'senior_consultant')], 'NZD', '520.00'],
  ])('%# costs %3$s', (entries, currency, amount) => expect(formatAmount(price(entries, currency))).toBe(amount))

  it('costs the same in any order, however it is cut into entries', () => {
    fc.assert(
      fc.property(groups, currencies, fc.infiniteStream(fc.nat(1_439)), (entries, currency, cuts) => {
        const whole = price(entries, currency)
        expect(price([...entries].reverse(), currency)).toEqual(whole)
        const cut = entries.flatMap((entry) => {
          const first = cuts.next().value! % (entry.minutes + 1)
          return [
            { ...entry, minutes: first },
            { ...entry, minutes: entry.minutes - first },
          ]
        })
        expect(price(cut, currency)).toEqual(whole)
      }),
    )
  })

  it('lies within half a unit for each line, and its entries share the line exactly', () => {
    fc.assert(
      fc.property(groups, currencies, (entries, currency) => {
        for (const line of groupTime(entries)) {
          const { minor } = priceOfTime(line, currency)
          const off = 2n * (minor * 60n - BigInt(line.minutes) * line.rateMinor)
          expect(off <= 60n && off >= -60n).toBe(true)
          const minutes = entries.filter((e) => e.role === line.role && e.rateMinor === line.rateMinor).map((e) => e.minutes)
          if (line.minutes === 0) continue
          const shares = sharesOfLine(money(minor, currency), minutes)
          expect(shares.reduce((sum, share) => sum + share.minor, 0n)).toBe(minor)
        }
      }),
    )
  })

  it('that is credited mirrors what was billed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.bigInt({ min: 0n, max: 100_000n }), (minutes, rateMinor) => {
        const billed = priceOfTime({ rateMinor, minutes }, 'NZD').minor
        expect(priceOfTime({ rateMinor, minutes: -minutes }, 'NZD').minor).toBe(-billed)
      }),
    )
  })
})

test.each([
  [1_500, 110_000n, 0, 165_000n],
  [2_000, 290_000n, 1_200, 510_400n],
  [1, 1n, 0, 0n],
  [500, 1n, 0, 1n],
  [1_000, 10_000n, 10_000, 0n],
])('%i thousandths at %d less %i bp', (qtyMilli, unitRateMinor, discountBp, minor) =>
  expect(priceOfQuantity({ qtyMilli, unitRateMinor, discountBp }, 'NZD').minor).toBe(minor),
)

test.each([
  [720_000n, 1_500, 108_000n],
  [260_000n, 2_000, 52_000n],
  [33n, 1_500, 5n],
  [-33n, 1_500, -5n],
  [100n, 0, 0n],
])('tax on %d at %i bp is %d, rounded once', (net, bp, tax) => expect(taxOn(money(net, 'NZD'), bp).minor).toBe(tax))
