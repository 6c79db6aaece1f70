// Who may do what, once, for two runs: by function (lib/web/access.db.test.ts) and over HTTP (e2e/api/access.spec.ts). What
// is not in this table is refused by the build: an export of a command or query module, a page, a route, an action. The rows
// of a domain stand in lib/web/access/functions, those of its doors in lib/web/access/doors.
import { BILLING } from './access/functions/billing'
import { CASES } from './access/functions/cases'
import { EMAIL } from './access/functions/email'
import { ENGAGEMENTS } from './access/functions/engagements'
import { EVENTS } from './access/functions/events'
import { FILES } from './access/functions/files'
import { IDENTITY } from './access/functions/identity'
import { JOBS } from './access/functions/jobs'
import { KNOWLEDGE } from './access/functions/knowledge'
import { NOTIFICATIONS } from './access/functions/notifications'
import { QUEUE } from './access/functions/queue'
import { SHIFTS } from './access/functions/shifts'
import { SLA } from './access/functions/sla'
import { UPDATES } from './access/functions/updates'
import { joined } from './access/join'

export { INTERNAL, PRINCIPALS, type FunctionRow, type Principal, type Verdict } from './access/functions/row'

/** By module and export; after a `#`, one of the things that the same export does. */
export const FUNCTIONS = joined([
  CASES,
  QUEUE,
  KNOWLEDGE,
  ENGAGEMENTS,
  UPDATES,
  BILLING,
  EMAIL,
  EVENTS,
  IDENTITY,
  FILES,
  JOBS,
  NOTIFICATIONS,
  SHIFTS,
  SLA,
])
