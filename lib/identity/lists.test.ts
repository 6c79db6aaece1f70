import { expect, test } from 'vitest'
import { parseInstant } from '../kernel/time'
import { currencies } from './currencies'
import { ChangeProfileInput, CreateOrganisationInput } from './input'
import { timeZones } from './time-zones'

test('zones and currencies are listed as people read them, summer and winter', () => {
  expect(timeZones(parseInstant('2026-11-24T10:00:00Z'))).toContain('Pacific/Auckland · GMT+13')
  expect(timeZones(parseInstant('2026-06-24T10:00:00Z'))).toContain('Pacific/Auckland · GMT+12')
  expect(timeZones(parseInstant('2026-06-24T10:00:00Z'))[0]).toBe('UTC · GMT')
  expect(currencies()).toContain('NZD · New Zealand dollar')
})

test('what is chosen from the list, or typed by its name alone, is taken; anything else is refused', () => {
  const zone = (timeZone: string) => ChangeProfileInput.safeParse({ name: 'Ann', timeZone }).data?.timeZone
  expect(['Pacific/Auckland · GMT+13', 'Pacific/Auckland', 'Atlantis'].map(zone)).toEqual([
    'Pacific/Auckland',
    'Pacific/Auckland',
    undefined,
  ])
  const currency = (value: string) => CreateOrganisationInput.shape.currency.safeParse(value).data
  expect(['NZD · New Zealand dollar', 'NZD', 'Dollars'].map(currency)).toEqual(['NZD', 'NZD', undefined])
})
