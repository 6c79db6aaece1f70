// Signing in, one’s own account, and the people of one’s own organisation.
import { CUSTOMER, onPerson, PUBLIC, STAFF, type Doors } from './door'

export const ACCOUNT: Doors = {
  routes: {
    '/(account)/forgotten-password/page': PUBLIC,
    '/(account)/invitation/page': PUBLIC,
    '/(account)/reset-password/page': PUBLIC,
    '/(account)/sign-in/link/page': PUBLIC,
    // Whoever has signed in goes on, whoever has not gets the CSRF cookie first.
    '/(account)/sign-in/page': { for: 'public', status: 307 },
    '/(account)/sign-out/route': { for: 'public', methods: ['POST'], status: 303 },
    '/(account)/theme/route': { for: 'public', methods: ['POST'], status: 303, form: () => ({ theme: 'dark' }) },
    '/(portal)/profile/page': CUSTOMER,
    '/(portal)/team/page': { for: 'keeper' },
    '/api/auth/[...nextauth]/route': {
      for: 'public',
      methods: ['GET', 'POST'],
      path: '/api/auth/callback/password',
      status: 303,
    },
    '/desk/profile/page': STAFF,
  },
  actions: {
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
    'app/(portal)/profile/actions.ts#changeProfile': { for: 'person', form: () => ({ name: 'New Name', timeZone: 'UTC' }) },
    'app/(portal)/profile/actions.ts#changeChoices': { for: 'person', form: () => ({ side: 'staff', 'mention.mail': 'on' }) },
    'app/(portal)/profile/actions.ts#changePassword': { for: 'person', form: () => ({ password: 'granite-otter-lamp-42' }) },
    'app/(portal)/profile/actions.ts#revokeSession': { for: 'person', on: 'session', form: ({ sessionId }) => ({ sessionId }) },
    'app/(portal)/profile/actions.ts#revokeOtherSessions': { for: 'person', form: () => ({}) },
    'app/(portal)/profile/actions.ts#chooseOrganisation': {
      for: 'customer',
      form: ({ organisationId }) => ({ organisationId }),
    },
    'app/(portal)/team/actions.ts#setBuyingRules': { for: 'keeper', form: () => ({}) },
    'app/(portal)/team/actions.ts#invite': {
      for: 'keeper',
      form: ({ key }) => ({ email: `${key}@access.example`, name: 'Invited Person', role: 'member' }),
    },
    'app/(portal)/team/actions.ts#changeRole': onPerson('keeper', { role: 'administrator' }),
    'app/(portal)/team/actions.ts#nameApprover': onPerson('keeper', { limit: '5,000' }),
    'app/(portal)/team/actions.ts#nameBillingContact': onPerson('keeper'),
    'app/(portal)/team/actions.ts#keepBillAddress': {
      for: 'keeper',
      form: () => ({
        name: '',
        address: '1 Quay Street',
        city: 'Auckland',
        region: '',
        postalCode: '1010',
        country: '',
        taxNumber: '',
      }),
    },
    'app/(portal)/team/actions.ts#endBillingContact': { for: 'keeper', form: ({ userId }) => ({ userId }) },
    // Whoever has no right has none to take back, whether or not there is such a person.
    'app/(portal)/team/actions.ts#endApprover': { for: 'keeper', form: ({ userId }) => ({ userId }) },
    'app/(portal)/team/actions.ts#remove': onPerson('keeper'),
    'app/desk/profile/actions.ts#chooseUndo': { for: 'answering', form: () => ({ seconds: '5' }) },
  },
}
