// Entries of time: rounding, rates, what is past the budget, and who approves (services.md §1.7, §1.8).
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { formatAmount, money } from '../kernel/money'
import type { Actor, StaffRole } from '../kernel/actor'
import { burnOf, thresholdsReached, type BurnEntry } from './burn'
import { ENGAGEMENT_STATES, nextWorkStates, whatIsLeft, type WorkFacts } from './engagement'
import { price } from './pricing'
import {
  agreedRate,
  billedMinutes,
  formatWorked,
  nextTimeStates,
  parseWorked,
  TIME_STATES,
  type RateLine,
  type Rounding,
  type TimeState,
} from './time'
import { byDayAndId, coverTime, type OpenTime } from './time-budget'
import { budgetAfter, daysOfWeek, type SheetEntry } from './time-sheet'

const staff = (userId: string, ...roles: StaffRole[]): Actor => ({
  ...{ kind: 'staff', userId, roles, regionCode: 'APAC', name: userId, timeZone: 'UTC' },
})
const QUARTERS: Rounding = { mode: 'nearest', interval: 15, minMinutes: 0 }

describe('rounding', () => {
  test.each([
    [125, QUARTERS, 120],
    [160, QUARTERS, 165],
    [7, QUARTERS, 0],
    [8, QUARTERS, 15],
    [1, { mode: 'up', interval: 6, minMinutes: 0 }, 6],
    [61, { mode: 'up', interval: 30, minMinutes: 0 }, 90],
    [7, { mode: 'nearest', interval: 15, minMinutes: 30 }, 30],
    [125, { mode: 'none', interval: 15, minMinutes: 0 }, 125],
    [1_440, { mode: 'up', interval: 30, minMinutes: 0 }, 1_440],
  ] as [number, Rounding, number][])('%i minutes', (worked, rounding, billed) =>
    expect(billedMinutes(worked, rounding)).toBe(billed),
  )

  test.each([
    ['2:30', 150],
    ['2.5', 150],
    ['2,25', 135],
    ['45m', 45],
    ['1h05', 65],
    [' 3 h ', 180],
    ['24', 1_440],
    ['24:01', null],
    ['0', null],
    ['2:75', null],
    ['a while', null],
    ['-1', null],
  ])('“%s” is read', (typed, minutes) => {
    expect(parseWorked(typed)).toBe(minutes)
    if (minutes !== null) expect(parseWorked(formatWorked(minutes))).toBe(minutes)
  })
})

describe('the agreed rate', () => {
  const line = (of: Partial<RateLine>): RateLine => ({
    ...{ position: 1, kind: 'time', role: 'consultant', unit: 'hour', unitRateMinor: 24_000n, discountBp: 0, versionId: 'v' },
    ...of,
  })
  test.each([
    [[line({})], 24_000n],
    [[line({ discountBp: 1_000 })], 21_600n],
    // A half-day of 1,100.00 is 293.33 an hour.
    [[line({ unit: 'half_day', unitRateMinor: 110_000n })], 29_333n],
    [[line({ role: 'trainer' }), line({ unitRateMinor: 25_000n })], 25_000n],
    [[line({ kind: 'fixed' }), line({ unit: 'piece' })], undefined],
  ])('%#', (lines, rate) => expect(agreedRate(lines, 'consultant')?.rateMinor).toBe(rate))
})

