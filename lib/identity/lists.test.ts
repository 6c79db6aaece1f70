import { expect, test } from 'vitest'
import { parseInstant } from '../kernel/time'
import { currencies } from './currencies'
import { ChangeProfileInput, CreateOrganisationInput } from './input'
import { timeZones } from './time-zones'

test('zones and currencies are listed as people read them, summer and winter', () => {
  expect(timeZones(parseInstant('2026-11-24T10:00:00Z'))).toContain('Pacific/Auckland · GMT+13 · New Zealand Time')
  expect(timeZones(parseInstant('2026-06-24T10:00:00Z'))).toContain('Pacific/Auckland · GMT+12 · New Zealand Time')
  expect(timeZones(parseInstant('2026-06-24T10:00:00Z'))[0]).toBe('UTC · GMT')
  // Who looks for New Zealand means no station in the ice.
  expect(timeZones(parseInstant('2026-06-24T10:00:00Z')).at(-1)).toMatch(/^(Antarctica|Arctic)\//)
  expect(currencies()).toContain('NZD · New Zealand dollar')
})

test('what is chosen from the list, or typed by its name alone, is taken; anything else is refused', () => {
  const zone = (timeZone: string) => ChangeProfileInput.safeParse({ name: 'Ann', timeZone }).data?.timeZone
  expect(['Pacific/Auckland · GMT+13', 'Pacific/Auckland', 'Auckland', 'new york', 'kolkata', 'Atlantis'].map(zone)).toEqual([
    'Pacific/Auckland',
    'Pacific/Auckland',
    'Pacific/Auckland',
    'America/New_York',
    'Asia/Calcutta',
    undefined,
  ])
  const currency = (value: string) => CreateOrganisationInput.shape.currency.safeParse(value).data
  expect(['NZD · New Zealand dollar', 'nzd', 'New Zealand dollar', 'Dollars'].map(currency)).toEqual([
    'NZD',
    'NZD',
    'NZD',
    undefined,
  ])
})
