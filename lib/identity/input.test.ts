import { expect, test } from 'vitest'
import {
  ChangeOrganisationInput,
  ChangeChoicesInput,
  ChangeProfileInput,
  ChangeStaffRolesInput,
  ListOrganisationsInput,
  ListPeopleInput,
  OrganisationSignInInput,
  RequestMailInput,
  RevokeSessionInput,
} from './input'

test.each([
  '"e@attacker.com"@victim.com',
  'a@x.com,b@y.com',
  'victim＠corp.com',
  'victim@corp.com(x).evil.com',
  'victim@corp.com .evil.com',
  'a@b.com\r\nBcc: c@d.com',
  `${'a'.repeat(250)}@x.com`,
  'nobody',
  '',
])('no mail goes to %j (AB-062)', (email) => {
  expect(RequestMailInput.safeParse({ email }).success).toBe(false)
})

test('one address has one form', () => {
  expect(RequestMailInput.parse({ email: ' Ann@ACME.example ' }).email).toBe('ann@acme.example')
})

test.each([
  '-1',
  '0',
  '1e3',
  '0x10',
  '9223372036854775808',
  '١٢',
  'null',
  '[]',
  '{"$ne":null}',
  '{01A20A35-6080-7B19-AE06-6C76760AE8CB}',
  'a\u0000',
])('%j is no id (AB-008)', (sessionId) => {
  expect(RevokeSessionInput.safeParse({ sessionId }).success).toBe(false)
})

test('what a profile does not know is dropped (AB-010)', () => {
  const parsed = ChangeProfileInput.parse(
    JSON.parse(
      '{"name":"Ann","timeZone":"UTC","role":"administrator","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    ),
  )
  expect(parsed).toEqual({ name: 'Ann', timeZone: 'UTC' })
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test('controls, direction marks and unknown zones do not get into a profile (AB-088)', () => {
  expect(ChangeProfileInput.parse({ name: 'A\u0000d\u0008m\u001b[31min\u202e\u200b ', timeZone: 'UTC' }).name).toBe('Adm[31min')
  expect(ChangeProfileInput.safeParse({ name: '\u200b \u0000', timeZone: 'UTC' }).success).toBe(false)
  expect(ChangeProfileInput.safeParse({ name: 'Ann', timeZone: 'Mars/Olympus' }).success).toBe(false)
})

test('filters that nobody offers fall back to the list, odd searches stay words (AB-014)', () => {
  expect(ListPeopleInput.parse({ show: 'id"; drop table users;--', search: '' }).show).toBe('all')
  expect(ListOrganisationsInput.parse({ show: 'password_hash' }).show).toBe('enabled')
  expect(ListPeopleInput.parse({ search: 'x'.repeat(10_000) }).search).toBe('')
})

test('roles come once and in order', () => {
  expect(
    ChangeStaffRolesInput.parse({
      userId: '01a20a35-6080-7b19-ae06-6c76760ae8cb',
      roles: ['csm', 'agent', 'csm'],
      regionCode: 'APAC',
    }).roles,
  ).toEqual(['agent', 'csm'])
  expect(
    ChangeStaffRolesInput.safeParse({ userId: '01a20a35-6080-7b19-ae06-6c76760ae8cb', roles: ['owner'], regionCode: 'APAC' })
      .success,
  ).toBe(false)
})

test('an organisation needs a currency that exists and the version that was seen', () => {
  const fields = {
    organisationId: '01a20a35-6080-7b19-ae06-6c76760ae8cb',
    name: 'X',
    regionCode: 'APAC',
    timeZone: 'UTC',
    currency: 'NZD',
    csmId: '01a20a35-6080-7b19-ae06-6c76760ae8cb',
    backupCsmId: '01a20a35-6080-7b19-ae06-6c76760ae8cc',
    version: '3',
  }
  expect(ChangeOrganisationInput.parse(fields)).toMatchObject({ version: 3, sites: [] })
  expect(ChangeOrganisationInput.safeParse({ ...fields, currency: 'XXL' }).success).toBe(false)
  expect(ChangeOrganisationInput.safeParse({ ...fields, version: 'NaN' }).success).toBe(false)
})

test.each([
  'http://login.acme.example',
  'https://login.acme.example?x=1',
  'https://user@login.acme.example',
  'ftp://x',
  'javascript:alert(1)',
  'login',
])('%s is no issuer', (issuer) => {
  const parsed = OrganisationSignInInput.safeParse({
    organisationId: '01a20a35-6080-7b19-ae06-6c76760ae8cb',
    issuer,
    clientId: 'c',
    clientSecret: 's',
    emailDomains: 'acme.example',
  })
  expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual(['issuer'])
})

test('the choices of a side are all of its topics and nothing else (AB-010)', () => {
  const parsed = ChangeChoicesInput.parse({
    side: 'customer',
    'answer.mail': 'on',
    'promise.page': 'on',
    quiet: 'on',
    digest: 'on',
    x: 'y',
  })
  expect(parsed).toEqual({ topics: { answer: { page: false, mail: true }, change: { page: false, mail: false } }, digest: true })
})
