// Bills, ours and the customer’s own.
import { absent, absentAt, type Door, type Doors, type Fields } from './door'

/** What finance does with a bill that is not there. */
const onBill = (more: (key: string) => Fields = () => ({})): Door =>
  absent('finance', ({ key }) => ({ invoiceId: key, ...more(key) }))

export const BILLING: Doors = {
  routes: {
    '/desk/billing/page': { for: 'billing' },
    '/desk/billing/numbers/page': { for: 'billing' },
    '/desk/billing/entities/page': { for: 'finance' },
    '/desk/billing/[invoiceId]/page': absentAt('billing', ({ key }) => `/desk/billing/${key}`),
    '/api/invoices/[number]/route': absentAt('person', '/api/invoices/NZ-INV-2099-999999'),
    '/api/exports/[batchId]/route': absentAt('finance', ({ key }) => `/api/exports/${key}`),
    '/desk/billing/exports/page': { for: 'finance' },
    '/(portal)/services/invoices/page': { for: 'keeper' },
    '/(portal)/services/invoices/[number]/page': absentAt('customer', '/services/invoices/NZ-INV-2099-999999'),
  },
  actions: {
    'app/desk/billing/actions.ts#prepare': absent('drafting', ({ key }) => ({ upTo: '2026-11-24', engagementId: key })),
    'app/desk/billing/actions.ts#giveOrder': absent('drafting', ({ key }) => ({ engagementId: key, orderNumber: 'PO-7' })),
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
    'app/desk/billing/[invoiceId]/actions.ts#giveAddress': onBill(() => ({
      ...{
        name: '',
        address: '1 Quay Street',
        city: 'Auckland',
        region: '',
        postalCode: '1010',
        country: '',
        taxNumber: '',
        changedAt: '',
      },
    })),
    'app/desk/billing/[invoiceId]/actions.ts#remove': onBill(),
    'app/desk/billing/[invoiceId]/actions.ts#pay': onBill((key) => ({ key, paidOn: '2026-11-01', amount: '100', reference: '' })),
    'app/desk/billing/[invoiceId]/actions.ts#credit': onBill((key) => ({ reason: 'Too early.', part: `${key}:bill_again` })),
    'app/desk/billing/[invoiceId]/actions.ts#makeVoid': onBill(() => ({ reason: 'Too early.' })),
  },
}
