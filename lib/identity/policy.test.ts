import { describe, expect, test } from 'vitest'
import { ANONYMOUS, STAFF_ROLES, type Actor } from '../kernel/actor'
import * as policy from './policy'
import { csmProblems, lastAdministratorProblem, looksAfterProblem } from './staff'

const id = '01a20a35-6080-7b19-ae06-6c76760ae8cb'
const staff = (...roles: (typeof STAFF_ROLES)[number][]): Actor => ({
  kind: 'staff',
  userId: id,
  roles,
  regionCode: 'APAC',
  name: 'S',
  timeZone: 'UTC',
})
const customer = (isAdministrator: boolean): Actor => ({
  kind: 'customer',
  userId: id,
  organisationId: id,
  isAdministrator,
  name: 'C',
  timeZone: 'UTC',
})

const actors: Record<string, Actor> = {
  anonymous: ANONYMOUS,
  member: customer(false),
  'organisation administrator': customer(true),
  agent: staff('agent'),
  csm: staff('csm'),
  lead: staff('services_lead', 'finance'),
  administrator: staff('administrator'),
  job: { kind: 'system', job: 'x' },
  'command line': { kind: 'system', job: 'admin' },
}

describe('who may', () => {
  test.each([
    ['canManageOrganisations', ['administrator']],
    ['canManagePeople', ['administrator']],
    ['canSeeDirectory', ['agent', 'csm', 'lead', 'administrator', 'job', 'command line']],
    ['canKeepOwnAccount', ['member', 'organisation administrator', 'agent', 'csm', 'lead', 'administrator']],
    ['canStandAtTheDoor', ['anonymous', 'member', 'organisation administrator', 'agent', 'csm', 'lead', 'administrator']],
    ['canInviteFirstAdministrator', ['command line']],
    ['canSendTokens', ['job', 'command line']],
  ] as const)('%s: %j and nobody else', (rule, may) => {
    expect(Object.keys(actors).filter((name) => policy[rule](actors[name]!))).toEqual(may)
  })
})

test('somebody can always administer', () => {
  expect(lastAdministratorProblem({ isAdministrator: true, staysAdministrator: false, otherAdministrators: 0 })).toContain(
    'only administrator',
  )
  expect(lastAdministratorProblem({ isAdministrator: true, staysAdministrator: true, otherAdministrators: 0 })).toBeUndefined()
  expect(lastAdministratorProblem({ isAdministrator: true, staysAdministrator: false, otherAdministrators: 1 })).toBeUndefined()
  expect(lastAdministratorProblem({ isAdministrator: false, staysAdministrator: false, otherAdministrators: 0 })).toBeUndefined()
})

test('who looks after an organisation is named before they go', () => {
  expect(looksAfterProblem([])).toBeUndefined()
  expect(looksAfterProblem(['A', 'B', 'C', 'D', 'E'])).toContain('A, B, C and 2 more')
})

test('an organisation has two different CSMs', () => {
  expect(csmProblems({ csmId: 'a', backupCsmId: 'b', csms: ['a', 'b'] })).toEqual({})
  expect(Object.keys(csmProblems({ csmId: 'a', backupCsmId: 'a', csms: ['a'] }))).toEqual(['backupCsmId'])
  expect(Object.keys(csmProblems({ csmId: 'x', backupCsmId: 'y', csms: [] }))).toEqual(['csmId', 'backupCsmId'])
})
