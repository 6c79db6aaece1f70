import { expect, test } from 'vitest'
import { rangeOf } from './range'

test.each([
  [null, 'whole'],
  ['bytes=0-', { first: 0, last: 999 }],
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=200-5000', { first: 200, last: 999 }],
  ['bytes=-100', { first: 900, last: 999 }],
  ['bytes=-5000', { first: 0, last: 999 }],
  ['bytes=1000-', 'impossible'],
  ['bytes=-0', 'impossible'],
  ['bytes=5-4', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['pages=0-1', 'whole'],
  ['bytes=99999999999999999999-', 'whole'],
] as const)('%j of 1,000 bytes is %j', (header, range) => expect(rangeOf(header, 1_000)).toEqual(range))

test('a file without bytes has no part', () => expect(rangeOf('bytes=0-', 0)).toBe('impossible'))
