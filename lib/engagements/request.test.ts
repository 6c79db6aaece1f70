// The table of a request, cell by cell (services.md §1.4), and the line about its cost (§2).
import { describe, expect, it, test } from 'vitest'
import type { Actor } from '../kernel/actor'
import {
  canWriteOn,
  costLine,
  isOpen,
  nextStates,
  OPEN_STATES,
  partiesOn,
  REQUEST_STATES,
  REQUEST_TRANSITIONS,
  requestNumber,
  requestReference,
  waitsForQuote,
  wasTicked,
  wantsReason,
  type RequestParty,
  type RequestState,
} from './request'
import { refusalOf } from './transition'

const PARTIES: readonly RequestParty[] = [
  'member',
  'requester',
  'organisation_administrator',
  'approver',
  'agent',
  'csm',
  'system',
]
const CUSTOMERS: readonly RequestParty[] = ['requester', 'organisation_administrator']

/** What services.md allows, said a second time: from, to, by whom. */
const ALLOWED: Record<string, readonly RequestParty[]> = {
  'null new': ['member'],
  'null included': ['csm'],
  'null referred': ['agent', 'csm'],
  'referred awaiting_customer': ['csm'],
  'referred included': ['csm'],
  'referred returned_to_support': ['csm', ...CUSTOMERS, 'system'],
  'awaiting_customer scoping': CUSTOMERS,
  'awaiting_customer declined_by_customer': CUSTOMERS,
  'awaiting_customer returned_to_support': [...CUSTOMERS, 'system'],
  'awaiting_customer withdrawn': CUSTOMERS,
  'awaiting_customer lapsed': ['system'],
  'new scoping': ['csm'],
  'new returned_to_support': ['csm'],
  'new declined_by_vendor': ['csm'],
  'new withdrawn': CUSTOMERS,
  'scoping withdrawn': CUSTOMERS,
  'scoping quoted': ['system'],
  'quoted scoping': ['system'],
  'quoted accepted': ['system'],
  'quoted withdrawn': [...CUSTOMERS, 'system'],
  'accepted scoping': ['system'],
}

const cells = [null, ...REQUEST_STATES].flatMap((from) =>
  REQUEST_STATES.flatMap((to) => PARTIES.map((party) => [from, to, party] as const)),
)

test.each(cells)('%s → %s by %s', (from, to, party) => {
  const who = ALLOWED[`${from} ${to}`]
  const refusal = refusalOf(REQUEST_TRANSITIONS, { from, to, parties: [party], reason: 'Because.' })
  expect(refusal).toBe(who === undefined ? 'unlisted' : who.includes(party) ? null : 'not_theirs')
})

it('says why wherever somebody is told something they did not decide themselves', () => {
  const wanting = REQUEST_TRANSITIONS.filter(({ from, to }) => from !== null && wantsReason(from, to))
  expect(wanting.map(({ from, to }) => `${from} ${to}`)).toEqual([
    'referred awaiting_customer',
    'referred included',
    'referred returned_to_support',
    'awaiting_customer declined_by_customer',
    'awaiting_customer returned_to_support',
    'new returned_to_support',
    'new declined_by_vendor',
  ])
  for (const { from, to, who } of wanting)
    expect(refusalOf(REQUEST_TRANSITIONS, { from, to, parties: who, reason: '' })).toBe('needs_reason')
})

it('is over where nothing follows', () => {
  expect(OPEN_STATES).toEqual(['new', 'referred', 'awaiting_customer', 'scoping', 'quoted', 'accepted'])
  expect(REQUEST_STATES.filter((state) => !isOpen(state))).toEqual([
    'included',
    'returned_to_support',
    'declined_by_vendor',
    'declined_by_customer',
    'lapsed',
    'withdrawn',
  ])
})

