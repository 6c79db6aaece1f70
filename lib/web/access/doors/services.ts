// Requests for a service and their quotes.
import { absentAt, CUSTOMER, onCase, onRequest, onWork, STAFF, type Doors } from './door'

/** No order, and no upload, has it. */
const ORDER_ID = 'f'.repeat(8) + '-0000-7000-8000-000000000000'

export const SERVICES: Doors = {
  routes: {
    '/(portal)/services/[number]/page': { for: 'customer', on: 'request' },
    '/(portal)/services/[number]/quote/page': { for: 'customer', on: 'request' },
    '/api/quotes/[number]/route': absentAt('person', ({ requestReference }) => `/api/quotes/${requestReference}`),
    '/api/orders/[fileId]/route': absentAt('person', ({ key }) => `/api/orders/${key}`),
    '/(portal)/services/new/page': CUSTOMER,
    '/(portal)/services/page': CUSTOMER,
    '/desk/services/[number]/page': { for: 'staff', on: 'request' },
    '/desk/services/[number]/quote/page': { for: 'staff', on: 'request' },
    '/desk/services/page': STAFF,
    '/desk/services/rates/page': STAFF,
  },
  actions: {
    'app/(portal)/services/actions.ts#ask': {
      for: 'customer',
      form: ({ key }) => ({ key, itemCode: 'CONS', title: 'Weekly refresh', goal: 'New data.', notice: '1', understood: 'on' }),
    },
    'app/(portal)/services/actions.ts#changeState': onRequest('customer', { to: 'withdrawn', reason: '' }),
    'app/(portal)/services/actions.ts#write': onRequest('customer', ({ key }) => ({ key, body: 'Until Friday.' })),
    'app/(portal)/services/[number]/quote/actions.ts#sign': onWork('customer', {
      version: '1',
      sha256: '0'.repeat(64),
      terms: 'on',
      typedName: 'Some Body',
    }),
    'app/(portal)/services/[number]/quote/actions.ts#decline': onWork('customer', {
      version: '1',
      code: 'price',
      reason: '',
      then: 'revise',
    }),
    'app/(portal)/services/[number]/quote/actions.ts#renew': onWork('customer', { version: '1' }),
    'app/(portal)/services/[number]/quote/actions.ts#undo': onWork('customer', { reason: 'By mistake.' }),
    'app/desk/services/[number]/quote/actions.ts#begin': onRequest('scoping'),
    'app/desk/services/[number]/quote/actions.ts#save': onWork('scoping', {
      revision: '0',
      draft: JSON.stringify({
        ...{ model: 'fixed', isCapped: true, taxCode: 'nz_gst_15', validUntil: '2099-01-01', paymentDays: 30, startsOn: '' },
        ...{ scope: '', assumptions: '', exclusions: '', lines: [] },
      }),
    }),
    'app/desk/services/[number]/quote/actions.ts#take': onWork('scoping', {
      version: '1',
      revision: '0',
      to: 'sent',
      reason: '',
    }),
    'app/desk/services/[number]/quote/actions.ts#recordOffline': onWork('scoping', {
      version: '1',
      orderNumber: 'PO-1',
      orderedBy: 'Their system',
      note: 'By mail.',
      files: ORDER_ID,
    }),
    'app/desk/services/[number]/quote/actions.ts#countersign': onWork('scoping', { version: '1', orderId: ORDER_ID }),
    'app/desk/services/[number]/quote/actions.ts#takeOrderBack': onWork('scoping', {
      ...{ version: '1', orderId: ORDER_ID, reason: 'Of another quote.' },
    }),
    'app/desk/services/[number]/quote/actions.ts#undo': onWork('scoping', { reason: 'By mistake.' }),
    'app/desk/services/rates/actions.ts#publish': {
      for: 'publishing',
      form: () => ({ regionCode: 'APAC', currency: 'NZD', effectiveFrom: '2031-01-01', 'consultant.hour': '240' }),
    },
    'app/desk/cases/[number]/actions.ts#referralForm': onCase('answering'),
    'app/desk/cases/[number]/actions.ts#refer': onCase('answering', ({ key }) => ({
      ...{ key, title: 'Weekly refresh', goal: 'New data.', why: 'data_processing', itemCode: 'CONS' },
      ...{ notAFault: 'on', noArticle: 'on', noLicence: 'on', reply: 'Your account manager answers.', offer: 'whole' },
    })),
    'app/desk/services/actions.ts#write': onRequest('scoping', ({ key }) => ({ key, body: 'Until when?' })),
    'app/desk/services/actions.ts#remind': onWork('scoping'),
    'app/desk/services/actions.ts#changeState': onRequest('scoping', { to: 'scoping', reason: '' }),
  },
}
