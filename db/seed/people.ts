// The invented people of the demo: a fixed list (services.md §7). No firm or person is meant. All may sign in with one
// password, which is public, so none of them may exist in production (lib/run/guard.ts).
import type { MemberRole, StaffRole } from '@/lib/kernel/actor'

/** Every demo account's password. It is printed at the start and guards nothing. */
export const DEMO_PASSWORD = 'paper-lantern-harbour'

export type SeedStaff = {
  key: string
  name: string
  roles: StaffRole[]
  regionCode: Region
  timeZone: string
  leadsRegion?: boolean
}
export type SeedMember = { name: string; role: MemberRole; state?: 'disabled' }
export type SeedOrganisation = {
  key: string
  name: string
  domain: string
  regionCode: Region
  timeZone: string
  currency: string
  csm: string
  backupCsm: string
  sites: string[]
  plan?: (typeof SEED_PLANS)[number]
  members: SeedMember[]
}
/** What organisations of the demo have bought; some are on no plan. */
export const SEED_PLANS = ['Enterprise', 'Professional'] as const
type Region = 'APAC' | 'EMEA' | 'AMER'

export const SEED_STAFF: readonly SeedStaff[] = [
  { key: 'oren', name: 'Oren Tasgard', roles: ['administrator'], regionCode: 'APAC', timeZone: 'Pacific/Auckland' },
  { key: 'ingrid', name: 'Ingrid Solhaven', roles: ['services_lead'], regionCode: 'EMEA', timeZone: 'Europe/London' },
  { key: 'odile', name: 'Odile Marsh', roles: ['finance'], regionCode: 'EMEA', timeZone: 'Europe/London' },
  { key: 'rina', name: 'Rina Valemore', roles: ['csm'], regionCode: 'APAC', timeZone: 'Pacific/Auckland' },
  { key: 'tobin', name: 'Tobin Ashgrove', roles: ['csm'], regionCode: 'EMEA', timeZone: 'Europe/London' },
  { key: 'marisol', name: 'Marisol Quennell', roles: ['csm'], regionCode: 'AMER', timeZone: 'America/Chicago' },
  { key: 'hana', name: 'Hana Corvell', roles: ['agent'], regionCode: 'APAC', timeZone: 'Pacific/Auckland', leadsRegion: true },
  { key: 'jonty', name: 'Jonty Marlowe', roles: ['agent'], regionCode: 'APAC', timeZone: 'Pacific/Auckland' },
  { key: 'saskia', name: 'Saskia Brandvold', roles: ['agent'], regionCode: 'EMEA', timeZone: 'Europe/London', leadsRegion: true },
  { key: 'callum', name: 'Callum Everley', roles: ['agent'], regionCode: 'EMEA', timeZone: 'Europe/London' },
  {
    key: 'naomi',
    name: 'Naomi Castellane',
    roles: ['agent'],
    regionCode: 'AMER',
    timeZone: 'America/Los_Angeles',
    leadsRegion: true,
  },
  { key: 'rafael', name: 'Rafael Dunmore', roles: ['agent'], regionCode: 'AMER', timeZone: 'America/Los_Angeles' },
  // Consultants: they work on engagements, and have no hours in which cases are shared out to them.
  { key: 'kaito', name: 'Kaito Brenn', roles: ['agent'], regionCode: 'APAC', timeZone: 'Pacific/Auckland' },
  { key: 'wiremu', name: 'Wiremu Holdt', roles: ['agent'], regionCode: 'APAC', timeZone: 'Pacific/Auckland' },
  { key: 'petra', name: 'Petra Lindqvale', roles: ['agent'], regionCode: 'EMEA', timeZone: 'Europe/London' },
  { key: 'dario', name: 'Dario Fenn', roles: ['agent'], regionCode: 'AMER', timeZone: 'America/Los_Angeles' },
]

/** The administrator first, then the others; the last of some left the firm. */
function members(administrator: string, ...rest: string[]): SeedMember[] {
  return [
    { name: administrator, role: 'administrator' },
    ...rest.map((name): SeedMember =>
      name.endsWith(' †') ? { name: name.slice(0, -2), role: 'member', state: 'disabled' } : { name, role: 'member' },
    ),
  ]
}

