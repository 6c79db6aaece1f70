import { INTERNAL, ONLY_SYSTEM, PRINCIPALS, type FunctionRows } from './row'

export const SLA: FunctionRows = {
  'sla/commands.decideCaseMoments': INTERNAL,
  'sla/commands.storeClocks': INTERNAL,
  'sla/commands.publishDefaultPromise': ONLY_SYSTEM,
  'sla/commands.publishPromise': ONLY_SYSTEM,
  'sla/queries.getPolicyVersion': { ok: PRINCIPALS },
  'sla/queries.getCalendars': { ok: PRINCIPALS },
  'sla/queries.listRegions': { ok: PRINCIPALS },
  'sla/queries.getCurrentPolicy': { ok: PRINCIPALS },
  'sla/queries.listPublishedPolicies': { ok: ['administrator'] },
  'sla/queries.listPolicyVersions': { ok: PRINCIPALS },
  'sla/queries.listClocks': INTERNAL,
}
