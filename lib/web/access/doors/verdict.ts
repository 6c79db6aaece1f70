// Who the visitors are, and what each of them gets at a door.
import type { Audience, Door, DoorVerdict, Relation, Visitor } from './door'

const SIDES: Record<Visitor, 'nobody' | 'outsider' | 'customer' | 'staff'> = {
  anonymous: 'nobody',
  disabled: 'nobody',
  departed: 'outsider',
  requester: 'customer',
  participant: 'customer',
  colleague: 'customer',
  organisationAdministrator: 'customer',
  foreignMember: 'customer',
  foreignAdministrator: 'customer',
  agent: 'staff',
  demoted: 'staff',
  csm: 'staff',
  foreignCsm: 'staff',
  servicesLead: 'staff',
  finance: 'staff',
  administrator: 'staff',
}
export const VISITORS = Object.keys(SIDES) as Visitor[]
export const isStaff = (visitor: Visitor) => SIDES[visitor] === 'staff'
export const isOfB = (visitor: Visitor) => visitor === 'foreignMember' || visitor === 'foreignAdministrator'

/** Somebody who may, for each audience. */
export const WHO_MAY: Record<Audience, Visitor> = {
  public: 'anonymous',
  home: 'requester',
  customer: 'requester',
  keeper: 'organisationAdministrator',
  person: 'requester',
  staff: 'agent',
  answering: 'agent',
  scoping: 'csm',
  publishing: 'servicesLead',
  billing: 'csm',
  drafting: 'csm',
  finance: 'finance',
  administrator: 'administrator',
}
export const RELATIONS: readonly Relation[] = ['ofA', 'ofB', 'missing']

const STAFF_AUDIENCES: Audience[] = [
  'staff',
  'answering',
  'scoping',
  'publishing',
  'billing',
  'drafting',
  'finance',
  'administrator',
]

/** Who keeps the people of A and of B. */
const KEEPERS: readonly Visitor[] = ['organisationAdministrator', 'foreignAdministrator']

/** What the visitor gets at the door, asked about this. */
export function verdictOf(door: Door, kind: 'page' | 'call', visitor: Visitor, relation: Relation): DoorVerdict {
  const side = SIDES[visitor]
  if (door.for !== 'public') {
    if (door.for === 'home' && visitor === 'anonymous') return 'allow'
    // One that was ended says so on the sign-in page, at home too.
    if (side === 'nobody') return 'sign_in'
    if (side === 'outsider') return 'forbidden'
    if ((door.for === 'home' || door.for === 'customer' || door.for === 'keeper') && side === 'staff')
      return kind === 'page' ? 'own_side' : 'forbidden'
    if (STAFF_AUDIENCES.includes(door.for) && side !== 'staff') return 'forbidden'
    if (door.for === 'keeper' && !KEEPERS.includes(visitor)) return 'forbidden'
    if (door.for === 'answering' && visitor === 'finance') return 'forbidden'
    if (door.for === 'scoping' && !['csm', 'foreignCsm', 'servicesLead'].includes(visitor)) return 'forbidden'
    if (door.for === 'billing' && (visitor === 'agent' || visitor === 'demoted')) return 'forbidden'
    if (door.for === 'drafting' && !['csm', 'foreignCsm', 'finance'].includes(visitor)) return 'forbidden'
    if (door.for === 'finance' && visitor !== 'finance') return 'forbidden'
    if (door.for === 'publishing' && visitor !== 'servicesLead' && visitor !== 'administrator') return 'forbidden'
    if (door.for === 'administrator' && visitor !== 'administrator') return 'forbidden'
  }
  if (door.unsigned || door.ofStaff || door.private) return 'not_found'
  if (!door.on) return 'allow'
  if (relation === 'missing') return 'not_found'
  if (door.on === 'session') return visitor === (relation === 'ofA' ? 'requester' : 'foreignMember') ? 'allow' : 'not_found'
  if (door.for === 'keeper') return visitor === KEEPERS[relation === 'ofB' ? 1 : 0] ? 'allow' : 'not_found'
  if (isStaff(visitor) || door.for === 'public') return 'allow'
  const sees = relation === 'ofB' ? isOfB(visitor) : ['requester', 'participant', 'organisationAdministrator'].includes(visitor)
  if (!sees || (door.on === 'request' && visitor === 'participant')) return 'not_found'
  if (door.sharing && visitor === 'participant') return 'forbidden'
  return door.by === undefined || visitor === 'requester' || visitor === 'foreignMember' ? 'allow' : 'forbidden'
}
