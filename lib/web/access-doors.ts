// Every door of the house, and who gets what at it: one row for each page and route of the build, one for each action. The run
// over HTTP (e2e/api) opens every door as everybody, with and without proxy.ts; a door without a row fails, and a row without
// a door (security MX-01).
//
// To add a door, add its row to the file of its domain in lib/web/access/doors. A page or route stands under its key in
// `.next/app-path-routes-manifest.json`, an action under `file#export`; a missing row is named by the test "the table". Say who
// it is for, in one word (Audience); if the address or the form names an object, which (Subject), and everybody whom it does
// not concern is told that it does not exist; and for an action a form that would be accepted, so that a refusal is a refusal
// and not a mistake in the form.
import { ACCOUNT } from './access/doors/account'
import { ADMIN } from './access/doors/admin'
import { BILLING } from './access/doors/billing'
import { CASES } from './access/doors/cases'
import { ENGAGEMENTS } from './access/doors/engagements'
import { FILES } from './access/doors/files'
import { HOUSE } from './access/doors/house'
import { KNOWLEDGE } from './access/doors/knowledge'
import { NOTIFICATIONS } from './access/doors/notifications'
import { QUEUE } from './access/doors/queue'
import { SERVICES } from './access/doors/services'
import { SHIFTS } from './access/doors/shifts'
import { UPDATES } from './access/doors/updates'
import { joined } from './access/join'

export type { Asked, Audience, Door, DoorVerdict, Fields, Relation, Subject, Visitor } from './access/doors/door'
export { isOfB, isStaff, RELATIONS, verdictOf, VISITORS, WHO_MAY } from './access/doors/verdict'

const DOORS = [
  ACCOUNT,
  CASES,
  SERVICES,
  ENGAGEMENTS,
  BILLING,
  NOTIFICATIONS,
  QUEUE,
  SHIFTS,
  KNOWLEDGE,
  UPDATES,
  FILES,
  ADMIN,
  HOUSE,
]

export const ROUTES = joined(DOORS.map(({ routes }) => routes))

export const ACTIONS = joined(DOORS.map(({ actions }) => actions))
