// Every door of the house, and who gets what at it: one row for each page and route of the build, one for each action. The run
// over HTTP (e2e/api) opens every door as everybody, with and without proxy.ts; a door without a row fails, and a row without
// a door (security MX-01).
//
// To add a door, add its row. A page or route stands under its key in `.next/app-path-routes-manifest.json`, an action under
// `file#export`; a missing row is named by the test "the table". Say who it is for, in one word (Audience); if the address or the form
// names an object, which (Subject), and everybody whom it does not concern is told that it does not exist; and for an action a
// form that would be accepted, so that a refusal is a refusal and not a mistake in the form.
import type { Principal } from './access-matrix'

/** Those of security MX-02 that exist. `demoted` was administrator when signing in and is an agent now; `departed` has left A. */
export type Visitor = Exclude<Principal, 'system'> | 'foreignCsm' | 'disabled' | 'demoted' | 'departed'

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

/** Whom a door is for. `keeper`: an organisation's own administrators. `person`: whoever has signed in. `answering`: staff who deal with customers, which finance does not. `scoping`: who quotes for customers. `billing`: who reads bills; `drafting`: who drafts them. */
export type Audience =
  | 'public'
  | 'customer'
  | 'keeper'
  | 'person'
  | 'staff'
  | 'answering'
  | 'scoping'
  | 'publishing'
  | 'billing'
  | 'drafting'
  | 'finance'
  | 'administrator'
