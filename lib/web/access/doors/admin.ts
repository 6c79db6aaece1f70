// What administrators keep: organisations, people, the promise, the record of what was done.
import { absent, ADMINISTRATOR, onPerson, type Asked, type Door, type Doors, type Fields } from './door'

const organisation = {
  name: 'Kea & Sons Insight',
  regionCode: 'EMEA',
  timeZone: 'Europe/London',
  currency: 'GBP',
  sites: '',
}
const onOrganisation = (more: (asked: Asked) => Fields = () => ({})): Door => ({
  for: 'administrator',
  on: 'organisation',
  form: (asked) => ({ organisationId: asked.organisationId, ...more(asked) }),
})

export const ADMIN: Doors = {
  routes: {
    '/desk/admin/audit/export/route': ADMINISTRATOR,
    '/desk/admin/audit/page': ADMINISTRATOR,
    '/desk/admin/organisations/export/route': ADMINISTRATOR,
    '/desk/admin/people/export/route': ADMINISTRATOR,
    '/desk/admin/organisations/[organisationId]/page': { for: 'administrator', on: 'organisation' },
    '/desk/admin/organisations/new/page': ADMINISTRATOR,
    '/desk/admin/organisations/page': ADMINISTRATOR,
    // Only an address that leads on.
    '/desk/admin/page': { for: 'staff', status: 307, leads: '/desk/admin/organisations' },
    '/desk/admin/people/[personId]/page': { for: 'administrator', on: 'person' },
    '/desk/admin/people/new/page': ADMINISTRATOR,
    '/desk/admin/people/page': ADMINISTRATOR,
    '/desk/admin/policy/page': ADMINISTRATOR,
  },
  actions: {
    'app/desk/admin/organisations/actions.ts#createOrganisation': {
      for: 'administrator',
      form: ({ csmId, backupCsmId, key }) => ({ ...organisation, name: `Kea ${key}`, csmId, backupCsmId }),
    },
    'app/desk/admin/organisations/actions.ts#changeOrganisation': onOrganisation(({ csmId, backupCsmId, key }) => ({
      ...organisation,
      name: `Kea ${key}`,
      version: '1',
      csmId,
      backupCsmId,
    })),
    'app/desk/admin/organisations/actions.ts#disableOrganisation': onOrganisation(),
    'app/desk/admin/organisations/actions.ts#enableOrganisation': onOrganisation(),
    'app/desk/admin/organisations/actions.ts#setOrganisationSignIn': onOrganisation(({ key }) => ({
      issuer: `https://${key}.example`,
      clientId: 'concord',
      clientSecret: 'a-secret-of-theirs',
      emailDomains: `${key}.example`,
    })),
    'app/desk/admin/organisations/actions.ts#savePlan': { for: 'administrator', form: ({ key }) => ({ name: `Plan ${key}` }) },
    'app/desk/admin/organisations/actions.ts#deletePlan': absent('administrator', ({ key }) => ({ planId: key })),
    'app/desk/admin/organisations/actions.ts#inviteMember': onOrganisation(({ key }) => ({
      email: `${key}@access.example`,
      name: 'Invited Person',
      role: 'member',
    })),
    'app/desk/admin/organisations/actions.ts#changeMemberRole': onPerson('administrator', ({ organisationId }) => ({
      organisationId,
      role: 'administrator',
    })),
    'app/desk/admin/organisations/actions.ts#endMembership': onPerson('administrator', ({ organisationId }) => ({
      organisationId,
    })),
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
    'app/desk/admin/people/actions.ts#resendInvitation': onPerson('administrator'),
    'app/desk/admin/people/actions.ts#changePerson': onPerson('administrator', ({ key }) => ({
      name: 'Another Name',
      email: `${key}@access.example`,
      timeZone: 'UTC',
    })),
    'app/desk/admin/people/actions.ts#changeStaffRoles': onPerson('administrator', { roles: ['agent'], regionCode: 'EMEA' }),
    'app/desk/admin/people/actions.ts#setRegionLead': { ...onPerson('administrator'), ofStaff: true },
    'app/desk/admin/people/actions.ts#disableUser': onPerson('administrator'),
    'app/desk/admin/people/actions.ts#enableUser': onPerson('administrator'),
    'app/desk/admin/people/actions.ts#signOutPerson': onPerson('administrator'),
  },
}