export const SEED_ORGANISATIONS: readonly SeedOrganisation[] = [
  {
    key: 'tuiwhenua',
    name: 'Tuiwhenua Insight Co',
    domain: 'tuiwhenua.example',
    regionCode: 'APAC',
    timeZone: 'Pacific/Auckland',
    currency: 'NZD',
    csm: 'rina',
    backupCsm: 'tobin',
    sites: ['tuiwhenua.harmoni.example', 'tuiwhenua-panel.harmoni.example'],
    plan: 'Enterprise',
    members: members(
      'Aroha Tamatea',
      'Mere Hollis',
      'Callan Pike',
      'Ngaire Stow',
      'Dev Rangana',
      'Pippa Loxley',
      'Rewi Ashdown †',
    ),
  },
  {
    key: 'banksia',
    name: 'Banksia & Brine Research',
    domain: 'banksiabrine.example',
    regionCode: 'APAC',
    timeZone: 'Australia/Sydney',
    currency: 'AUD',
    csm: 'rina',
    backupCsm: 'tobin',
    sites: ['banksia.harmoni.example'],
    plan: 'Professional',
    members: members('Lachlan Quist', 'Priya Navendra', 'Tamsin Orrell', 'Bao Lindgren', 'Gwen Maddock', 'Stirling Pryce †'),
  },
  {
    key: 'hoshikawa',
    name: 'Hoshikawa Panel Lab',
    domain: 'hoshikawa.example',
    regionCode: 'APAC',
    timeZone: 'Asia/Tokyo',
    currency: 'JPY',
    csm: 'rina',
    backupCsm: 'tobin',
    sites: ['hoshikawa.harmoni.example'],
    members: members('Minori Hoshikawa', 'Kenta Arisugawa', 'Yui Morinaga', 'Sota Kirishima', 'Emi Tachiwara'),
  },
  {
    key: 'merlion',
    name: 'Merlion Metric Studio',
    domain: 'merlionmetric.example',
    regionCode: 'APAC',
    timeZone: 'Asia/Singapore',
    currency: 'USD',
    csm: 'rina',
    backupCsm: 'tobin',
    sites: ['merlion.harmoni.example'],
    members: members('Wei Ling Tan-Osric', 'Arjun Pellai', 'Farah Iskandal', 'Desmond Yeo-Hart', 'Siti Ramdan †'),
  },
  {
    key: 'foxglove',
    name: 'Foxglove Field & Data',
    domain: 'foxglovefield.example',
    regionCode: 'EMEA',
    timeZone: 'Europe/London',
    currency: 'GBP',
    csm: 'tobin',
    backupCsm: 'rina',
    sites: ['foxglove.harmoni.example', 'foxglove-tracker.harmoni.example'],
    plan: 'Professional',
    members: members(
      'Imogen Farrow',
      'Dafydd Penhale',
      'Ottilie Marchbank',
      'Kwame Thistlewood',
      'Beth Arkwell',
      'Rory Lanscombe †',
    ),
  },
  {
    key: 'sondalys',
    name: 'Atelier Sondalys',
    domain: 'sondalys.example',
    regionCode: 'EMEA',
    timeZone: 'Europe/Paris',
    currency: 'EUR',
    csm: 'tobin',
    backupCsm: 'rina',
    sites: ['sondalys.harmoni.example'],
    members: members(
      'Élodie Vauquelin',
      'Bastien Corvoisier',
      'Maëlle Trégor',
      'Henri Delasalle',
      'Inès Fauverge',
      'Luc Armandine',
      'Odon Ferrière †',
    ),
  },
  {
    key: 'fjordvane',
    name: 'Fjordvane Forbruk',
    domain: 'fjordvane.example',
    regionCode: 'EMEA',
    timeZone: 'Europe/Oslo',
    currency: 'EUR',
    csm: 'tobin',
    backupCsm: 'rina',
    sites: ['fjordvane.harmoni.example'],
    members: members('Sigrid Aasmoen', 'Torvald Brekkum', 'Liv Haugstein', 'Jonas Fjellvik'),
  },
  {
    key: 'karoo',
    name: 'Karoo Quant Collective',
    domain: 'karooquant.example',
    regionCode: 'EMEA',
    timeZone: 'Africa/Johannesburg',
    currency: 'USD',
    csm: 'tobin',
    backupCsm: 'rina',
    sites: ['karoo.harmoni.example'],
    members: members('Thandeka Molapi', 'Pieter Vanrooyk', 'Lerato Nkosana', 'Anika Botmaal'),
  },
  {
    key: 'prairie',
    name: 'Prairie Lantern Research',
    domain: 'prairielantern.example',
    regionCode: 'AMER',
    timeZone: 'America/Chicago',
    currency: 'USD',
    csm: 'marisol',
    backupCsm: 'tobin',
    sites: ['prairie.harmoni.example'],
    plan: 'Enterprise',
    members: members('Dorothea Winslade', 'Marcus Ellery', 'June Haverstock', 'Tyrell Osgood', 'Nadine Pruett †'),
  },
  {
    key: 'saguaro',
    name: 'Saguaro Signal Group',
    domain: 'saguarosignal.example',
    regionCode: 'AMER',
    timeZone: 'America/Phoenix',
    currency: 'USD',
    csm: 'marisol',
    backupCsm: 'tobin',
    sites: ['saguaro.harmoni.example'],
    members: members('Ximena Caldero', 'Wade Tillotson', 'Paloma Reyner', 'Hollis Greer', 'Bram Santoval †'),
  },
  {
    key: 'maple',
    name: 'Maple Ledger Insights',
    domain: 'mapleledger.example',
    regionCode: 'AMER',
    timeZone: 'America/Toronto',
    currency: 'USD',
    csm: 'marisol',
    backupCsm: 'tobin',
    sites: ['maple.harmoni.example'],
    members: members('Genevieve Tremblier', 'Owen Stratford-Lee', 'Harpreet Dhalwin', 'Colette Marchand-Roy'),
  },
  {
    key: 'ipe',
    name: 'Ipê Amarelo Pesquisa',
    domain: 'ipeamarelo.example',
    regionCode: 'AMER',
    timeZone: 'America/Sao_Paulo',
    currency: 'USD',
    csm: 'marisol',
    backupCsm: 'tobin',
    sites: ['ipe.harmoni.example'],
    members: members('Beatriz Sandoval-Reis', 'Caio Montelar', 'Jussara Pinhal', 'Tomás Areias'),
  },
]