it('says that a sentence was ticked only where somebody ticked it', () => {
  const asked = { state: 'new', isReferred: false, steps: [{ to: 'new' }] } as const
  expect(wasTicked(asked)).toBe(true)
  expect(wasTicked({ ...asked, state: 'included' })).toBe(false)
  const referred = {
    state: 'awaiting_customer',
    isReferred: true,
    steps: [{ to: 'referred' }, { to: 'awaiting_customer' }],
  } as const
  expect(wasTicked(referred)).toBe(false)
  expect(wasTicked({ ...referred, state: 'scoping', steps: [...referred.steps, { to: 'scoping' }] })).toBe(true)
})

describe('as what somebody acts', () => {
  const request = { organisationId: 'a', requesterId: 'mere', state: 'new' as RequestState }
  const customer = (userId: string, organisationId = 'a', isAdministrator = false): Actor => ({
    ...{ kind: 'customer', userId, organisationId, isAdministrator },
    ...{ name: userId, timeZone: 'UTC' },
  })
  const staff = (...roles: ('agent' | 'csm' | 'services_lead' | 'finance' | 'administrator')[]): Actor => ({
    ...{ kind: 'staff', userId: 'rina', roles, regionCode: 'APAC', name: 'Rina', timeZone: 'UTC' },
  })

  test.each<[string, Actor, RequestState[]]>([
    ['the requester', customer('mere'), ['withdrawn']],
    ['a colleague', customer('callan'), []],
    ['an administrator of the organisation', customer('aroha', 'a', true), ['withdrawn']],
    ['an administrator of another one', customer('lachlan', 'b', true), []],
    ['somebody of the same id elsewhere', customer('mere', 'b'), []],
    ['a CSM', staff('csm'), ['scoping', 'returned_to_support', 'declined_by_vendor']],
    ['the services lead', staff('services_lead'), ['scoping', 'returned_to_support', 'declined_by_vendor']],
    ['an agent', staff('agent'), []],
    ['finance', staff('finance'), []],
    ['an administrator of the installation', staff('administrator'), []],
    ['the system', { kind: 'system', job: 'x' }, []],
    ['nobody', { kind: 'anonymous' }, []],
  ])('%s', (_, actor, states) => expect(nextStates(actor, request)).toEqual(states))

  it('writes on it who has a part in it, while it is open', () => {
    const writers = [customer('mere'), customer('aroha', 'a', true), staff('csm'), staff('services_lead')]
    for (const actor of writers) {
      expect(REQUEST_STATES.filter((state) => canWriteOn(actor, { ...request, state }))).toEqual(OPEN_STATES)
    }
    for (const actor of [customer('callan'), customer('lachlan', 'b', true), staff('agent'), staff('finance')])
      expect(canWriteOn(actor, request)).toBe(false)
  })

  it('nobody goes on from where it is over', () => {
    for (const state of REQUEST_STATES.filter((each) => !isOpen(each)))
      for (const actor of [customer('mere'), customer('aroha', 'a', true), staff('csm')])
        expect(nextStates(actor, { ...request, state })).toEqual([])
  })

  it('an actor without a side is nobody', () => expect(partiesOn({ kind: 'anonymous' }, request)).toEqual([]))
})

test('a day for the quote stands only while it is still to come', () => {
  expect(REQUEST_STATES.filter(waitsForQuote)).toEqual(['new', 'scoping'])
})

test.each(REQUEST_STATES)('%s costs nothing, and says so first', (state) => {
  expect(costLine(state).cost).toMatch(state === 'accepted' ? /^Approved/ : /^No cost/)
  expect(costLine(state).next).toMatch(/[.]$/)
})

describe('a reference', () => {
  test.each([1, 123, 9_999, 10_000])('of %i reads back', (number) => expect(requestNumber(requestReference(number))).toBe(number))
  test.each(['', 'SR-1', 'SR-', 'sr-0001', 'HS-10001', 'SR-00000000001', "SR-0001'"])('%j is none', (text) =>
    expect(requestNumber(text)).toBeNull(),
  )
})
