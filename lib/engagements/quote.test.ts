// The table of a version of a quote, cell by cell, and its rules (services.md §1.3, §1.4).
import { describe, expect, it, test } from 'vitest'
import { toIso } from '../kernel/time'
import {
  expiresAt,
  isFrozen,
  isValidLongEnough,
  QUOTE_STATES,
  QUOTE_TRANSITIONS,
  reviewReasons,
  type QuoteParty,
  type ReviewFacts,
} from './quote'
import { resolveRate, type RateCard, type RateQuestion } from './rate-card'
import { isFinal, refusalOf } from './transition'

const PARTIES: readonly QuoteParty[] = [
  ...([
    'csm',
    'services_lead',
    'author',
    'reviewer',
    'approver',
    'countersigner',
    'organisation_administrator',
    'system',
  ] as const),
]
/** What services.md allows, said a second time. */
const ALLOWED: Record<string, readonly QuoteParty[]> = {
  'null draft': ['csm', 'services_lead'],
  'draft internal_review': ['author'],
  'internal_review ready': ['reviewer'],
  'internal_review draft': ['reviewer'],
  'ready draft': ['author'],
  'accepted withdrawn': ['approver', 'csm'],
  'draft sent': ['csm'],
  'ready sent': ['csm'],
  'sent partly_approved': ['approver'],
  'sent accepted': ['approver', 'countersigner'],
  'partly_approved accepted': ['approver', 'countersigner'],
  'sent declined': ['approver', 'organisation_administrator'],
  'partly_approved declined': ['approver', 'organisation_administrator'],
  'sent expired': ['system'],
  'partly_approved expired': ['system'],
  'sent withdrawn': ['csm', 'system'],
  'partly_approved withdrawn': ['csm', 'system'],
  ...Object.fromEntries(
    ['draft', 'internal_review', 'ready', 'sent', 'partly_approved', 'declined', 'expired'].map((from) => [
      `${from} superseded`,
      ['system'],
    ]),
  ),
}
const cells = [null, ...QUOTE_STATES].flatMap((from) => QUOTE_STATES.map((to) => [from, to] as const))

test.each(cells)('%s → %s', (from, to) => {
  const who = ALLOWED[`${from} ${to}`]
  for (const party of PARTIES)
    expect(refusalOf(QUOTE_TRANSITIONS, { from, to, parties: [party], reason: 'Because.' })).toBe(
      who === undefined ? 'unlisted' : who.includes(party) ? null : 'not_theirs',
    )
})

it('nothing follows a withdrawal and what was superseded', () => {
  expect(QUOTE_STATES.filter((state) => isFinal(QUOTE_TRANSITIONS, state))).toEqual(['withdrawn', 'superseded'])
})

it('is frozen from its sending on', () => {
  expect(QUOTE_STATES.filter((state) => !isFrozen(state))).toEqual(['draft', 'internal_review', 'ready'])
})

describe('a review', () => {
  const facts: ReviewFacts = {
    ...{ model: 'time_and_materials', feeCapMinor: 2_400_000n, totalMinor: 2_400_000n, authorLimitMinor: 2_400_000n },
    lines: [{ discountBp: 1_000, unitRateMinor: 24_000n, cardRateMinor: 24_000n }],
  }
  const line = facts.lines[0]!
  test.each<[string, Partial<ReviewFacts>, string[]]>([
    ['within all limits', {}, []],
    ['a discount above 10 %', { lines: [{ ...line, discountBp: 1_001 }] }, ['discount']],
    ['a total above the limit of its author', { totalMinor: 2_400_001n }, ['total']],
    ['time without a cap', { feeCapMinor: null }, ['no_cap']],
    ['a fixed price without a cap', { model: 'fixed', feeCapMinor: null }, []],
    ['a rate that is not that of the card', { lines: [{ ...line, unitRateMinor: 23_999n }] }, ['rate']],
    ['a line that has no card, such as travel', { lines: [{ ...line, cardRateMinor: null, unitRateMinor: 1n }] }, []],
    [
      'all at once',
      { feeCapMinor: null, totalMinor: 9_999_999n, lines: [{ ...line, discountBp: 5_000, unitRateMinor: 1n }] },
      ['discount', 'total', 'no_cap', 'rate'],
    ],
  ])('%s', (_, of, reasons) => expect(reviewReasons({ ...facts, ...of })).toEqual(reasons))
})

