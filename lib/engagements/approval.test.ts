// Grants, limits and the second approver (services.md §1.5; security INV-8).
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addMs, parseInstant } from '../kernel/time'
import {
  canBeApproved,
  decideApproval,
  isSignature,
  stillToSign,
  type ApprovalGrant,
  type ApprovalQuestion,
  type Signature,
} from './approval'

const NOW = parseInstant('2026-11-24T01:00:00Z')
const grant = (userId: string, limitMinor: bigint | null, of: Partial<ApprovalGrant> = {}): ApprovalGrant => ({
  ...{ id: `grant-${userId}`, organisationId: 'a', userId, limitMinor, currency: 'NZD', from: NOW, until: null },
  ...of,
})
const question: ApprovalQuestion = {
  ...{ organisationId: 'a', userId: 'dana', totalMinor: 1_000n, currency: 'NZD', at: NOW, signatures: [], anyTwo: false },
}
const decide = (grants: ApprovalGrant[], of: Partial<ApprovalQuestion> = {}) => decideApproval(grants, { ...question, ...of })
const dana = grant('dana', 1_000n)

test('who is asked to sign is whoever may: not who signed, nor whose limit or currency does not cover it once one has signed', () => {
  const grants = [dana, grant('eve', 5_000n), grant('fay', null, { currency: 'AUD' }), grant('gil', 500n)]
  const large = { ...question, totalMinor: 2_000n }
  expect(stillToSign(grants, large)).toEqual(['dana', 'eve', 'gil'])
  expect(stillToSign(grants, { ...large, signatures: [{ userId: 'dana' }] })).toEqual(['eve'])
  expect(stillToSign(grants, { ...large, signatures: [{ userId: 'dana' }], anyTwo: true })).toEqual(['eve', 'gil'])
  expect(stillToSign([dana], { ...large, signatures: [{ userId: 'dana' }] })).toEqual([])
})

describe('one approver', () => {
  test.each<[string, ApprovalGrant[], Partial<ApprovalQuestion>, unknown]>([
    ['accepts up to the limit, the limit included', [dana], {}, { outcome: 'accepted', grantId: 'grant-dana' }],
    [
      'without a limit accepts anything',
      [grant('dana', null)],
      { totalMinor: 10n ** 11n },
      { outcome: 'accepted', grantId: 'grant-dana' },
    ],
    ['above the limit is one of two', [dana], { totalMinor: 1_001n }, { outcome: 'partly_approved', grantId: 'grant-dana' }],
    ['without a grant signs nothing', [grant('else', null)], {}, { refused: 'no_grant' }],
    ['of another organisation signs nothing here', [grant('dana', null, { organisationId: 'b' })], {}, { refused: 'no_grant' }],
    ['in another currency signs nothing', [grant('dana', null, { currency: 'AUD' })], {}, { refused: 'no_grant' }],
    ['whose grant begins later', [grant('dana', null, { from: addMs(NOW, 1) })], {}, { refused: 'no_grant' }],
    ['whose grant ends now', [grant('dana', null, { until: NOW })], {}, { refused: 'no_grant' }],
    [
      'acts on the highest of several grants',
      [dana, grant('dana', 2_000n, { id: 'higher' })],
      { totalMinor: 1_500n },
      { outcome: 'accepted', grantId: 'higher' },
    ],
  ])('%s', (_, grants, of, answer) => expect(decide(grants, of)).toEqual(answer))
})

describe('the second', () => {
  const signatures: Signature[] = [{ userId: 'dana' }]
  const second = { userId: 'eli', totalMinor: 5_000n, signatures }
  test.each<[string, ApprovalGrant, Partial<ApprovalQuestion>, unknown]>([
    ['accepts when their limit covers the total', grant('eli', 5_000n), second, { outcome: 'accepted', grantId: 'grant-eli' }],
    ['is refused when it does not', grant('eli', 4_999n), second, { refused: 'above_limit' }],
    [
      'accepts all the same where any two are enough',
      grant('eli', 1n),
      { ...second, anyTwo: true },
      { outcome: 'accepted', grantId: 'grant-eli' },
    ],
    [
      'is not the first once more',
      grant('dana', null),
      { ...second, userId: 'dana', anyTwo: true },
      { refused: 'signed_already' },
    ],
  ])('%s', (_, of, asked, answer) => expect(decide([dana, of], asked)).toEqual(answer))
})

const people = fc.array(
  fc.record({ userId: fc.constantFrom('p', 'q', 'r', 's'), limit: fc.option(fc.bigInt({ min: 0n, max: 3_000n })) }),
  {
    maxLength: 6,
  },
)

it('whatever the grants and the order, a total is accepted once, by whom the rule allows', () => {
  const order = fc.array(fc.constantFrom('p', 'q', 'r', 's'), { maxLength: 10 })
  fc.assert(
    fc.property(people, order, fc.bigInt({ min: 1n, max: 3_000n }), fc.boolean(), (given, order, totalMinor, anyTwo) => {
      const grants = given.map(({ userId, limit }, at) => grant(userId, limit, { id: `${at}` }))
      const signatures: Signature[] = []
      let accepted = 0
      for (const userId of order) {
        const answer = decide(grants, { userId, totalMinor, signatures, anyTwo })
        if ('refused' in answer) continue
        signatures.push({ userId })
        if (answer.outcome === 'accepted') {
          accepted += 1
          break
        }
      }
      expect(new Set(signatures.map(({ userId }) => userId)).size).toBe(signatures.length)
      expect(signatures.length).toBeLessThanOrEqual(2)
      // Nothing is accepted that the desk would have warned of beforehand.
      if (accepted === 1) expect(canBeApproved(grants, { ...question, totalMinor, anyTwo })).toBe(true)
      const covering = grants.some(({ limitMinor }) => limitMinor === null || limitMinor >= totalMinor)
      if (accepted === 1 && !anyTwo) expect(covering).toBe(true)
    }),
  )
})

it('nobody may approve where nobody was named', () => expect(canBeApproved([], question)).toBe(false))

test.each([
  ['Dana Aster', true],
  ['李明', true],
  ['Ng', true],
  ['', false],
  ['X', false],
  ['12 34', false],
  ['. -', false],
])('%j signs: %s', (name, signs) => expect(isSignature(name)).toBe(signs))