/** Somebody who may, for each audience. */
export const WHO_MAY: Record<Audience, Visitor> = {
  public: 'anonymous',
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
/** What a door is asked about: something of organisation A, of B, or of nobody. A's case is the requester's, B's the member's. */
export type Relation = 'ofA' | 'ofB' | 'missing'
export const RELATIONS: readonly Relation[] = ['ofA', 'ofB', 'missing']
export type Subject = 'case' | 'request' | 'file' | 'organisation' | 'person' | 'session' | 'mail'

/** `own_side`: a page of the customers sends staff to the desk. */
export type DoorVerdict = 'allow' | 'sign_in' | 'own_side' | 'forbidden' | 'not_found'

/** The words a form or an address may use of what a door is asked about. */
export type Asked = {
  reference: string
  /** A request for a service, asked by whoever opened the case. */
  requestReference: string
  /** On the first message of the case, with a preview. */
  fileId: string
  organisationId: string
  /** Of the organisation, and nobody's principal. */
  userId: string
  /** An administrator of the organisation whose case it is, who sees it whether or not they take part. */
  keeperId: string
  sessionId: string
  mailId: string
  tokens: { reset: string; invitation: string }
  csmId: string
  backupCsmId: string
  /** Who answers customers, and is none of the visitors. */
  agentId: string
  key: string
}
export type Fields = Record<string, string | string[]>
export type Door = {
  for: Audience
  on?: Subject
  /** Of a route; `GET` unless told. A page has GET. */
  methods?: readonly ('GET' | 'POST' | 'PUT' | 'DELETE')[]
  /** The path, where it is not that of the manifest with its parameters filled in. */
  path?: string | ((asked: Asked) => string)
  /** Of the case only whoever opened it; who else sees it may not. */
  by?: 'requester'
  /** Changes who takes part, which whoever takes part may not. */
  sharing?: true
  /** Opens with a signed link of a mail, which these visitors have not: nothing is there. What a link may is held by lib/cases. */
  unsigned?: true
  /** Is about people on our side, which none of those asked about is: not there for anybody. Who may is held by lib/shifts. */
  ofStaff?: true
  /** Names a draft, macro or article that is none of these visitors': nothing is there. Who may is held by its domain. */
  private?: true
  /** Takes posts of other sites, as programs of mail send them: what it does hangs on a signed link alone. */
  fromAnywhere?: true
  /** The status of an answer to those who may; 200 unless told. */
  status?: number
  /** Where those who may are led. */
  leads?: string
  /** Shows what everybody was written: only a demo and a test have it. */
  showsMail?: true
  form?: (asked: Asked) => Fields
}

const PUBLIC: Door = { for: 'public' }
const CUSTOMER: Door = { for: 'customer' }
const STAFF: Door = { for: 'staff' }
const ADMINISTRATOR: Door = { for: 'administrator' }

export const ROUTES: Record<string, Door> = {
  '/(account)/forgotten-password/page': PUBLIC,
  '/(account)/invitation/page': PUBLIC,
  '/(account)/reset-password/page': PUBLIC,
  '/(account)/sign-in/link/page': PUBLIC,
  // Whoever has signed in goes on, whoever has not gets the CSRF cookie first.
  '/(account)/sign-in/page': { for: 'public', status: 307 },
  '/(account)/sign-out/route': { for: 'public', methods: ['POST'], status: 303 },
  '/(account)/theme/route': { for: 'public', methods: ['POST'], status: 303, form: () => ({ theme: 'dark' }) },
  '/(print)/cases/[number]/print/page': { for: 'customer', on: 'case' },
  '/(print)/desk/cases/[number]/print/page': { for: 'staff', on: 'case' },
  '/(portal)/cases/[number]/page': { for: 'customer', on: 'case' },
  '/(portal)/cases/export/route': CUSTOMER,
  '/(portal)/cases/new/known/route': { for: 'customer', path: '/cases/new/known?q=exports%20fail' },
  '/(portal)/cases/new/page': CUSTOMER,
  '/(portal)/cases/page': CUSTOMER,
  '/(portal)/notifications/page': CUSTOMER,
  '/(portal)/page': CUSTOMER,
  '/(portal)/policy/page': CUSTOMER,
  '/(portal)/profile/page': CUSTOMER,
  '/(portal)/services/[number]/page': { for: 'customer', on: 'request' },
  '/(portal)/services/[number]/quote/page': { for: 'customer', on: 'request' },
  // Nobody has ordered what the run asks about: it says so to everybody.
  '/(portal)/services/[number]/engagement/page': {
    for: 'customer',
    private: true,
    path: ({ requestReference }) => `/services/${requestReference}/engagement`,
  },
  '/desk/services/[number]/engagement/page': {
    for: 'staff',
    private: true,
    path: ({ requestReference }) => `/desk/services/${requestReference}/engagement`,
  },
  '/desk/billing/page': { for: 'billing' },
  '/desk/billing/entities/page': { for: 'finance' },
  '/desk/billing/[invoiceId]/page': { for: 'billing', private: true, path: ({ key }) => `/desk/billing/${key}` },
  '/desk/time/page': STAFF,
  '/desk/time/approve/page': STAFF,
  '/(print)/services/[number]/certificate/page': {
    for: 'customer',
    private: true,
    path: ({ requestReference }) => `/services/${requestReference}/certificate`,
  },
  '/(print)/desk/services/[number]/certificate/page': {
    for: 'staff',
    private: true,
    path: ({ requestReference }) => `/desk/services/${requestReference}/certificate`,
  },
  '/api/quotes/[number]/route': {
    for: 'person',
    private: true,
    path: ({ requestReference }) => `/api/quotes/${requestReference}`,
  },
  '/api/invoices/[number]/route': { for: 'person', private: true, path: '/api/invoices/NZ-INV-2099-999999' },
  '/api/exports/[batchId]/route': { for: 'finance', private: true, path: ({ key }) => `/api/exports/${key}` },
  '/desk/billing/exports/page': { for: 'finance' },
  '/(portal)/services/invoices/page': { for: 'keeper' },
  '/(portal)/services/invoices/[number]/page': { for: 'customer', private: true, path: '/services/invoices/NZ-INV-2099-999999' },
  '/(portal)/services/new/page': CUSTOMER,
  '/(portal)/services/page': CUSTOMER,
  '/(portal)/team/page': { for: 'keeper' },
  // The framework's own address of the page that says that we failed.
  '/_global-error/page': { for: 'public', status: 500 },
  '/_not-found/page': { for: 'public', path: '/nothing-is-here', status: 404 },
  '/api/auth/[...nextauth]/route': { for: 'public', methods: ['GET', 'POST'], path: '/api/auth/callback/password', status: 303 },
  '/api/tags/route': { for: 'staff' },
  '/api/demo/mails/[mailId]/route': { for: 'public', on: 'mail', showsMail: true },
  '/api/drafts/route': {
    for: 'person',
    on: 'case',
    methods: ['POST'],
    form: ({ reference }) => ({ reference, kind: 'reply', body: 'Still so', version: '0' }),
  },
  '/api/events/route': { for: 'person' },
  '/api/files/[fileId]/[rendition]/route': { for: 'person', on: 'file' },
  '/api/files/[fileId]/route': { for: 'person', on: 'file' },
  '/api/schedules/[number]/route': {
    for: 'person',
    private: true,
    path: ({ requestReference }) => `/api/schedules/${requestReference}`,
  },
  '/api/receipts/[fileId]/route': { for: 'person', private: true, path: ({ key }) => `/api/receipts/${key}` },
  '/api/live/route': PUBLIC,
  '/api/palette/route': STAFF,
  '/api/similar/route': { for: 'staff', on: 'case', path: ({ reference }) => `/api/similar?reference=${reference}` },
  '/api/articles/route': { for: 'staff', on: 'case', path: ({ reference }) => `/api/articles?reference=${reference}` },
  '/api/presence/route': {
    for: 'staff',
    on: 'case',
    methods: ['POST'],
    status: 204,
    form: ({ reference, key }) => ({ reference, page: key, doing: 'reading' }),
  },
  '/api/queue/route': STAFF,
  '/api/ready/route': PUBLIC,
  '/api/uploads/[uploadId]/route': {
    for: 'person',
    methods: ['PUT', 'DELETE'],
    path: ({ key }) => `/api/uploads/${key}?name=access.txt`,
  },
  '/api/uploads/route': { for: 'person', path: ({ key }) => `/api/uploads?id=${key}` },
  '/apple-icon.png/route': PUBLIC,
  '/demo/mails/[mailId]/page': { for: 'public', on: 'mail', showsMail: true },
  '/demo/mails/page': { for: 'public', showsMail: true },
  '/desk/admin/audit/export/route': ADMINISTRATOR,
  '/desk/admin/audit/page': ADMINISTRATOR,
  '/desk/admin/organisations/export/route': ADMINISTRATOR,
  '/desk/admin/people/export/route': ADMINISTRATOR,
  '/desk/export/route': STAFF,
  '/desk/admin/organisations/[organisationId]/page': { for: 'administrator', on: 'organisation' },
  '/desk/admin/organisations/new/page': ADMINISTRATOR,
  '/desk/admin/organisations/page': ADMINISTRATOR,
  // Only an address that leads on.
  '/desk/admin/page': { for: 'staff', status: 307, leads: '/desk/admin/organisations' },
  '/desk/admin/people/[personId]/page': { for: 'administrator', on: 'person' },
  '/desk/admin/people/new/page': ADMINISTRATOR,
  '/desk/admin/people/page': ADMINISTRATOR,
  '/desk/admin/policy/page': ADMINISTRATOR,
  '/desk/cases/[number]/link/page': { for: 'answering', on: 'case' },
  // No message is looked at: the page says so.
  '/desk/cases/[number]/split/page': { for: 'answering', on: 'case' },
  '/desk/cases/[number]/merge/page': { for: 'answering', on: 'case' },
  '/desk/cases/[number]/page': { for: 'staff', on: 'case' },
  '/desk/knowledge/[articleId]/page': { for: 'staff', private: true, path: ({ key }) => `/desk/knowledge/${key}` },
  '/desk/knowledge/[articleId]/versions/page': {
    for: 'staff',
    private: true,
    path: ({ key }) => `/desk/knowledge/${key}/versions`,
  },
  '/desk/knowledge/new/page': STAFF,
  '/desk/knowledge/page': STAFF,
  '/desk/knowledge/searches/page': STAFF,
  '/desk/knowledge/sections/page': STAFF,
  '/desk/macros/[macroId]/page': { for: 'staff', private: true, path: '/desk/macros/7d3ad9b8-64a4-4d3c-9f0b-0c1b1f1c7a11' },
  '/desk/macros/new/page': STAFF,
  '/desk/macros/page': STAFF,
  '/desk/views/page': STAFF,
  '/desk/tags/page': STAFF,
  '/desk/bulk/page': { for: 'answering' },
  '/desk/bulk/[actId]/page': { for: 'answering', private: true, path: '/desk/bulk/7d3ad9b8-64a4-4d3c-9f0b-0c1b1f1c7a11' },
  '/desk/notifications/page': STAFF,
  '/desk/page': STAFF,
  '/desk/profile/page': STAFF,
  '/desk/search/page': STAFF,
  '/desk/services/[number]/page': { for: 'staff', on: 'request' },
  '/desk/services/[number]/quote/page': { for: 'staff', on: 'request' },
  '/desk/services/page': STAFF,
  '/desk/services/rates/page': STAFF,
  '/desk/shift-end/page': STAFF,
  '/desk/shifts/[personId]/page': { for: 'staff', on: 'person', ofStaff: true },
  '/desk/shifts/page': STAFF,
  '/announcements/page': PUBLIC,
  '/desk/announcements/[announcementId]/page': { for: 'staff', private: true, path: ({ key }) => `/desk/announcements/${key}` },
  '/desk/announcements/new/page': STAFF,
  '/desk/announcements/page': STAFF,
  '/desk/cases/[number]/article/[messageId]/page': {
    for: 'answering',
    private: true,
    path: ({ reference, key }) => `/desk/cases/${reference}/article/${key}`,
  },
  '/desk/knowledge/gaps/page': STAFF,
  '/desk/updates/[updateId]/page': { for: 'staff', private: true, path: ({ key }) => `/desk/updates/${key}` },
  '/desk/updates/new/page': STAFF,
  '/desk/updates/page': STAFF,
  '/unsubscribe/[token]/route': {
    for: 'public',
    methods: ['GET', 'POST'],
    unsigned: true,
    fromAnywhere: true,
    path: '/unsubscribe/nobody-signed-this',
  },
  '/unsubscribe/page': { for: 'public', unsigned: true, path: '/unsubscribe?token=nobody-signed-this' },
  '/updates/[slug]/page': { for: 'public', private: true, path: '/updates/nothing-is-called-this' },
  '/updates/feed.xml/route': PUBLIC,
  '/updates/page': PUBLIC,
  '/help/[slug]/page': { for: 'public', private: true, path: '/help/nothing-is-called-this' },
  '/help/deflection/route': {
    for: 'customer',
    private: true,
    methods: ['POST'],
    form: ({ key }) => ({ key, line: 'weights', event: 'opened', articleIds: [key] }),
  },
  '/help/feedback/route': {
    for: 'public',
    private: true,
    methods: ['POST'],
    form: ({ key }) => ({ articleId: key, helpful: 'yes' }),
  },
  '/help/files/[fileId]/[rendition]/route': {
    for: 'public',
    private: true,
    path: ({ key }) => `/help/files/${key}/large`,
  },
  '/help/files/[fileId]/route': { for: 'public', private: true, path: ({ key }) => `/help/files/${key}` },
  '/help/found/route': {
    for: 'public',
    private: true,
    path: ({ key }) => `/help/found?search=${key}&article=nothing-is-called-this`,
  },
  '/help/page': PUBLIC,
  '/help/read/route': { for: 'public', private: true, path: '/help/read?article=nothing-is-called-this' },
  '/help/search/page': { for: 'public', path: '/help/search?q=weights' },
  '/help/sitemap.xml/route': PUBLIC,
  '/help/suggest/route': { for: 'public', path: '/help/suggest?q=weig' },
  '/icon.svg/route': PUBLIC,
  '/robots.txt/route': PUBLIC,
  '/rating/page': { for: 'public', unsigned: true, path: '/rating?token=nobody-signed-this' },
}

const organisation = {
  name: 'Kea & Sons Insight',
  regionCode: 'EMEA',
  timeZone: 'Europe/London',
  currency: 'GBP',
  sites: '',
}
const person = ({ userId }: Asked): Fields => ({ userId })
/** What finance does with a bill that is not there. */
const onBill = (form: (key: string) => Fields = () => ({})): Door => ({
  for: 'finance',
  private: true,
  form: ({ key }) => ({ invoiceId: key, ...form(key) }),
})
const onPerson = (form: Door['form'] = person): Door => ({ for: 'administrator', on: 'person', form })
const onOrganisation = (form: Door['form'] = ({ organisationId }) => ({ organisationId })): Door => ({
  for: 'administrator',
  on: 'organisation',
  form,
})

const WEEK: string[] = Array(7).fill('')
const onShifts = (fields: Fields): Door => ({
  for: 'staff',
  on: 'person',
  ofStaff: true,
  form: ({ userId }) => ({ userId, ...fields }),
})

/** Names a case and a person of its organisation. */
const sharing = (audience: 'customer' | 'answering'): Door => ({
  for: audience,
  on: 'case',
  sharing: true,
  form: ({ reference, keeperId }) => ({ reference, userId: keeperId }),
})

/** Names an article that is not there; who may is told so, and what may be done with one is held by lib/knowledge. */
const onArticle = (fields: Fields): Door => ({
  for: 'answering',
  private: true,
  form: ({ key }) => ({ articleId: key, ...fields }),
})

export const ACTIONS: Record<string, Door> = {
  'app/(account)/actions.ts#mailLink': { for: 'public', form: () => ({ email: 'nobody@access.example' }) },
  'app/(account)/actions.ts#mailReset': { for: 'public', form: () => ({ email: 'nobody@access.example' }) },
  'app/(account)/actions.ts#chooseNewPassword': {
    for: 'public',
    form: ({ tokens }) => ({ token: tokens.reset, password: 'granite-otter-lamp-42' }),
  },
  'app/(account)/actions.ts#joinByInvitation': {
    for: 'public',
    form: ({ tokens }) => ({
      token: tokens.invitation,
      name: 'Joined Person',
      timeZone: 'UTC',
      password: 'granite-otter-lamp-42',
    }),
  },
  'app/(portal)/cases/[number]/actions.ts#rate': {
    for: 'customer',
    on: 'case',
    by: 'requester',
    form: ({ reference }) => ({ reference, resolvedAt: '0', answer: 'great' }),
  },
  'app/(portal)/cases/[number]/actions.ts#reply': {
    for: 'customer',
    on: 'case',
    form: ({ key, reference }) => ({ key, reference, body: 'Still so.' }),
  },
  'app/(portal)/cases/[number]/actions.ts#solved': { for: 'customer', on: 'case', form: ({ reference }) => ({ reference }) },
  'app/(portal)/cases/new/actions.ts#send': {
    for: 'customer',
    form: ({ key }) => ({
      key,
      category: 'problem',
      subject: 'Weights are off',
      impact: 'minor',
      workaround: 'no',
      body: 'Wave 7 shows wave 6.',
    }),
  },
  'app/(portal)/profile/actions.ts#changeProfile': { for: 'person', form: () => ({ name: 'New Name', timeZone: 'UTC' }) },
  'app/(portal)/profile/actions.ts#changeChoices': { for: 'person', form: () => ({ side: 'staff', 'mention.mail': 'on' }) },
  'app/(portal)/profile/actions.ts#changePassword': { for: 'person', form: () => ({ password: 'granite-otter-lamp-42' }) },
  'app/(portal)/profile/actions.ts#revokeSession': { for: 'person', on: 'session', form: ({ sessionId }) => ({ sessionId }) },
  'app/(portal)/profile/actions.ts#revokeOtherSessions': { for: 'person', form: () => ({}) },
  'app/(portal)/profile/actions.ts#chooseOrganisation': {
    for: 'customer',
    form: ({ organisationId }) => ({ organisationId }),
  },
  'app/(portal)/services/actions.ts#ask': {
    for: 'customer',
    form: ({ key }) => ({ key, itemCode: 'CONS', title: 'Weekly refresh', goal: 'New data.', notice: '1', understood: 'on' }),
  },
  'app/(portal)/services/actions.ts#changeState': {
    for: 'customer',
    on: 'request',
    form: ({ requestReference }) => ({ reference: requestReference, to: 'withdrawn', reason: '' }),
  },
  'app/(portal)/services/actions.ts#write': {
    for: 'customer',
    on: 'request',
    form: ({ key, requestReference }) => ({ key, reference: requestReference, body: 'Until Friday.' }),
  },
  'app/(portal)/services/[number]/quote/actions.ts#sign': {
    for: 'customer',
    private: true,
    form: ({ requestReference }) => ({
      ...{ reference: requestReference, version: '1', sha256: '0'.repeat(64), terms: 'on', typedName: 'Some Body' },
    }),
  },
  'app/(portal)/services/[number]/quote/actions.ts#decline': {
    for: 'customer',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference, version: '1', code: 'price', reason: '', then: 'revise' }),
  },
  'app/(portal)/services/[number]/quote/actions.ts#undo': {
    for: 'customer',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference, reason: 'By mistake.' }),
  },
  'app/desk/services/[number]/quote/actions.ts#begin': {
    for: 'scoping',
    on: 'request',
    form: ({ requestReference }) => ({ reference: requestReference }),
  },
  'app/desk/services/[number]/quote/actions.ts#save': {
    for: 'scoping',
    private: true,
    form: ({ requestReference }) => ({
      reference: requestReference,
      revision: '0',
      draft: JSON.stringify({
        ...{ model: 'fixed', isCapped: true, taxCode: 'nz_gst_15', validUntil: '2099-01-01', paymentDays: 30, startsOn: '' },
        ...{ scope: '', assumptions: '', exclusions: '', lines: [] },
      }),
    }),
  },
  'app/desk/services/[number]/quote/actions.ts#take': {
    for: 'scoping',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference, version: '1', revision: '0', to: 'sent', reason: '' }),
  },
  'app/desk/services/[number]/quote/actions.ts#recordOffline': {
    for: 'scoping',
    private: true,
    form: ({ requestReference }) => ({
      ...{ reference: requestReference, version: '1', orderNumber: 'PO-1', orderedBy: 'Their system', note: 'By mail.' },
    }),
  },
  'app/desk/services/[number]/quote/actions.ts#countersign': {
    for: 'scoping',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference, version: '1' }),
  },
  'app/desk/services/[number]/quote/actions.ts#undo': {
    for: 'scoping',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference, reason: 'By mistake.' }),
  },
  'app/desk/billing/actions.ts#prepare': {
    for: 'drafting',
    private: true,
    form: ({ key }) => ({ upTo: '2026-11-24', engagementId: key }),
  },
  'app/desk/billing/actions.ts#giveOrder': {
    for: 'drafting',
    private: true,
    form: ({ key }) => ({ engagementId: key, orderNumber: 'PO-7' }),
  },
  // Nothing is issued in the run: there is nothing to put into a file.
  'app/desk/billing/exports/actions.ts#make': { for: 'finance', form: () => ({ target: 'xero', upTo: '2000-01-01' }) },
  'app/desk/billing/entities/actions.ts#keep': {
    for: 'finance',
    form: () => ({
      ...{ regionCode: 'APAC', code: 'NZ', legalName: 'Harmoni NZ Ltd', taxNumber: '', address: '1 Quay Street, Auckland' },
      ...{ bankDetails: '', timeZone: 'Pacific/Auckland' },
    }),
  },
  'app/desk/billing/[invoiceId]/actions.ts#issue': onBill(),
  'app/desk/billing/[invoiceId]/actions.ts#remove': onBill(),
  'app/desk/billing/[invoiceId]/actions.ts#pay': onBill((key) => ({ key, paidOn: '2026-11-01', amount: '100', reference: '' })),
  'app/desk/billing/[invoiceId]/actions.ts#credit': onBill((key) => ({ reason: 'Too early.', part: `${key}:bill_again` })),
  'app/desk/billing/[invoiceId]/actions.ts#makeVoid': onBill(() => ({ reason: 'Too early.' })),
  'app/desk/services/[number]/engagement/actions.ts#take': {
    for: 'staff',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference, to: 'active', reason: '' }),
  },
  'app/desk/services/[number]/engagement/actions.ts#assign': {
    for: 'scoping',
    private: true,
    form: ({ requestReference, key }) => ({
      ...{ reference: requestReference, userId: key, role: 'consultant', fromOn: '2026-11-01', hoursPerWeek: '8' },
    }),
  },
  'app/desk/services/[number]/engagement/actions.ts#endAssigned': {
    for: 'scoping',
    private: true,
    form: ({ requestReference, key }) => ({ reference: requestReference, assignmentId: key }),
  },
  'app/desk/services/[number]/engagement/actions.ts#plan': {
    for: 'staff',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference, startsOn: '', endsOn: '', remaining: '' }),
  },
  'app/desk/services/[number]/engagement/actions.ts#decide': {
    for: 'staff',
    private: true,
    form: ({ key }) => ({ entryId: key, to: 'approved', reason: '' }),
  },
  'app/desk/services/[number]/engagement/actions.ts#addPart': {
    for: 'staff',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference, name: 'Dry run', dueOn: '' }),
  },
  'app/desk/services/[number]/engagement/actions.ts#takePart': {
    for: 'staff',
    private: true,
    form: ({ requestReference, key }) => ({ reference: requestReference, milestoneId: key, to: 'delivered', reason: '' }),
  },
  'app/desk/services/actions.ts#openOnboarding': {
    for: 'scoping',
    private: true,
    form: ({ key }) => ({ organisationId: key, consultantId: key, opensOn: '2026-11-01', days: '90', hours: '24' }),
  },
  'app/desk/services/[number]/engagement/actions.ts#enterSpent': {
    for: 'staff',
    private: true,
    form: ({ requestReference, key }) => ({
      ...{ reference: requestReference, key, category: 'travel', spentOn: '2026-11-01', amount: '120', currency: 'NZD' },
      ...{ note: 'Christchurch to Auckland', files: key },
    }),
  },
  'app/desk/services/[number]/engagement/actions.ts#takeSpent': {
    for: 'staff',
    private: true,
    form: ({ key }) => ({ expenseId: key, to: 'approved', reason: '' }),
  },
  'app/desk/services/[number]/engagement/actions.ts#extend': {
    for: 'scoping',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference, endsOn: '2027-03-01', reason: 'They were away.' }),
  },
  'app/desk/services/[number]/engagement/actions.ts#restore': {
    for: 'scoping',
    private: true,
    form: ({ requestReference, key }) => ({
      ...{ reference: requestReference, blockId: key, endsOn: '2027-03-01', reason: 'As agreed.' },
    }),
  },
  'app/desk/services/[number]/engagement/actions.ts#beginChange': {
    for: 'scoping',
    private: true,
    form: ({ requestReference, key }) => ({
      ...{ reference: requestReference, key, reason: 'scope', title: 'One more wave', goal: 'The wave of Singapore.' },
    }),
  },
  'app/(portal)/services/[number]/engagement/actions.ts#takePart': {
    for: 'customer',
    private: true,
    form: ({ requestReference, key }) => ({ reference: requestReference, milestoneId: key, to: 'accepted', reason: '' }),
  },
  'app/(portal)/services/[number]/engagement/actions.ts#rate': {
    for: 'customer',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference, answer: 'great', comment: '' }),
  },
  'app/(portal)/services/[number]/engagement/actions.ts#askChange': {
    for: 'customer',
    private: true,
    form: ({ requestReference, key }) => ({
      ...{ reference: requestReference, key, reason: 'scope', title: 'One more wave', goal: 'The wave of Singapore.' },
    }),
  },
  'app/desk/time/actions.ts#save': {
    for: 'staff',
    private: true,
    form: ({ requestReference }) => ({
      ...{ reference: requestReference, role: 'consultant', workedOn: '2026-11-01', version: '0', worked: '1:00' },
      ...{ customerNote: '', internalNote: '' },
    }),
  },
  'app/desk/time/actions.ts#start': {
    for: 'staff',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference, role: 'consultant' }),
  },
  'app/desk/time/actions.ts#stop': { for: 'staff', private: true, form: () => ({ keep: 'no' }) },
  'app/desk/time/actions.ts#remove': { for: 'staff', private: true, form: ({ key }) => ({ entryId: key }) },
  'app/desk/time/actions.ts#submit': { for: 'staff', form: () => ({ week: '2026-11-02' }) },
  'app/desk/time/actions.ts#decide': {
    for: 'staff',
    private: true,
    form: ({ key }) => ({ entryId: key, to: 'approved', reason: '' }),
  },
  'app/desk/time/actions.ts#give': {
    for: 'staff',
    private: true,
    form: ({ key }) => ({ entryId: key, reason: 'Our mistake.' }),
  },
  'app/(portal)/team/actions.ts#setBuyingRules': { for: 'keeper', form: () => ({}) },
  'app/desk/services/rates/actions.ts#publish': {
    for: 'publishing',
    form: () => ({ regionCode: 'APAC', currency: 'NZD', effectiveFrom: '2031-01-01', 'consultant.hour': '240' }),
  },
  'app/desk/services/actions.ts#write': {
    for: 'scoping',
    on: 'request',
    form: ({ key, requestReference }) => ({ key, reference: requestReference, body: 'Until when?' }),
  },
  'app/desk/services/actions.ts#remind': {
    for: 'scoping',
    private: true,
    form: ({ requestReference }) => ({ reference: requestReference }),
  },
  'app/desk/services/actions.ts#changeState': {
    for: 'scoping',
    on: 'request',
    form: ({ requestReference }) => ({ reference: requestReference, to: 'scoping', reason: '' }),
  },
  'app/(portal)/team/actions.ts#invite': {
    for: 'keeper',
    form: ({ key }) => ({ email: `${key}@access.example`, name: 'Invited Person', role: 'member' }),
  },
  'app/(portal)/team/actions.ts#changeRole': {
    for: 'keeper',
    on: 'person',
    form: ({ userId }) => ({ userId, role: 'administrator' }),
  },
  'app/(portal)/team/actions.ts#nameApprover': {
    for: 'keeper',
    on: 'person',
    form: ({ userId }) => ({ userId, limit: '5,000' }),
  },
  'app/(portal)/team/actions.ts#nameBillingContact': { for: 'keeper', on: 'person', form: ({ userId }) => ({ userId }) },
  'app/(portal)/team/actions.ts#endBillingContact': { for: 'keeper', form: ({ userId }) => ({ userId }) },
  // Whoever has no right has none to take back, whether or not there is such a person.
  'app/(portal)/team/actions.ts#endApprover': { for: 'keeper', form: ({ userId }) => ({ userId }) },
  'app/(portal)/team/actions.ts#remove': { for: 'keeper', on: 'person', form: ({ userId }) => ({ userId }) },
  'app/(portal)/notifications/actions.ts#markCaseRead': { for: 'customer', on: 'case', form: ({ reference }) => ({ reference }) },
  'app/(portal)/notifications/actions.ts#markRequestRead': {
    for: 'customer',
    form: ({ requestReference }) => ({ reference: requestReference }),
  },
  'app/(portal)/notifications/actions.ts#markAllRead': { for: 'customer', form: () => ({}) },
  'app/desk/notifications/actions.ts#markCaseRead': { for: 'staff', on: 'case', form: ({ reference }) => ({ reference }) },
  'app/desk/notifications/actions.ts#markRequestRead': {
    for: 'staff',
    form: ({ requestReference }) => ({ reference: requestReference }),
  },
  'app/desk/notifications/actions.ts#markAllRead': { for: 'staff', form: () => ({}) },
  'app/desk/notifications/actions.ts#followCase': { for: 'staff', on: 'case', form: ({ reference }) => ({ reference }) },
  'app/desk/notifications/actions.ts#leaveCase': { for: 'staff', on: 'case', form: ({ reference }) => ({ reference }) },
  'app/rating/actions.ts#rate': { for: 'public', unsigned: true, form: () => ({ token: 'nobody-signed-this', answer: 'great' }) },
  'app/rating/actions.ts#reopen': {
    for: 'public',
    unsigned: true,
    form: ({ key }) => ({ token: 'nobody-signed-this', key, body: 'Still so.' }),
  },
  // Acts on several cases say which could not be changed, rather than that one is not there.
  'app/desk/actions.ts#actOnCases': { for: 'answering', form: ({ reference }) => ({ take: reference }) },
  'app/desk/actions.ts#takeNextCase': { for: 'answering', form: () => ({}) },
  'app/desk/cases/[number]/actions.ts#take': { for: 'answering', on: 'case', form: ({ reference }) => ({ reference }) },
  'app/desk/cases/[number]/actions.ts#handOver': {
    for: 'answering',
    on: 'case',
    form: ({ reference }) => ({ reference, regionCode: 'AMER', state: '', nextStep: 'Ring them.' }),
  },
  // A case goes into no case twice, and none is merged: neither changes the case that everybody is asked about.
  'app/desk/cases/[number]/merge/actions.ts#merge': {
    for: 'answering',
    on: 'case',
    form: ({ reference }) => ({ reference, into: reference }),
  },
  // The message that is named is none of the case.
  'app/desk/cases/[number]/split/actions.ts#split': {
    for: 'answering',
    private: true,
    form: ({ reference, key }) => ({ key, reference, messageId: key, category: 'how_to', subject: 'Base sizes' }),
  },
  // Nor is it linked with itself.
  'app/desk/cases/[number]/link/actions.ts#link': {
    for: 'answering',
    on: 'case',
    form: ({ reference }) => ({ reference, other: 'HS-10028', kind: 'related' }),
  },
  'app/desk/cases/[number]/actions.ts#unlink': {
    for: 'answering',
    on: 'case',
    form: ({ reference, key }) => ({ reference, linkId: key }),
  },
  'app/desk/cases/[number]/actions.ts#markProblem': { for: 'answering', on: 'case', form: ({ reference }) => ({ reference }) },
  'app/desk/cases/[number]/actions.ts#unmarkProblem': { for: 'answering', on: 'case', form: ({ reference }) => ({ reference }) },
  'app/desk/cases/[number]/actions.ts#tellCustomers': {
    for: 'answering',
    on: 'case',
    form: ({ reference }) => ({ reference, title: 'Exports fail', body: '' }),
  },
  'app/desk/cases/[number]/actions.ts#untellCustomers': {
    for: 'answering',
    on: 'case',
    form: ({ reference }) => ({ reference }),
  },
  'app/desk/bulk/actions.ts#planProblem': {
    for: 'answering',
    on: 'case',
    form: ({ reference }) => ({ reference, body: 'It is mended.', outcome: 'keep_open', withProblem: 'on' }),
  },
  'app/desk/cases/[number]/actions.ts#tag': {
    for: 'answering',
    on: 'case',
    form: ({ reference }) => ({ reference, name: 'weights' }),
  },
  'app/desk/cases/[number]/actions.ts#untag': {
    for: 'answering',
    on: 'case',
    form: ({ reference, key }) => ({ reference, tagId: key }),
  },
  // Named tags are nobody's: nothing is there for those who keep them.
  'app/desk/tags/actions.ts#rename': {
    for: 'administrator',
    private: true,
    form: ({ key }) => ({ tagId: key, name: `named ${key.slice(0, 8)}` }),
  },
  'app/desk/tags/actions.ts#merge': {
    for: 'administrator',
    private: true,
    form: ({ key, csmId }) => ({ tagId: key, into: csmId }),
  },
  'app/desk/tags/actions.ts#retire': { for: 'administrator', private: true, form: ({ key }) => ({ tagId: key }) },
  'app/desk/tags/actions.ts#restore': { for: 'administrator', private: true, form: ({ key }) => ({ tagId: key }) },
  'app/desk/cases/[number]/actions.ts#undo': { for: 'answering', on: 'case', form: ({ reference }) => ({ reference }) },
  'app/desk/cases/[number]/actions.ts#acknowledge': { for: 'answering', on: 'case', form: ({ reference }) => ({ reference }) },
  'app/desk/shifts/actions.ts#setHours': onShifts({ keeps: 'region', timeZone: 'UTC', from: WEEK, to: WEEK }),
  'app/desk/shifts/actions.ts#enterLeave': onShifts({
    startsOn: '2300-01-01',
    backOn: '2300-01-02',
    coverId: '',
    givesBack: 'none',
  }),
  'app/desk/shifts/actions.ts#cancelLeave': { ...onShifts({}), form: ({ userId }) => ({ absenceId: userId }) },
  'app/desk/shifts/actions.ts#setAssignmentRule': {
    for: 'administrator',
    form: () => ({ regionCode: 'EMEA', rule: 'off', openCasesMax: '', handlingMinutes: '30' }),
  },
  'app/desk/cases/[number]/actions.ts#offer': {
    for: 'staff',
    on: 'case',
    form: ({ reference, agentId }) => ({ reference, body: 'Still so.', colleagueId: agentId }),
  },
  'app/desk/cases/[number]/actions.ts#callBack': { for: 'answering', private: true, form: ({ key }) => ({ draftId: key }) },
  'app/desk/profile/actions.ts#chooseUndo': { for: 'answering', form: () => ({ seconds: '5' }) },
  'app/desk/cases/[number]/actions.ts#takeDraft': { for: 'staff', private: true, form: ({ key }) => ({ draftId: key }) },
  'app/desk/knowledge/actions.ts#beginArticle': {
    for: 'answering',
    private: true,
    form: ({ key }) => ({ title: 'Weights', sectionId: key }),
  },
  'app/desk/knowledge/actions.ts#saveDraft': onArticle({ title: 'Weights', summary: '', body: 'Words', version: '1' }),
  'app/desk/knowledge/actions.ts#addFiles': onArticle({ files: '0199d3c2-0000-7000-8000-000000000001' }),
  'app/desk/knowledge/actions.ts#discardDraft': onArticle({}),
  'app/desk/knowledge/actions.ts#askForReview': onArticle({ version: '1' }),
  'app/desk/knowledge/actions.ts#approve': onArticle({ version: '1' }),
  'app/desk/knowledge/actions.ts#sendBack': onArticle({ version: '1', reason: 'The numbers are missing' }),
  'app/desk/knowledge/actions.ts#publish': onArticle({ version: '1', reason: 'New' }),
  'app/desk/knowledge/actions.ts#unschedule': onArticle({ version: '1' }),
  'app/desk/knowledge/actions.ts#withdraw': onArticle({ reason: 'Wrong' }),
  'app/desk/knowledge/actions.ts#markChecked': onArticle({}),
  'app/desk/knowledge/actions.ts#changeSettings': {
    for: 'answering',
    private: true,
    form: ({ key }) => ({
      ...{ articleId: key, sectionId: key, ownerId: key, slug: 'weights', language: 'en' },
      ...{ audience: 'staff', checkBy: '2300-01-01' },
    }),
  },
  'app/desk/knowledge/actions.ts#restore': onArticle({ number: '1' }),
  'app/desk/knowledge/actions.ts#saveSection': {
    for: 'answering',
    form: ({ key }) => ({ name: `Section ${key}`, description: '' }),
  },
  'app/desk/knowledge/actions.ts#moveSection': {
    for: 'answering',
    private: true,
    form: ({ key }) => ({ sectionId: key, direction: 'up' }),
  },
  'app/desk/knowledge/actions.ts#keepSynonyms': { for: 'answering', form: ({ key }) => ({ lines: `base size, ${key}` }) },
  'app/desk/knowledge/actions.ts#removeSynonyms': {
    for: 'answering',
    private: true,
    form: ({ key }) => ({ synonymsId: key }),
  },
  'app/desk/knowledge/actions.ts#decideProposal': {
    for: 'answering',
    form: ({ key }) => ({ failed: `n ${key}`, meant: 'base size', decision: 'refuse' }),
  },
  'app/desk/knowledge/actions.ts#switchReview': { for: 'administrator', form: () => ({ needsReview: 'true' }) },
  'app/desk/cases/[number]/article/actions.ts#make': {
    for: 'answering',
    private: true,
    form: ({ reference, key }) => ({
      ...{ reference, messageId: key, title: 'Base sizes', sectionId: key, body: 'Words.' },
      ...{ names: 'on', data: 'on', alone: 'on' },
    }),
  },
  'app/desk/updates/actions.ts#begin': {
    for: 'answering',
    form: ({ key }) => ({ version: key, title: 'Base sizes', releasedOn: '2026-11-24' }),
  },
  'app/desk/updates/actions.ts#save': {
    for: 'answering',
    private: true,
    form: ({ key }) => ({
      ...{ updateId: key, saving: '1', version: key, title: 'Base sizes', summary: '', releasedOn: '2026-11-24' },
      ...{ kind: ['new'], text: ['Words.'], cases: [''] },
    }),
  },
  'app/desk/updates/actions.ts#publish': { for: 'answering', private: true, form: ({ key }) => ({ updateId: key, saving: '1' }) },
  'app/desk/updates/actions.ts#withdraw': { for: 'answering', private: true, form: ({ key }) => ({ updateId: key }) },
  'app/announcements/actions.ts#hide': { for: 'person', private: true, form: ({ key }) => ({ announcementId: key }) },
  'app/desk/announcements/actions.ts#announce': {
    for: 'answering',
    form: ({ key }) => ({
      ...{ kind: 'maintenance', title: `Maintenance ${key}`, body: '', startsAt: '2299-01-01T10:00', endsAt: '2299-01-01T12:00' },
      ...{ audience: 'everyone', regionCodes: [], organisationIds: [] },
    }),
  },
  'app/desk/announcements/actions.ts#end': { for: 'answering', private: true, form: ({ key }) => ({ announcementId: key }) },
  'app/updates/actions.ts#follow': { for: 'person', form: () => ({ following: 'no' }) },
  'app/unsubscribe/actions.ts#stop': { for: 'public', unsigned: true, form: () => ({ token: 'nobody-signed-this' }) },
  'app/desk/bulk/actions.ts#planCases': {
    for: 'answering',
    form: ({ reference }) => ({ act: 'assign', references: [reference], assigneeId: '' }),
  },
  'app/desk/bulk/actions.ts#putBack': { for: 'answering', private: true, form: ({ key }) => ({ actId: key }) },
  'app/desk/bulk/actions.ts#startCases': { for: 'answering', private: true, form: ({ key }) => ({ actId: key }) },
  'app/desk/bulk/actions.ts#stopCases': { for: 'answering', private: true, form: ({ key }) => ({ actId: key }) },
  'app/desk/bulk/actions.ts#retryCases': { for: 'answering', private: true, form: ({ key }) => ({ actId: key }) },
  'app/desk/views/actions.ts#keepView': {
    for: 'staff',
    form: ({ key }) => ({ name: `Urgent ${key}`, address: 'severity=1' }),
  },
  'app/desk/views/actions.ts#changeView': {
    for: 'staff',
    private: true,
    form: ({ key }) => ({ viewId: key, name: `Urgent ${key}` }),
  },
  'app/desk/views/actions.ts#moveView': { for: 'staff', private: true, form: ({ key }) => ({ viewId: key, direction: 'up' }) },
  'app/desk/views/actions.ts#removeView': { for: 'staff', private: true, form: ({ key }) => ({ viewId: key }) },
  'app/desk/views/actions.ts#restoreView': { for: 'staff', private: true, form: ({ key }) => ({ viewId: key }) },
  'app/desk/views/actions.ts#chooseDefaultView': { for: 'staff', form: () => ({ viewId: '' }) },
  'app/desk/macros/actions.ts#saveMacro': {
    for: 'staff',
    form: ({ key }) => ({ name: `Greeting ${key}`, body: 'Kia ora', outcome: '' }),
  },
  'app/desk/macros/actions.ts#removeMacro': { for: 'staff', private: true, form: ({ key }) => ({ macroId: key }) },
  'app/desk/macros/actions.ts#restoreMacro': { for: 'staff', private: true, form: ({ key }) => ({ macroId: key }) },
  'app/desk/cases/[number]/actions.ts#assign': {
    for: 'answering',
    form: ({ reference }) => ({ reference, assigneeId: '' }),
  },
  'app/desk/cases/[number]/actions.ts#answer': {
    for: 'answering',
    on: 'case',
    form: ({ key, reference }) => ({ key, reference, body: 'We look into it.', outcome: 'keep_open' }),
  },
  'app/desk/cases/[number]/actions.ts#note': {
    for: 'staff',
    on: 'case',
    form: ({ key, reference }) => ({ key, reference, body: 'Seen before.' }),
  },
  'app/(portal)/cases/[number]/actions.ts#addPerson': sharing('customer'),
  'app/(portal)/cases/[number]/actions.ts#removePerson': sharing('customer'),
  'app/desk/cases/[number]/actions.ts#addPerson': sharing('answering'),
  'app/desk/cases/[number]/actions.ts#removePerson': sharing('answering'),
  'app/desk/cases/[number]/actions.ts#reclassify': {
    for: 'answering',
    on: 'case',
    form: ({ reference }) => ({ reference, severity: '2', reason: 'The whole site is affected.' }),
  },
  'app/desk/cases/[number]/actions.ts#recategorise': {
    for: 'answering',
    on: 'case',
    form: ({ reference }) => ({ reference, category: 'licence', reason: 'It is about a licence.' }),
  },
  'app/desk/admin/organisations/actions.ts#createOrganisation': {
    for: 'administrator',
    form: ({ csmId, backupCsmId, key }) => ({ ...organisation, name: `Kea ${key}`, csmId, backupCsmId }),
  },
  'app/desk/admin/organisations/actions.ts#changeOrganisation': onOrganisation(({ organisationId, csmId, backupCsmId, key }) => ({
    ...organisation,
    name: `Kea ${key}`,
    organisationId,
    version: '1',
    csmId,
    backupCsmId,
  })),
  'app/desk/admin/organisations/actions.ts#disableOrganisation': onOrganisation(),
  'app/desk/admin/organisations/actions.ts#enableOrganisation': onOrganisation(),
  'app/desk/admin/organisations/actions.ts#setOrganisationSignIn': onOrganisation(({ organisationId, key }) => ({
    organisationId,
    issuer: `https://${key}.example`,
    clientId: 'concord',
    clientSecret: 'a-secret-of-theirs',
    emailDomains: `${key}.example`,
  })),
  'app/desk/admin/organisations/actions.ts#inviteMember': onOrganisation(({ organisationId, key }) => ({
    organisationId,
    email: `${key}@access.example`,
    name: 'Invited Person',
    role: 'member',
  })),
  'app/desk/admin/organisations/actions.ts#changeMemberRole': onPerson(({ organisationId, userId }) => ({
    organisationId,
    userId,
    role: 'administrator',
  })),
  'app/desk/admin/organisations/actions.ts#endMembership': onPerson(({ organisationId, userId }) => ({ organisationId, userId })),
  'app/desk/admin/people/actions.ts#inviteStaff': {
    for: 'administrator',
    form: ({ key }) => ({
      email: `${key}@access.example`,
      name: 'Invited Person',
      timeZone: 'UTC',
      regionCode: 'EMEA',
      roles: ['agent'],
    }),
  },
  'app/desk/admin/people/actions.ts#resendInvitation': onPerson(),
  'app/desk/admin/people/actions.ts#changePerson': onPerson(({ userId, key }) => ({
    userId,
    name: 'Another Name',
    email: `${key}@access.example`,
    timeZone: 'UTC',
  })),
  'app/desk/admin/people/actions.ts#changeStaffRoles': onPerson(({ userId }) => ({
    userId,
    roles: ['agent'],
    regionCode: 'EMEA',
  })),
  'app/desk/admin/people/actions.ts#setRegionLead': { ...onPerson(), ofStaff: true },
  'app/desk/admin/people/actions.ts#disableUser': onPerson(),
  'app/desk/admin/people/actions.ts#enableUser': onPerson(),
  'app/desk/admin/people/actions.ts#signOutPerson': onPerson(),
}

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
    if (side === 'nobody') return 'sign_in'
    if (side === 'outsider') return 'forbidden'
    if ((door.for === 'customer' || door.for === 'keeper') && side === 'staff') return kind === 'page' ? 'own_side' : 'forbidden'
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
