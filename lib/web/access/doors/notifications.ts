// What people are told.
import { CUSTOMER, onCase, STAFF, type Doors } from './door'

export const NOTIFICATIONS: Doors = {
  routes: {
    '/(portal)/notifications/page': CUSTOMER,
    '/desk/notifications/page': STAFF,
  },
  actions: {
    'app/(portal)/notifications/actions.ts#markCaseRead': onCase('customer'),
    'app/(portal)/notifications/actions.ts#markRequestRead': {
      for: 'customer',
      form: ({ requestReference }) => ({ reference: requestReference }),
    },
    'app/(portal)/notifications/actions.ts#markAllRead': { for: 'customer', form: () => ({}) },
    'app/desk/notifications/actions.ts#markCaseRead': onCase('staff'),
    'app/desk/notifications/actions.ts#markRequestRead': {
      for: 'staff',
      form: ({ requestReference }) => ({ reference: requestReference }),
    },
    'app/desk/notifications/actions.ts#markAllRead': { for: 'staff', form: () => ({}) },
    'app/desk/notifications/actions.ts#followCase': onCase('staff'),
    'app/desk/notifications/actions.ts#leaveCase': onCase('staff'),
  },
}