describe('the budget', () => {
  const open = fc.array(
    fc.record({
      id: fc.uuid(),
      workedOn: fc.constantFrom('2026-11-23', '2026-11-24', '2026-11-25'),
      role: fc.constantFrom('consultant', 'trainer'),
      rateMinor: fc.constantFrom(0n, 2_750n, 24_000n, 33_333n),
      minutes: fc.integer({ min: 0, max: 600 }),
    }),
    { maxLength: 12 },
  )
  const currencies = fc.constantFrom('JPY', 'NZD', 'KWD')

  it('is never passed by what is charged, loses no minute, and is used up to the last one that fits, in order', () => {
    fc.assert(
      fc.property(open, open, fc.integer({ min: 0, max: 2_000_000 }), currencies, (decided, waiting, cap, currency) => {
        const budget = money(BigInt(cap) + price(decided, currency).minor, currency)
        const covered = coverTime(budget, decided, waiting)
        const charged = waiting.map((each) => ({ ...each, minutes: covered.find(({ id }) => id === each.id)!.charged }))
        expect(price([...decided, ...charged], currency).minor).toBeLessThanOrEqual(budget.minor)
        for (const each of waiting) {
          const { charged, overrun } = covered.find(({ id }) => id === each.id)!
          expect(charged + overrun).toBe(each.minutes)
          expect(Math.min(charged, overrun)).toBeGreaterThanOrEqual(0)
          if (each.rateMinor === 0n) expect(overrun).toBe(0)
        }
        const paid = [...waiting].sort(byDayAndId).filter(({ rateMinor, minutes }) => rateMinor > 0n && minutes > 0)
        const isPast = (each: OpenTime) => covered.find(({ id }) => id === each.id)!.overrun > 0
        const first = paid.findIndex(isPast)
        if (first < 0) return
        for (const later of paid.slice(first + 1)) expect(covered.find(({ id }) => id === later.id)!.charged).toBe(0)
        const one = { ...paid[first]!, minutes: 1 }
        expect(price([...decided, ...charged, one], currency).minor).toBeGreaterThan(budget.minor)
      }),
      { numRuns: 300 },
    )
  })

  it('splits the entry that straddles its end to the minute (Saguaro: 51:30 worked of 50 h)', () => {
    const at = (id: string, workedOn: string, minutes: number) => ({
      id,
      workedOn,
      role: 'consultant',
      rateMinor: 16_000n,
      minutes,
    })
    const budget = money(800_000n, 'USD')
    const decided = [at('a', '2026-11-01', 48 * 60)]
    expect(coverTime(budget, decided, [at('c', '2026-11-24', 60), at('b', '2026-11-23', 150)])).toEqual([
      { id: 'b', charged: 120, overrun: 30 },
      { id: 'c', charged: 0, overrun: 60 },
    ])
  })

  const entry = (of: Partial<SheetEntry & BurnEntry>): SheetEntry & BurnEntry => ({
    ...{ id: 'a', consultantId: 'kaito', splitFrom: null, role: 'consultant', workedOn: '2026-11-23', rateMinor: 24_000n },
    ...{ workedMinutes: 60, billedMinutes: 60, minutes: 60, timeClass: 'billable', state: 'approved' },
    ...of,
  })

  it('says what one’s own drafts take it to, as the submission will', () => {
    const budget = money(2_400_000n, 'NZD')
    const nothing = { accepted: money(0n, 'NZD'), reserved: money(0n, 'NZD') }
    const of = { budget, fixed: nothing, rounding: QUARTERS, authorId: 'kaito' }
    const entries = [
      entry({ id: 'a', billedMinutes: 81 * 60, state: 'approved' }),
      entry({ id: 'b', workedMinutes: 125, state: 'draft' }),
      entry({ id: 'c', workedMinutes: 600, state: 'draft', consultantId: 'petra' }),
    ]
    expect(formatAmount(budgetAfter({ ...of, entries })!.used)).toBe('19,920.00')
    expect(budgetAfter({ ...of, entries })).toMatchObject({ percent: 83, pastMinutes: 0 })
    // A fixed amount is kept from being used up by time, and used once it is accepted.
    const kept = { accepted: money(240_000n, 'NZD'), reserved: money(480_000n, 'NZD') }
    const within = budgetAfter({ ...of, fixed: kept, entries: [entries[1]!] })!
    expect(formatAmount(within.used)).toBe('2,880.00')
    expect(budgetAfter({ ...of, fixed: kept, entries })).toMatchObject({ pastMinutes: 120 })
    const past = [...entries, entry({ id: 'd', workedOn: '2026-11-24', workedMinutes: 1_140, state: 'draft' })]
    expect(budgetAfter({ ...of, entries: past })).toMatchObject({ percent: 100, pastMinutes: 120 })
  })

  it('burns what is submitted and approved, keeps overrun apart, and names how it expects the rest', () => {
    const entries = [
      entry({ minutes: 26 * 60 }),
      entry({ minutes: 60, timeClass: 'overrun' }),
      entry({ minutes: 60, timeClass: 'goodwill' }),
      entry({ minutes: 60, state: 'draft' }),
    ]
    const facts = { budget: money(960_000n, 'NZD'), entries, fixed: money(0n, 'NZD'), booked: [] }
    const days = { elapsed: 20, remaining: 10 }
    expect(burnOf({ ...facts, remainingMinutes: 750, days })).toMatchObject({
      ...{ used: money(624_000n, 'NZD'), percent: 65, overrunMinutes: 60 },
      ...{ forecast: { total: money(924_000n, 'NZD'), method: 'estimate' }, forecastPercent: 96 },
    })
    expect(burnOf({ ...facts, remainingMinutes: null, days }).forecast).toEqual({ total: money(936_000n, 'NZD'), method: 'pace' })
    expect(burnOf({ ...facts, remainingMinutes: null, days: null }).forecast).toBeNull()
  })

  it('tells of each share once', () => {
    const [used, budget] = [money(800n, 'NZD'), money(1_000n, 'NZD')]
    expect(thresholdsReached(used, budget, [])).toEqual([50, 80])
    expect(thresholdsReached(used, budget, [50])).toEqual([80])
    expect(thresholdsReached(money(999n, 'NZD'), budget, [50, 80])).toEqual([])
    expect(thresholdsReached(budget, budget, [50, 80])).toEqual([100])
    expect(thresholdsReached(money(0n, 'NZD'), money(0n, 'NZD'), [])).toEqual([])
  })
})