/** The vendor's own domain. */
export const STAFF_DOMAIN = 'harmoni.example'

/** "Élodie Vauquelin" at "sondalys.example" → "elodie.vauquelin@sondalys.example". */
export function emailOf(name: string, domain: string): string {
  const local = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
  return `${local}@${domain}`
}

export type DemoSignIn = { role: string; name: string; organisation: string; email: string; password: string; lookAt: string }

/** Whom to sign in as, and what to look at. */
export function demoSignIns(): DemoSignIn[] {
  const staff = (role: string, key: string, lookAt: string): DemoSignIn => {
    const { name } = SEED_STAFF.find((person) => person.key === key)!
    return { role, name, organisation: 'Harmoni Support', email: emailOf(name, STAFF_DOMAIN), password: DEMO_PASSWORD, lookAt }
  }
  const customer = (role: string, name: string, lookAt: string): DemoSignIn => {
    const { name: organisation, domain } = SEED_ORGANISATIONS.find((each) => each.members.some((member) => member.name === name))!
    return { role, name, organisation, email: emailOf(name, domain), password: DEMO_PASSWORD, lookAt }
  }
  return [
    customer('Customer', 'Mere Hollis', 'open a case, follow it'),
    customer('Organisation administrator', 'Aroha Tamatea', 'all cases of the organisation'),
    staff('Agent', 'hana', 'the queue'),
    staff('Customer success manager', 'rina', 'my accounts'),
    staff('Administrator', 'oren', 'people, organisations, policy'),
  ]
}
