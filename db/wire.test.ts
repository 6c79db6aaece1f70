import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantFromPostgres, json } from './wire'

test.each([
  ['2026-11-24 15:03:06+00', '2026-11-24T15:03:06.000Z'],
  ['2026-11-24 15:03:06.1+00', '2026-11-24T15:03:06.100Z'],
  ['2026-11-24 15:03:06.12+00', '2026-11-24T15:03:06.120Z'],
  ['2026-11-24 15:03:06.123999+00', '2026-11-24T15:03:06.123Z'],
  ['2026-11-24 15:03:06.123456+05:30', '2026-11-24T09:33:06.123Z'],
  ['2026-11-24 15:03:06-03:30', '2026-11-24T18:33:06.000Z'],
  ['1890-01-01 00:00:00+00:53:28', '1889-12-31T23:06:32.000Z'],
  ['2026-11-24T15:03:06.123+00:00', '2026-11-24T15:03:06.123Z'],
  ['2026-11-24T15:03:06.123Z', '2026-11-24T15:03:06.123Z'],
  ['2024-02-29 23:59:59.999+13', '2024-02-29T10:59:59.999Z'],
])('%s is %s', (text, iso) => {
  expect(new Date(instantFromPostgres(text)).toISOString()).toBe(iso)
})

test.each(['infinity', '-infinity', '10000-01-01 00:00:00+00', '0044-03-15 00:00:00+00 BC'])('%s is refused', (text) => {
  expect(() => instantFromPostgres(text)).toThrow(RangeError)
})

test('every instant of the years 1000 to 9999 survives the way there and back', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
      (date) => {
        expect(instantFromPostgres(date.toISOString().replace('T', ' ').replace('Z', '+00'))).toBe(date.getTime())
      },
    ),
  )
})

test('a json parameter is text', () => {
  expect(json({ at: [1, null, 'ü'] })).toBe('{"at":[1,null,"ü"]}')
})
