// The words of the history. An audit action is a fact in the past tense; an event type is what an open page listens for.

export const AUDIT_ACTIONS = [
  'case.opened',
  'case.replied',
  'case.noted',
  'case.status_changed',
  'case.reclassified',
  'case.assigned',
  'case.closed',
  'person.invited',
  'person.joined',
  'person.changed',
  'person.disabled',
  'person.enabled',
  'person.roles_changed',
  'person.password_changed',
  'person.signed_in',
  'person.sign_in_failed',
  'person.session_revoked',
  'organisation.created',
  'organisation.changed',
  'organisation.sign_in_changed',
  'installation.created',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

export const EVENT_TYPES = ['case.changed', 'case.noted', 'session.revoked', 'organisation.changed', 'people.changed'] as const
export type EventType = (typeof EVENT_TYPES)[number]
