// The acts of the access matrix that are about what the whole house shares: its promise, its events, its mails. Used by tests only.
import { defaultCalendars } from '@/lib/sla/default-calendars'
import { defaultPolicy } from '@/lib/sla/default-policy'
import type { Acts } from './act'

const installation = () => import('@/lib/identity/commands/installation')
const mails = () => import('@/lib/email/queries')
const promise = () => import('@/lib/sla/queries')
const live = () => import('@/lib/events/queries/live')
const audit = () => import('@/lib/events/queries/audit')
const promising = () => import('@/lib/sla/commands')

const words = {
  kind: 'test',
  brandName: 'Harmoni Support',
  productName: 'Harmoni',
  supportEmail: 'support@harmoni.example',
  casePrefix: 'HS',
  policyVersionId: 'policy-1',
} as const

const everything = {
  cursor: undefined,
  person: '',
  organisation: '',
  reference: '',
  action: undefined,
  from: undefined,
  until: undefined,
}

const promiseOfTests = {
  policyId: 'policy-1',
  policy: defaultPolicy,
  regions: [{ code: 'EMEA', name: 'Europe', calendar: defaultCalendars.EMEA }],
}

export const HOUSE_ACTS: Acts = {
  'email/queries.listCaughtMails': async (ctx) => (await mails()).listCaughtMails(ctx, {}),
  'email/queries.getCaughtMail': async (ctx) => (await mails()).getCaughtMail(ctx, 1),
  'identity/commands/installation.createInstallation': async (ctx) => (await installation()).createInstallation(ctx, words),
  'events/queries/audit.listAudit': async (ctx) => (await audit()).listAudit(ctx, everything),
  'events/queries/audit.exportAudit': async (ctx) => (await audit()).exportAudit(ctx, everything).next(),
  'events/queries/audit.getAuditState': async (ctx) => (await audit()).getAuditState(ctx),
  'events/queries/live.currentEventCursor': async (ctx) => (await live()).currentEventCursor(ctx),
  'events/queries/live.listEventsAfter': async (ctx) => (await live()).listEventsAfter(ctx, { xid: '0', id: 0 }),
  'sla/commands.publishDefaultPromise': async (ctx) => (await promising()).publishDefaultPromise(ctx),
  'sla/commands.publishPromise': async (ctx) => (await promising()).publishPromise(ctx, promiseOfTests),
  'sla/queries.getPolicyVersion': async (ctx) => (await promise()).getPolicyVersion(ctx, 'policy-1'),
  'sla/queries.getCalendars': async (ctx) => (await promise()).getCalendars(ctx, ['APAC-1']),
  'sla/queries.listRegions': async (ctx) => (await promise()).listRegions(ctx),
  'sla/queries.listPublishedPolicies': async (ctx) => (await promise()).listPublishedPolicies(ctx),
  'sla/queries.listPolicyVersions': async (ctx) => (await promise()).listPolicyVersions(ctx),
  'sla/queries.getCurrentPolicy': async (ctx) => (await promise()).getCurrentPolicy(ctx),
}
