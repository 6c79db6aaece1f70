// The words of the history. An audit action is a fact in the past tense; an event type is what an open page listens for.

export const AUDIT_ACTIONS = [
  'case.opened',
  'case.replied',
  'case.noted',
  'case.draft_offered',
  'case.draft_taken',
  'case.reply_held_back',
  'case.change_held_back',
  'case.status_changed',
  'case.reclassified',
  'case.category_changed',
  'case.assigned',
  'case.closed',
  'case.rated',
  'case.handed_over',
  'case.handover_acknowledged',
  'case.made_article',
  'case.participant_added',
  'case.participant_removed',
  'case.merged',
  'case.merged_into',
  'case.unmerged',
  'case.unmerged_from',
  'request.asked',
  'request.state_changed',
  'request.written',
  'quote.begun',
  'quote.sent',
  'quote.state_changed',
  'quote.signed',
  'quote.order_recorded',
  'rates.published',
  'buying_rules.changed',
  'approver.named',
  'approver.ended',
  'case.split',
  'case.linked',
  'case.unlinked',
  'case.problem_marked',
  'case.problem_unmarked',
  'case.tagged',
  'case.untagged',
  'tag.renamed',
  'tag.merged',
  'tag.removed',
  'tag.restored',
  'macro.saved',
  'macro.removed',
  'view.saved',
  'view.removed',
  'article.begun',
  'article.imported',
  'synonyms.kept',
  'synonyms.refused',
  'synonyms.removed',
  'article.review_asked',
  'article.approved',
  'article.published',
  'article.withdrawn',
  'article.settings_changed',
  'article.checked',
  'section.saved',
  'section.moved',
  'knowledge.review_switched',
  'update.begun',
  'update.saved',
  'update.published',
  'update.withdrawn',
  'announcement.made',
  'announcement.changed',
  'announcement.ended',
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
  'person.hours_changed',
  'person.leave_entered',
  'person.leave_cancelled',
  'region.assignment_changed',
  'organisation.created',
  'organisation.changed',
  'organisation.sign_in_changed',
  'installation.created',
  'access.denied',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

export const EVENT_TYPES = [
  'case.changed',
  'case.noted',
  'request.changed',
  'session.revoked',
  'organisation.changed',
  'people.changed',
  'notifications.changed',
] as const
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
