// The people of a fill: organisations in three regions with ten members each, and the staff who look after them.
import { newId } from '@/lib/kernel/ids'
import { DAY_MS, addMs, type Instant } from '@/lib/kernel/time'
import type { StaffRole } from '@/lib/kernel/actor'
import type { Chance } from './chance'

export const FILL_REGIONS = ['APAC', 'EMEA', 'AMER'] as const
export type FillRegion = (typeof FILL_REGIONS)[number]

const PLACES = {
  APAC: { zones: ['Pacific/Auckland', 'Australia/Sydney', 'Asia/Singapore'], currency: 'NZD' },
  EMEA: { zones: ['Europe/London', 'Europe/Berlin', 'Africa/Johannesburg'], currency: 'GBP' },
  AMER: { zones: ['America/New_York', 'America/Chicago', 'America/Los_Angeles'], currency: 'USD' },
} as const
const GIVEN = [
  'Mere',
  'Callan',
  'Aroha',
  'Dafydd',
  'Beth',
  'Imogen',
  'Marcus',
  'June',
  'Dorothea',
  'Priya',
  'Lachlan',
  'Tomas',
  'Ines',
  'Joris',
  'Sanna',
  'Kofi',
  'Leila',
  'Hugo',
  'Wren',
  'Noor',
]
const FAMILY = [
  'Hollis',
  'Pike',
  'Tamatea',
  'Penhale',
  'Arkwell',
  'Farrow',
  'Ellery',
  'Haverstock',
  'Winslade',
  'Navendra',
  'Quist',
  'Brandt',
  'Okafor',
  'Lindqvist',
  'Moreau',
  'Tanaka',
  'Vance',
  'Sorrel',
  'Ibarra',
  'Keane',
]
const TRADES = ['Insight', 'Field & Data', 'Research', 'Panels', 'Analytics', 'Surveys', 'Consulting', 'Media']

export const MEMBERS_OF_EACH = 10

export type FillPerson = { readonly id: string; readonly name: string; readonly zone: string; readonly email: string }
export type FillStaff = FillPerson & { readonly region: FillRegion; readonly roles: StaffRole[] }
export type FillOrganisation = {
  readonly id: string
  readonly name: string
  readonly region: FillRegion
  readonly zone: string
  readonly csm: FillStaff
  readonly backup: FillStaff
  /** The first is its administrator. */
  readonly members: readonly FillPerson[]
}
export type FillPeople = { readonly staff: readonly FillStaff[]; readonly organisations: readonly FillOrganisation[] }

/** Invents them: of the staff a quarter are account managers and two are leads, the others agents. */
export function inventPeople(chance: Chance, now: Instant, counts: { organisations: number; staff: number }): FillPeople {
  const born = () => addMs(now, -Math.round(chance.between(200, 1100) * DAY_MS))
  const person = (email: string, zone: string): FillPerson => ({
    id: newId(born()),
    name: `${chance.oneOf(GIVEN)} ${chance.oneOf(FAMILY)}`,
    zone,
    email,
  })
  const staff = Array.from({ length: counts.staff }, (_, nth): FillStaff => {
    const region = FILL_REGIONS[nth % 3]!
    const roles: StaffRole[] = nth < 2 ? ['agent', 'administrator'] : Math.floor(nth / 3) % 4 === 1 ? ['csm'] : ['agent']
    return { ...person(`staff-${nth + 1}@fill.example`, PLACES[region].zones[0]), region, roles }
  })
  const managers = (region: FillRegion) => staff.filter((each) => each.region === region && each.roles.includes('csm'))
  const managersOf = Object.fromEntries(FILL_REGIONS.map((region) => [region, managers(region)])) as Record<
    FillRegion,
    FillStaff[]
  >
  const allManagers = FILL_REGIONS.flatMap((region) => managersOf[region])
  const organisations = Array.from({ length: counts.organisations }, (_, nth): FillOrganisation => {
    const region = FILL_REGIONS[nth % 3]!
    const zone = chance.oneOf(PLACES[region].zones)
    const own = managersOf[region].length > 0 ? managersOf[region] : allManagers
    return {
      id: newId(born()),
      name: `${chance.oneOf(FAMILY)} ${chance.oneOf(TRADES)} ${nth + 1}`,
      region,
      zone,
      csm: own[Math.floor(nth / 3) % own.length]!,
      backup: allManagers[(nth * 7 + 1) % allManagers.length]!,
      members: Array.from({ length: MEMBERS_OF_EACH }, (_, at) =>
        person(`member-${at + 1}@organisation-${nth + 1}.example`, zone),
      ),
    }
  })
  return { staff, organisations }
}

export function currencyOf(region: FillRegion): string {
  return PLACES[region].currency
}