describe('validity', () => {
  test.each([
    ['2026-12-05', 'Pacific/Auckland', '2026-12-05T11:00:00.000Z'],
    ['2026-12-05', 'America/Chicago', '2026-12-06T06:00:00.000Z'],
    // The night in which Auckland's clocks go back.
    ['2027-04-03', 'Pacific/Auckland', '2027-04-03T11:00:00.000Z'],
    ['2027-04-04', 'Pacific/Auckland', '2027-04-04T12:00:00.000Z'],
  ])('until %s in %s ends with that day', (day, zone, end) => expect(toIso(expiresAt(day, zone))).toBe(end))

  test.each([
    ['2026-12-05', '2026-11-30', true],
    ['2026-12-05', '2026-12-01', false],
    ['2027-01-02', '2026-12-28', true],
  ])('until %s, sent on %s', (until, today, enough) => expect(isValidLongEnough(until, today)).toBe(enough))
})

describe('a rate', () => {
  const consultant = (amountMinor: bigint) => [{ role: 'consultant', unit: 'hour', amountMinor }] as const
  const card = (id: string, of: Partial<RateCard>): RateCard => ({
    ...{ id, regionCode: 'APAC', currency: 'NZD', organisationId: null },
    versions: [
      { id: `${id}-2`, effectiveFrom: '2027-01-01', rates: consultant(25_000n) },
      { id: `${id}-1`, effectiveFrom: '2026-01-01', rates: consultant(24_000n) },
    ],
    ...of,
  })
  const own = card('own', {
    organisationId: 'a',
    versions: [{ id: 'own-1', effectiveFrom: '2026-06-01', rates: consultant(20_000n) }],
  })
  const cards = [card('apac', {}), own, card('emea', { regionCode: 'EMEA', currency: 'GBP' })]
  const question: RateQuestion = {
    organisationId: 'b',
    regionCode: 'APAC',
    currency: 'NZD',
    role: 'consultant',
    unit: 'hour',
    on: '2026-11-24',
  }
  const ask = (of: Partial<RateQuestion>) => resolveRate(cards, { ...question, ...of })
  const found = (minor: bigint, versionId: string) => ({ rate: { minor, currency: 'NZD' }, versionId })

  test.each<[string, Partial<RateQuestion>, unknown]>([
    ['of the region', {}, found(24_000n, 'apac-1')],
    ['of the day on which a new version begins', { on: '2027-01-01' }, found(25_000n, 'apac-2')],
    ['of the day before', { on: '2026-12-31' }, found(24_000n, 'apac-1')],
    ['of the organisation’s own card first', { organisationId: 'a' }, found(20_000n, 'own-1')],
    ['of the region until its own card begins', { organisationId: 'a', on: '2026-05-31' }, found(24_000n, 'apac-1')],
    ['before any version', { on: '2025-12-31' }, { missing: 'version' }],
    ['in another currency', { currency: 'AUD' }, { missing: 'card' }],
    ['of another region’s card', { currency: 'GBP' }, { missing: 'card' }],
    ['of a role that the card does not have', { role: 'trainer' }, { missing: 'rate' }],
    ['by another unit', { unit: 'half_day' }, { missing: 'rate' }],
  ])('%s', (_, of, answer) => expect(ask(of)).toEqual(answer))

  test('of an organisation that moved is of its own card of the region where it is, else of its latest, whatever comes first', () => {
    const since = (id: string, regionCode: string, effectiveFrom: string): RateCard =>
      card(id, { regionCode, organisationId: 'a', versions: [{ id, effectiveFrom, rates: consultant(20_000n) }] })
    const moved = [since('emea', 'EMEA', '2026-08-01'), own, since('amer', 'AMER', '2026-07-01')]
    for (const order of [moved, moved.toReversed()])
      for (const [regionCode, versionId] of [
        ['APAC', 'own-1'],
        ['AMER', 'amer'],
        ['LATAM', 'emea'],
      ] as const)
        expect(resolveRate(order, { ...question, organisationId: 'a', regionCode })).toEqual(found(20_000n, versionId))
  })
})
