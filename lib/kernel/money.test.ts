// Money (services.md §1.12, decision 8; security AB-095).
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  divideHalfAway,
  exponentOf,
  formatAmount,
  formatMoney,
  isCurrency,
  MINOR_MAX,
  money,
  parseMoney,
  splitMoney,
  sumMoney,
} from './money'

const minors = fc.bigInt({ min: -MINOR_MAX, max: MINOR_MAX })
const currencies = fc.constantFrom('JPY', 'NZD', 'KWD')
const nzd = (minor: bigint) => money(minor, 'NZD')
const total = (parts: readonly { minor: bigint }[]) => parts.reduce((sum, { minor }) => sum + minor, 0n)

describe('currencies', () => {
  test.each([
    ['JPY', 0],
    ['NZD', 2],
    ['KWD', 3],
  ])('%s has %i decimals', (code, decimals) => expect(exponentOf(code)).toBe(decimals))

  test.each(['XXX', 'nzd', '', 'MGA', 'CLF', '__proto__', 'toString'])('%j is none of ours', (code) => {
    expect(isCurrency(code)).toBe(false)
    expect(() => money(1n, code)).toThrow(RangeError)
  })

  it('are never mixed', () => {
    expect(() => sumMoney('NZD', [nzd(1n), money(1n, 'AUD')])).toThrow()
  })
})

describe('a quotient', () => {
  test.each([
    [83_335n, 1_000n, 83n],
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [-167n, 2n, -84n],
    [1n, 3n, 0n],
    [-1n, 3n, 0n],
    [0n, 60n, 0n],
  ])('%d / %d is %d, half away from zero', (dividend, divisor, quotient) =>
    expect(divideHalfAway(dividend, divisor)).toBe(quotient),
  )

  it('lies within half a unit, and mirrors at zero', () => {
    fc.assert(
      fc.property(minors, fc.bigInt({ min: 1n, max: 10_000n }), (dividend, divisor) => {
        const quotient = divideHalfAway(dividend, divisor)
        const off = 2n * (quotient * divisor - dividend)
        expect(off <= divisor && off >= -divisor).toBe(true)
        expect(divideHalfAway(-dividend, divisor)).toBe(-quotient)
      }),
    )
  })
})

describe('a split', () => {
  it('gives what is left over to the largest remainders, the earlier part first', () => {
    expect(splitMoney(nzd(10n), [3n, 3n, 1n]).map(({ minor }) => minor)).toEqual([4n, 4n, 2n])
    expect(splitMoney(nzd(1_375n), [15n, 15n]).map(({ minor }) => minor)).toEqual([688n, 687n])
  })

  it('adds up exactly, each part within a unit of its share, for either sign', () => {
    const shares = fc.array(fc.bigInt({ min: 0n, max: 1_440n }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(minors, currencies, shares, (minor, currency, shares) => {
        fc.pre(shares.some((share) => share > 0n))
        const parts = splitMoney(money(minor, currency), shares)
        const of = shares.reduce((sum, share) => sum + share, 0n)
        expect(total(parts)).toBe(minor)
        parts.forEach((part, at) => {
          const off = part.minor * of - minor * shares[at]!
          expect(off < of && off > -of).toBe(true)
        })
      }),
    )
  })

  it('of nothing is refused', () => {
    expect(() => splitMoney(nzd(1n), [0n, 0n])).toThrow(RangeError)
    expect(() => splitMoney(nzd(1n), [2n, -1n])).toThrow(RangeError)
  })
})

describe('an amount on paper', () => {
  test.each([
    [1_200_050n, 'NZD', 'NZD 12,000.50'],
    [225_000n, 'JPY', 'JPY 225,000'],
    [-39_000n, 'GBP', 'GBP −390.00'],
    [5n, 'KWD', 'KWD 0.005'],
    [0n, 'EUR', 'EUR 0.00'],
    [MINOR_MAX, 'USD', 'USD 9,999,999,999.99'],
  ])('%d %s is %j', (minor, currency, words) => expect(formatMoney(money(minor, currency))).toBe(words))

  it('reads back as what was written, in every exponent', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MINOR_MAX }), currencies, (minor, currency) => {
        const amount = money(minor, currency)
        expect(parseMoney(formatAmount(amount), currency)).toEqual(amount)
        expect(parseMoney(formatMoney(amount), currency)).toEqual(amount)
      }),
    )
  })
})

describe('an amount that is typed', () => {
  test.each([
    ['12000', 1_200_000n],
    ['12,000.5', 1_200_050n],
    ['NZD 12 000.50', 1_200_050n],
    ['nzd12000', 1_200_000n],
    [' 0 ', 0n],
  ])('%j is read', (text, minor) => expect(parseMoney(text, 'NZD')).toEqual(nzd(minor)))

  test.each([
    ...['', '-1', '-0', '+1', '1e400', '1e3', 'NaN', 'Infinity', '0x10', '1.005', '1.', '.5', '1,00', '12,00.00', '1.000,00'],
    ...['9007199254740993', '99999999999.99', 'AUD 5', '１２', '٣', '1_000', '1 2', '$5', '<b>1</b>'],
  ])('%j is refused', (text) => expect(parseMoney(text, 'NZD')).toBeNull())

  it('has no decimals where its currency has none', () => {
    expect(parseMoney('500.0', 'JPY')).toBeNull()
    expect(parseMoney('500', 'JPY')).toEqual(money(500n, 'JPY'))
    expect(parseMoney('0.005', 'KWD')).toEqual(money(5n, 'KWD'))
  })

  it('beyond the range is no amount', () => {
    expect(() => nzd(MINOR_MAX + 1n)).toThrow(RangeError)
    expect(() => nzd(-MINOR_MAX - 1n)).toThrow(RangeError)
  })

  it('three times a tenth is three tenths', () => {
    const tenth = parseMoney('0.1', 'NZD')!
    expect(sumMoney('NZD', [tenth, tenth, tenth])).toEqual(parseMoney('0.3', 'NZD'))
  })
})
