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

/** Where a reader of the events stands: transaction and id. */
export type EventCursor = { readonly xid: string; readonly id: number }

/** The cursor as `Last-Event-ID` carries it. */
export function formatCursor({ xid, id }: EventCursor): string {
  return `${xid}-${id}`
}

/** Reads `Last-Event-ID`; null for anything that is no cursor of ours. */
export function parseCursor(text: string | null | undefined): EventCursor | null {
  const match = /^([0-9]{1,19})-([0-9]{1,15})$/.exec(text ?? '')
  return match === null ? null : { xid: match[1]!, id: Number(match[2]) }
}
