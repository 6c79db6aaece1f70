import { expect, test } from 'vitest'
import { instant } from '../kernel/time'
import type { AuditRow } from './audit'
import { auditLine, auditSentence } from './audit-sentence'
import { AUDIT_ACTIONS } from './event'

const row = (action: string, more: Partial<AuditRow> = {}): AuditRow => ({
  ...{
    id: 7,
    at: instant(0),
    actorKind: 'staff',
    actorName: 'Hana',
    organisationId: null,
    organisationName: null,
    reference: null,
  },
  ...{ subjectId: null, subjectName: null, action, before: null, after: null, requestId: 'r' },
  ...more,
})
const ofCase = { reference: 'HS-1', organisationId: 'o', organisationName: 'Tui' }

test('an entry reads as a sentence with what it was done to', () => {
  expect(auditLine(row('case.replied', { ...ofCase, after: { by: 'staff', status: 'waiting' } }))).toBe('answered HS-1 (Tui)')
  expect(auditLine(row('case.assigned', { ...ofCase, after: { assigneeName: 'Hana' } }))).toBe('took HS-1 (Tui)')
  expect(auditLine(row('case.assigned', { ...ofCase, after: { assigneeName: '{case} Jo' } }))).toBe('gave HS-1 to case Jo (Tui)')
  expect(auditLine(row('case.assigned', { ...ofCase, after: { assigneeName: null } }))).toBe(
    'put HS-1 back, so that nobody has it (Tui)',
  )
  expect(auditLine(row('case.reclassified', { ...ofCase, before: { severity: 3 }, after: { severity: 1 } }))).toBe(
    'changed the level of HS-1 from L3 to L1 (Tui)',
  )
  expect(auditLine(row('quote.state_changed', { after: { quote: 'Q-0004', version: 2, state: 'partly_approved' } }))).toBe(
    'moved the quote Q-0004, version 2 to “partly approved”',
  )
  expect(auditLine(row('organisation.created', { organisationId: 'o', organisationName: 'Tui' }))).toBe(
    'created the organisation Tui',
  )
  expect(auditLine(row('person.roles_changed', { subjectId: 'p', subjectName: 'Jo' }))).toBe('changed the roles of Jo')
  expect(auditLine(row('person.password_changed', { subjectId: 'p', subjectName: 'Hana' }))).toBe('changed their own password')
  expect(auditLine(row('person.sign_in_failed', { subjectId: 'p', subjectName: 'Jo' }))).toBe('did not get in as Jo')
  expect(auditLine(row('person.sign_in_failed'))).toBe('did not get in')
})

test('what it was done to leads there', () => {
  const hrefs = (of: AuditRow) => auditSentence(of).flatMap((part) => (part.kind === 'words' ? [] : [part.href]))
  expect(hrefs(row('case.opened', ofCase))).toEqual(['/desk/cases/HS-1', '/desk/admin/organisations/o'])
  expect(hrefs(row('person.disabled', { subjectId: 'p', subjectName: 'Jo' }))).toEqual(['/desk/admin/people/p'])
  expect(hrefs(row('request.written', { after: { reference: 'SR-0009' } }))).toEqual(['/desk/services/SR-0009'])
  expect(hrefs(row('article.begun', { subjectId: 'a', after: { title: 'Bases' } }))).toEqual(['/desk/knowledge/a'])
})

test('every kind of entry is a sentence, also where it names nothing', () => {
  for (const action of [...AUDIT_ACTIONS, 'case.of_later']) {
    expect(auditLine(row(action))).not.toMatch(/[{}|]|  | $|undefined|null/)
    expect(
      auditLine(row(action, { ...ofCase, subjectId: 'p', subjectName: 'Jo', after: { title: 'T', state: 'sent' } })),
    ).not.toMatch(/[{}|]|  | $/)
  }
})