describe('who takes what where', () => {
  const WHO: [string, Actor][] = [
    ['author', staff('author', 'services_lead')],
    ['lead', staff('lead', 'agent')],
    ['csm', staff('csm', 'csm')],
    ['services lead', staff('ingrid', 'services_lead')],
    ['agent', staff('hana', 'agent')],
    ['finance', staff('odile', 'finance')],
    ['customer', { kind: 'customer', userId: 'c', organisationId: 'o', isAdministrator: true, name: 'C', timeZone: 'UTC' }],
  ]
  it('time, as the table says: nobody decides about their own', () => {
    const said = Object.fromEntries(
      WHO.map(([who, actor]) => [
        who,
        TIME_STATES.flatMap((state: TimeState) =>
          nextTimeStates(actor, { state, consultantId: 'author', leadId: 'lead' }).map((to) => `${state}→${to}`),
        ),
      ]),
    )
    expect(said).toEqual({
      author: ['draft→submitted', 'rejected→draft'],
      lead: ['submitted→approved', 'submitted→rejected'],
      csm: [],
      'services lead': ['submitted→approved', 'submitted→rejected', 'approved→submitted', 'approved→written_off'],
      ...{ agent: [], finance: [], customer: [] },
    })
  })

  it('work, as the table says', () => {
    const said = Object.fromEntries(
      WHO.map(([who, actor]) => [
        who,
        ENGAGEMENT_STATES.flatMap((state) => nextWorkStates(actor, { state, leadId: 'lead' }).map((to) => `${state}→${to}`)),
      ]),
    )
    const byLead = ['planned→active', 'active→on_hold', 'active→delivered', 'on_hold→active']
    expect(said.lead).toEqual(byLead)
    expect(said.csm).toEqual(['active→on_hold', 'on_hold→active', 'delivered→active', 'delivered→closed'])
    expect(said['services lead']!.toSorted()).toEqual(
      [
        ...byLead,
        'delivered→active',
        'delivered→closed',
        'planned→cancelled',
        'active→cancelled',
        'on_hold→cancelled',
      ].toSorted(),
    )
    for (const who of ['agent', 'finance', 'customer']) expect(said[who]).toEqual([])
  })

  const NOTHING: WorkFacts = { assignments: 1, drafts: 0, submitted: 0, unbilled: 0, overrun: 0, pending: 0, notPrepaid: 0 }
  test.each([
    ['active', { assignments: 0, notPrepaid: 1 }, 2],
    ['delivered', { drafts: 2, pending: 1 }, 2],
    ['closed', { submitted: 1, unbilled: 1, overrun: 1 }, 3],
    ['cancelled', { submitted: 1, unbilled: 1, overrun: 1 }, 2],
    ['on_hold', { drafts: 1, submitted: 1 }, 0],
  ] as const)('something is left before it is %s', (to, facts, left) => {
    expect(whatIsLeft(to, { ...NOTHING, ...facts })).toHaveLength(left)
    expect(whatIsLeft(to, NOTHING)).toEqual([])
  })
})

test('a week begins on its Monday', () => {
  for (const day of ['2026-11-23', '2026-11-26', '2026-11-29']) expect(daysOfWeek(day)[0]).toBe('2026-11-23')
  expect(daysOfWeek('2027-01-01')).toEqual(expect.arrayContaining(['2026-12-28', '2027-01-03']))
})
