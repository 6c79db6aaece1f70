import { describe, expect, it } from 'vitest'
import { QueueInput, QueuePageInput, areWords, prefixQuery, queueHref, typedNumber } from './filter'

const HOSTILE = {
  view: 'all"; drop table users;--',
  sort: 'created_at desc, (select pg_sleep(5))',
  region: 'OR 1=1',
  severity: '1 or 1=1',
  category: 'password_hash',
  assignee: "nobody' or true --",
  organisation: '../../etc/passwd',
  tag: "weights' or true --",
}

describe('the address of the queue (AB-014)', () => {
  it.each(Object.entries(HOSTILE))('is refused by a program when %s is no word of ours', (key, value) => {
    expect(QueueInput.safeParse({ [key]: value }).success).toBe(false)
  })

  it('is read by a page as if the wrong parts were not there', () => {
    expect(QueuePageInput.parse({ ...HOSTILE, cursor: ['a', 'b'], q: 'weights' })).toEqual({
      view: 'all',
      sort: 'risk',
      q: 'weights',
    })
  })

  it('leaves empty fields of a form out', () => {
    expect(QueueInput.parse({ region: '', severity: '', assignee: '', organisation: '', tag: '', category: '' })).toEqual({
      view: 'all',
      sort: 'risk',
      q: '',
    })
  })

  it('says only what is not usual, and comes back the same', () => {
    expect(queueHref({ view: 'all', sort: 'risk', q: '' })).toBe('/desk')
    const filter = QueueInput.parse({ view: 'waiting', sort: 'newest', region: 'EMEA', severity: '2', assignee: 'nobody' })
    const search = new URL(queueHref(filter), 'http://localhost').searchParams
    expect(QueueInput.parse(Object.fromEntries(search))).toEqual(filter)
  })
})

describe('what somebody types into the search', () => {
  it.each([
    ['HS-10432', 10432],
    ['hs-10432', 10432],
    ['#10432', 10432],
    [' 10432 ', 10432],
    ['42', null],
    ['10432 weights', null],
    ['PowerPoint', null],
    ['HS-00042', null],
  ])('%s is the number %s', (q, number) => {
    expect(typedNumber(q)).toBe(number)
  })

  it('becomes words without an operator among them', () => {
    expect(prefixQuery('Story & !refresh | (wave:*')).toBe('story & refresh & wave:*')
    expect(prefixQuery('Kererū')).toBe('kererū:*')
    expect(prefixQuery("'; --")).toBe('')
    expect(['story', 'Kererū 7', 'colour or', 'OR x', '"base size"', 'map -licence', 'a,b'].map(areWords)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ])
  })
})
