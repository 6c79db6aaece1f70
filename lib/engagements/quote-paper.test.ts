// What a version costs and says: sums for every currency, one text whatever the order, and differences that people read.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { formatMoney, money, sumMoney } from '../kernel/money'
import { staffPartiesOn } from './quote'
import { readLines, typedLine } from './quote-lines'
import { differenceOfQuotes } from './quote-difference'
import { canonicalQuote, statementOf, type QuoteWords } from './quote-paper'
import { amountOf, parseDiscount, parseQuantity, totalsOf, type QuoteLine } from './quote-price'

const line = (of: Partial<QuoteLine> = {}): QuoteLine => ({
  ...{ position: 1, kind: 'fixed', itemCode: null, role: null, unit: 'piece', name: 'Refresh', detail: '' },
  ...{ qtyMilli: 1_000, unitRateMinor: 100_000n, cardRateMinor: null, discountBp: 0, isOptional: false, ...of },
})
const words = (of: Partial<QuoteWords> = {}): QuoteWords => ({
  ...{ reference: 'Q-0001', version: 1, requestReference: 'SR-0001', title: 'Refresh', organisationName: 'Tuiwhenua' },
  ...{ currency: 'NZD', model: 'fixed', isCapped: true, lines: [line()], taxCode: 'nz_gst_15', taxBp: 1_500 },
  ...{ validUntil: '2026-12-20', zone: 'Pacific/Auckland', paymentDays: 30, termsVersion: 1, termsSha256: 'f' },
  ...{ scope: 'Weekly.', assumptions: '', exclusions: '', startsOn: null, ...of },
})

const anyLine = fc
  .record({
    kind: fc.constantFrom('fixed' as const, 'time' as const, 'expense' as const, 'included' as const),
    qtyMilli: fc.integer({ min: 1, max: 200_000 }),
    unitRateMinor: fc.bigInt({ min: 0n, max: 5_000_000n }),
    discountBp: fc.integer({ min: 0, max: 10_000 }),
    isOptional: fc.boolean(),
  })
  .map((of) => line(of))

test('sums are those of the lines that are taken, whatever the currency', () => {
  fc.assert(
    fc.property(
      fc.array(anyLine, { maxLength: 12 }),
      fc.constantFrom('NZD', 'JPY', 'BHD'),
      fc.nat(5_000),
      (some, currency, taxBp) => {
        const lines = some.map((each, at) => ({ ...each, position: at + 1 }))
        const chosen = lines
          .filter(({ isOptional, position }) => isOptional && position % 2 === 0)
          .map(({ position }) => position)
        const { fees, expenses, net, tax, total } = totalsOf(lines, { currency, taxBp, chosen })
        const taken = lines.filter(({ isOptional, position }) => !isOptional || chosen.includes(position))
        expect(net).toEqual(
          sumMoney(
            currency,
            taken.map((each) => amountOf(each, currency)),
          ),
        )
        expect(net).toEqual(sumMoney(currency, [fees, expenses]))
        expect(total).toEqual(sumMoney(currency, [net, tax]))
      },
    ),
    { numRuns: 300 },
  )
})

describe('canonical words', () => {
  it('are the same whatever order they came in, and other words otherwise', () => {
    const [first, second] = [line(), line({ position: 2, name: 'Travel' })]
    const one = words({ lines: [first, second] })
    const turned = Object.fromEntries(Object.entries({ ...one, lines: [second, first] }).reverse()) as unknown as QuoteWords
    expect(canonicalQuote(turned)).toBe(canonicalQuote(one))
    expect(canonicalQuote(words({ scope: 'Weekly!' }))).not.toBe(canonicalQuote(words()))
    expect(JSON.parse(canonicalQuote(words()))).toMatchObject({ totals: { total: '115000' }, lines: [{ amountMinor: '100000' }] })
  })

  it('say nothing of our rate cards', () =>
    expect(canonicalQuote(words({ lines: [line({ cardRateMinor: 7n })] }))).not.toContain('card'))
})

it('states what is signed', () => {
  const facts = { ...words(), total: money(115_000n, 'NZD'), options: ['Recording'] }
  expect(statementOf(facts)).toBe(
    'I approve Q-0001, version 1, with the options “Recording”, of NZD 1,150.00 with tax, and its terms (version 1), for Tuiwhenua.',
  )
})

it('tells what changed, line by line', () => {
  const after = words({
    lines: [line({ unitRateMinor: 90_000n }), line({ position: 2, name: 'Travel' })],
    validUntil: '2026-12-24',
  })
  expect(differenceOfQuotes(words(), after)).toEqual([
    { what: 'Refresh', before: '1 × NZD 1,000.00 = NZD 1,000.00', after: '1 × NZD 900.00 = NZD 900.00' },
    { what: 'Travel', before: null, after: '1 × NZD 1,000.00 = NZD 1,000.00' },
    { what: 'Total with tax', before: 'NZD 1,150.00', after: 'NZD 2,185.00' },
    { what: 'Valid until', before: 'Sun 20 Dec 2026', after: 'Thu 24 Dec 2026' },
  ])
  expect(differenceOfQuotes(words(), words())).toEqual([])
})

describe('what is typed', () => {
  test.each([
    ['6', 6_000],
    ['1.5', 1_500],
    ['1,25', 1_250],
    ['0', null],
    ['-1', null],
    ['1e3', null],
    ['', null],
  ])('%j of a thing', (text, milli) => expect(parseQuantity(text)).toBe(milli))
  test.each([
    ['', 0],
    ['10', 1_000],
    ['12.5 %', 1_250],
    ['100', 10_000],
    ['101', null],
    ['-1', null],
  ])('%j off', (text, bp) => expect(parseDiscount(text)).toBe(bp))

  it('reads back as it stands in the editor', () => {
    const ground = { organisationId: 'a', regionCode: 'APAC', currency: 'NZD', on: '2026-11-24', cards: [] }
    const { lines, errors } = readLines([typedLine(line({ qtyMilli: 1_500, discountBp: 1_250 }), 'NZD')], ground)
    expect(errors).toEqual({})
    expect(lines[0]).toMatchObject({ qtyMilli: 1_500, discountBp: 1_250, unitRateMinor: 100_000n, amountMinor: 131_250n })
    expect(formatMoney(money(lines[0]!.amountMinor, 'NZD'))).toBe('NZD 1,312.50')
  })
})

test.each([
  ['its author', { userId: 'rina', roles: ['csm'] }, ['csm', 'author']],
  ['another CSM', { userId: 'tobin', roles: ['csm'] }, ['csm']],
  ['the services lead', { userId: 'ingrid', roles: ['services_lead'] }, ['csm', 'services_lead', 'reviewer']],
  ['a services lead who wrote it', { userId: 'rina', roles: ['services_lead'] }, ['csm', 'services_lead', 'author']],
  ['an agent', { userId: 'hana', roles: ['agent'] }, []],
])('%s acts as', (_, actor, parties) => expect(staffPartiesOn(actor, { authorId: 'rina' })).toEqual(parties))
