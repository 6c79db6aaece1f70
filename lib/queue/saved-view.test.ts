import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { CASE_CATEGORIES } from '../cases/case'
import { LEVELS } from '../sla/support-policy'
import { COLUMNS, QUEUE_SORTS, QUEUE_VIEWS, QueueInput, QueuePageInput, USUAL_COLUMNS, wholeHref } from './filter'
import { differs, isCountable, keptAddress, openKept, parametersOf, savedHref, saysItself } from './saved-view'
import { SaveViewInput } from './saved-view-input'
import { canShareViews } from './policy'

const PERSON = '019b2f6e-0000-7000-8000-000000000003'

const filters = fc
  .record({
    view: fc.constantFrom(...QUEUE_VIEWS),
    sort: fc.constantFrom(...QUEUE_SORTS),
    q: fc.constantFrom('', 'weights & waves', 'a=b&view=mine'),
    region: fc.option(fc.constantFrom('EMEA', 'APAC'), { nil: undefined }),
    severity: fc.option(fc.constantFrom(...LEVELS), { nil: undefined }),
    category: fc.option(fc.constantFrom(...CASE_CATEGORIES), { nil: undefined }),
    assignee: fc.option(fc.constantFrom('nobody', PERSON), { nil: undefined }),
    organisation: fc.option(fc.constant(PERSON), { nil: undefined }),
    columns: fc.option(fc.subarray([...COLUMNS], { minLength: 1 }), { nil: undefined }),
  })
  // What an address says is what the queue shows: the usual columns are none.
  .map(({ columns, ...rest }) => (columns?.join() === USUAL_COLUMNS.join() ? rest : { ...rest, columns }))

test('what is kept comes back the same, and does not differ from itself', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const { filter: opened, lost } = openKept(keptAddress(filter))
      expect(JSON.parse(JSON.stringify(opened))).toEqual(JSON.parse(JSON.stringify(filter)))
      expect(lost).toEqual([])
      expect(differs(opened, keptAddress(filter))).toBe(false)
    }),
  )
})

test('two filters differ exactly when their addresses do', () => {
  fc.assert(
    fc.property(filters, filters, (one, other) => {
      expect(differs(one, keptAddress(other))).toBe(keptAddress(one) !== keptAddress(other))
    }),
  )
})

test('a changed view says all of itself in its address, whatever it was changed to', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const search = parametersOf(savedHref(PERSON, filter).split('?')[1]!)
      expect(search.saved).toBe(PERSON)
      expect(saysItself(search)).toBe(true)
      expect(keptAddress(QueuePageInput.parse(search))).toBe(keptAddress(filter))
    }),
  )
  expect(saysItself({ saved: PERSON, cursor: 'x' })).toBe(false)
  expect(wholeHref({})).toBe('/desk?view=all')
})

test('what is no longer a word of ours is named, and the rest still holds', () => {
  const { filter, lost } = openKept('view=mine&category=billing&columns=risk,mood&severity=2')
  expect(filter).toEqual({ view: 'mine', sort: 'risk', q: '', severity: 2 })
  expect(lost).toEqual(['category', 'columns'])
})

describe('a count', () => {
  it.each([
    ['', true],
    ['view=resolved', true],
    ['view=resolved&severity=1', false],
    ['severity=1&category=licence', true],
    ['view=unassigned&region=EMEA', true],
    ['view=mine&category=licence', true],
    [`assignee=${PERSON}`, true],
    [`organisation=${PERSON}&category=licence`, true],
    ['category=licence', false],
    ['view=accounts', false],
    ['q=weights', false],
  ])('of %s is served by an index: %s', (address, served) => {
    expect(isCountable(openKept(address).filter)).toBe(served)
  })
})

describe('columns', () => {
  it('come from a form one by one, stand in their order, and the usual ones are not said', () => {
    expect(QueueInput.parse({ columns: ['opened', 'risk'] }).columns).toEqual(['risk', 'opened'])
    expect(QueueInput.parse({ columns: 'activity,risk,promise,level,assignee' }).columns).toBeUndefined()
    expect(QueueInput.safeParse({ columns: 'risk,password_hash' }).success).toBe(false)
  })
})

describe('what is saved', () => {
  it('keeps only words of the queue', () => {
    expect(SaveViewInput.parse({ name: 'Urgent', address: 'severity=1&sort=risk' }).address).toBe('severity=1')
    expect(SaveViewInput.safeParse({ name: 'Bad', address: 'severity=1%20or%201=1' }).success).toBe(false)
    expect(SaveViewInput.safeParse({ address: 'severity=1' }).success).toBe(false)
    expect(SaveViewInput.parse({ viewId: PERSON, address: 'severity=1' })).toEqual({
      viewId: PERSON,
      address: 'severity=1',
      first: false,
    })
  })

  it('is shared by leads and administrators', () => {
    const staff = { kind: 'staff', userId: PERSON, regionCode: 'EMEA', name: 'A', timeZone: 'UTC' } as const
    expect(canShareViews({ ...staff, roles: ['agent'] }, { leads: false })).toBe(false)
    expect(canShareViews({ ...staff, roles: ['finance'] }, { leads: true })).toBe(true)
    expect(canShareViews({ ...staff, roles: ['administrator'] }, { leads: false })).toBe(true)
    expect(canShareViews({ kind: 'system', job: 'x' }, { leads: true })).toBe(false)
  })
})
