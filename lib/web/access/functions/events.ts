import { INTERNAL, ONLY_ADMINISTRATOR, PEOPLE, PRINCIPALS, type FunctionRows } from './row'

export const EVENTS: FunctionRows = {
  'events/commands.record': INTERNAL,
  'events/commands.historyWrites': INTERNAL,
  'events/commands.announce': INTERNAL,
  'events/queries/audit.listAudit': ONLY_ADMINISTRATOR,
  'events/queries/audit.exportAudit': ONLY_ADMINISTRATOR,
  'events/queries/audit.getAuditState': ONLY_ADMINISTRATOR,
  'events/queries/live.currentEventCursor': { ok: PRINCIPALS },
  'events/queries/live.listEventsAfter': { ok: PEOPLE },
}
