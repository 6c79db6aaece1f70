// An entry of the audit as a sentence after the name of whoever acted. Nothing stands in it that the entry does not hold.
import type { AuditRow } from './audit'
import { AUDIT_ACTIONS, type AuditAction } from './event'

/** A part of a sentence: words, or what they are about, which may be led to. */
export type SentencePart =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'case' | 'person' | 'organisation' | 'thing'; readonly text: string; readonly href: string | null }

/**
 * What was done, after "Hana Corvell". `{case}`, `{person}`, `{organisation}` and `{thing}` stand for what it was done to, with the words
 * for where the entry names none after a bar; `{to}` for the state that it has since.
 */
const SENTENCES: Readonly<Record<AuditAction, string>> = {
  'case.opened': 'opened {case|a case}',
  'case.replied': 'wrote in {case|a case}',
  'case.noted': 'wrote a note on {case|a case}',
  'case.draft_offered': 'gave {person|a colleague} a reply to check in {case|a case}',
  'case.draft_taken': 'took over a reply that was offered in {case|a case}',
  'case.reply_held_back': 'held back a reply of {person|somebody} in {case|a case}',
  'case.change_held_back': 'was held back from a change of {case|a case} that crossed another',
  'case.status_changed': 'changed the status of {case|a case}{to}',
  'case.reclassified': 'changed the level of {case|a case}',
  'case.category_changed': 'changed what {case|a case} is about',
  'case.referral': 'took the service request of {case|a case} a step further',
  'case.assigned': 'changed who has {case|a case}',
  'case.closed': 'closed {case|a case}',
  'case.rated': 'rated {case|a case}',
  'case.handed_over': 'handed {case|a case} over to another region',
  'case.handover_acknowledged': 'confirmed the hand-over of {case|a case}',
  'case.made_article': 'made the article {thing|of an answer} of {case|a case}',
  'case.participant_added': 'shared {case|a case} with {person|somebody}',
  'case.participant_removed': 'ended that {person|somebody} takes part in {case|a case}',
  'case.merged': 'merged another case into {case|a case}',
  'case.merged_into': 'merged {case|a case} into another',
  'case.unmerged': 'took a case out of {case|a case} again',
  'case.unmerged_from': 'made {case|a case} one of its own again',
  'request.asked': 'asked for a service{thing}',
  'request.state_changed': 'moved the request {thing|for a service}{to}',
  'request.written': 'wrote in the request {thing|for a service}',
  'quote.begun': 'began the quote {thing|for a service}',
  'quote.sent': 'sent the quote {thing|for a service}',
  'quote.state_changed': 'moved the quote {thing|for a service}{to}',
  'quote.reminded': 'sent a reminder of the quote {thing|for a service}',
  'quote.signed': 'signed the quote {thing|for a service}',
  'quote.order_recorded': 'recorded an order for the quote {thing|for a service}',
  'quote.order_voided': 'voided the order for the quote {thing|for a service}',
  'engagement.state_changed': 'moved the engagement {thing|of a customer}{to}',
  'engagement.assigned': 'staffed the engagement {thing|of a customer}',
  'engagement.assignment_ended': 'took somebody off the engagement {thing|of a customer}',
  'engagement.planned': 'planned the engagement {thing|of a customer}',
  'engagement.burn_passed': 'noticed that a share of a budget is used',
  'engagement.changed': 'added a change to the engagement {thing|of a customer}',
  'milestone.state_changed': 'moved a milestone of {thing|an engagement}{to}',
  'expense.state_changed': 'moved an expense of {thing|an engagement}{to}',
  'engagement.rated': 'rated the engagement {thing|of a customer}',
  'onboarding.opened': 'opened the onboarding {thing|of a customer}',
  'onboarding.extended': 'extended the onboarding {thing|of a customer}',
  'hours.share_used': 'noticed that a share of prepaid hours is used',
  'hours.expired': 'ended the hours left in {thing|an engagement}',
  'hours.restored': 'gave back hours to {thing|an engagement}',
  'invoice.drafted': 'drafted an invoice',
  'invoice.deleted': 'deleted a draft of an invoice',
  'invoice.issued': 'issued the invoice {thing|of a customer}',
  'invoice.credited': 'credited the invoice {thing|of a customer}',
  'invoice.voided': 'voided the invoice {thing|of a customer}',
  'invoice.paid': 'recorded a payment of the invoice {thing|of a customer}',
  'invoice.reminded': 'sent a reminder of the invoice {thing|of a customer}',
  'invoice.exported': 'exported invoices for the books',
  'invoice.order_number_given': 'gave an order number for {thing|an engagement}',
  'billing_entity.changed': 'changed what stands on invoices of a company of ours',
  'billing_address.changed': 'changed the address on invoices',
  'billing_contact.named': 'named whom invoices are sent to',
  'billing_contact.ended': 'ended that somebody is sent invoices',
  'time.saved': 'entered time on {thing|an engagement}',
  'time.deleted': 'deleted a draft of time',
  'time.state_changed': 'moved time on {thing|an engagement}{to}',
  'time.given': 'gave time on {thing|an engagement} for free',
  'rates.published': 'published hourly rates',
  'buying_rules.changed': 'changed what is asked of whoever approves quotes',
  'approver.named': 'said that {person|somebody} may approve quotes',
  'approver.ended': 'took from {person|somebody} the right to approve quotes',
  'case.split': 'split a message off, in {case|a case}',
  'case.linked': 'linked {case|a case} to another',
  'case.unlinked': 'took a link off {case|a case}',
  'case.problem_marked': 'marked {case|a case} as a known problem',
  'case.problem_told': 'told customers of the problem in {case|a case}',
  'case.problem_untold': 'stopped telling customers of the problem in {case|a case}',
  'case.problem_unmarked': 'took the mark of a known problem off {case|a case}',
  'case.tagged': 'tagged {case|a case}{thing}',
  'case.untagged': 'took a tag off {case|a case}{thing}',
  'tag.renamed': 'renamed the tag {thing|of cases}',
  'tag.merged': 'merged the tag {thing|of cases}',
  'tag.removed': 'took away the tag {thing|of cases}',
  'tag.restored': 'brought back the tag {thing|of cases}',
  'macro.saved': 'saved the macro {thing|for replies}',
  'macro.removed': 'took away the macro {thing|for replies}',
  'view.saved': 'saved the view {thing|of the queue}',
  'view.removed': 'took away the view {thing|of the queue}',
  'article.begun': 'began the article {thing|for the help centre}',
  'article.imported': 'moved in the article {thing|for the help centre}',
  'synonyms.kept': 'kept lines as meaning the same',
  'synonyms.refused': 'refused lines as meaning the same',
  'synonyms.removed': 'took away lines that meant the same',
  'article.review_asked': 'asked for a review of the article {thing|for the help centre}',
  'article.approved': 'approved the article {thing|for the help centre}',
  'article.returned': 'returned the article {thing|for the help centre} to its author',
  'article.published': 'published the article {thing|for the help centre}',
  'article.scheduled': 'set a time for publishing the article {thing|for the help centre}',
  'article.unscheduled': 'took back the time for publishing the article {thing|for the help centre}',
  'article.withdrawn': 'withdrew the article {thing|from the help centre}',
  'article.settings_changed': 'changed who reads an article, or its address',
  'article.checked': 'checked that the article {thing|of the help centre} still holds',
  'section.saved': 'saved the section {thing|of the help centre}',
  'section.moved': 'moved the section {thing|of the help centre}',
  'knowledge.review_switched': 'changed whether articles are read by a second person first',
  'update.begun': 'began the product update {thing|for customers}',
  'update.saved': 'saved the product update {thing|for customers}',
  'update.published': 'published the product update {thing|for customers}',
  'update.withdrawn': 'withdrew the product update {thing|for customers}',
  'announcement.made': 'announced {thing|something}',
  'announcement.changed': 'changed the announcement {thing|to customers}',
  'announcement.ended': 'ended the announcement {thing|to customers}',
  'person.invited': 'invited {person|somebody}',
  'person.joined': 'joined by an invitation',
  'person.changed': 'changed the account of {person|somebody}',
  'person.disabled': 'closed the account of {person|somebody}',
  'person.enabled': 'opened the account of {person|somebody} again',
  'person.roles_changed': 'changed the roles of {person|somebody}',
  'person.password_changed': 'changed the password of {person|somebody}',
  'person.signed_in': 'signed in',
  'person.sign_in_failed': 'did not get in{person}',
  'person.session_revoked': 'ended sessions of {person|somebody}',
  'person.hours_changed': 'changed the working hours of {person|somebody}',
  'person.leave_entered': 'entered leave of {person|somebody}',
  'person.leave_cancelled': 'cancelled leave of {person|somebody}',
  'region.assignment_changed': 'changed how a region gives out its cases',
  'organisation.created': 'created the organisation {organisation|of a customer}',
  'organisation.changed': 'changed the organisation {organisation|of a customer}',
  'plan.saved': 'saved the plan {thing|of customers}',
  'plan.deleted': 'deleted the plan {thing|of customers}',
  'organisation.sign_in_changed': 'changed how people of {organisation|an organisation} sign in',
  'installation.created': 'set this installation up',
  'access.denied': 'was refused what they may not do',
}
/** Where a part that may be missing begins with words of its own. */
const JOINED: Readonly<Record<string, string>> = {
  'case.tagged': ' with ',
  'case.untagged': ': ',
  'request.asked': ': ',
  'person.sign_in_failed': ' as ',
}
const known: ReadonlySet<string> = new Set(AUDIT_ACTIONS)

/** The sentence of an entry in parts; the organisation last, where it is not named before. */
export function auditSentence(row: AuditRow): SentencePart[] {
  const parts = ofThemselves(
    templateOf(row)
      .split(/(\{[^}]+\})/)
      .flatMap((piece) => partsOf(row, piece)),
  )
  const organisation = organisationOf(row)
  if (organisation === null || parts.some(({ kind }) => kind === 'organisation')) return parts
  return [...parts, words(' ('), organisation, words(')')]
}

/** The sentence as a line. */
export function auditLine(row: AuditRow): string {
  return auditSentence(row)
    .map(({ text }) => text)
    .join('')
}

function templateOf({ action, actorName, before, after }: AuditRow): string {
  switch (action) {
    case 'case.replied':
      return after?.by === 'staff' ? 'answered {case|a case}' : SENTENCES[action]
    case 'case.assigned':
      if (after?.assigneeName === null) return 'put {case|a case} back, so that nobody has it'
      if (typeof after?.assigneeName !== 'string') return SENTENCES[action]
      return after.assigneeName === actorName ? 'took {case|a case}' : `gave {case|a case} to ${bare(after.assigneeName)}`
    case 'case.reclassified':
      return typeof before?.severity === 'number' && typeof after?.severity === 'number'
        ? `changed the level of {case|a case} from L${before.severity} to L${after.severity}`
        : SENTENCES[action]
    case 'person.session_revoked':
      return after?.signedOut === true ? 'signed out' : SENTENCES[action]
    case 'access.denied':
      return typeof after?.permission === 'string' ? `was refused “${bare(after.permission)}”` : SENTENCES[action]
    default:
      return known.has(action) ? SENTENCES[action as AuditAction] : `did “${bare(action)}”`
  }
}

/** A name is text, whatever stands in it. */
const bare = (text: string) => text.replace(/[{}]/g, '')

function partsOf(row: AuditRow, piece: string): SentencePart[] {
  if (piece === '') return []
  const slot = /^\{(\w+)(?:\|(.+))?\}$/.exec(piece)
  if (slot === null) return [words(piece)]
  const [, name, otherwise] = slot
  const found = FOUND[name as keyof typeof FOUND](row)
  if (found === null) return otherwise === undefined ? [] : [words(otherwise)]
  return otherwise === undefined ? [words(JOINED[row.action] ?? ''), found] : [found]
}

const FOUND = { case: caseOf, person: personOf, organisation: organisationOf, thing: thingOf, to: stateOf }

const words = (text: string): SentencePart => ({ kind: 'words', text })

function caseOf({ reference }: AuditRow): SentencePart | null {
  return reference === null ? null : { kind: 'case', text: reference, href: `/desk/cases/${reference}` }
}

function personOf({ subjectId, subjectName, actorName, after }: AuditRow): SentencePart | null {
  if (subjectName === null) return typeof after?.email === 'string' ? { kind: 'person', text: after.email, href: null } : null
  return { kind: 'person', text: subjectName === actorName ? SELF : subjectName, href: `/desk/admin/people/${subjectId}` }
}

const SELF = 'themselves'

/** "changed the password of themselves" → "changed their own password". */
function ofThemselves(parts: readonly SentencePart[]): SentencePart[] {
  const at = parts.findIndex(({ kind, text }) => kind === 'person' && text === SELF)
  const before = at > 0 ? /^(.*)the ([a-z ]+) of $/.exec(parts[at - 1]!.text) : null
  if (before === null) return [...parts]
  return [...parts.slice(0, at - 1), words(`${before[1]}their own ${before[2]}`), ...parts.slice(at + 1)]
}

function organisationOf({ organisationId, organisationName: text }: AuditRow): SentencePart | null {
  return text === null ? null : { kind: 'organisation', text, href: `/desk/admin/organisations/${organisationId}` }
}

/** What carries a number or a name of its own: a quote, an engagement, a request, an invoice, an article, a tag. */
function thingOf({ action, subjectId, before, after }: AuditRow): SentencePart | null {
  const said = (field: string) => {
    const value = after?.[field] ?? before?.[field]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const version = after?.version ?? before?.version
  const quote = said('quote')
  if (quote !== null) return thing(typeof version === 'number' ? `${quote}, version ${version}` : quote)
  const reference = said('reference')
  if (reference !== null) return thing(reference, /^SR-\d+$/.test(reference) ? `/desk/services/${reference}` : null)
  const number = said('engagement') ?? said('number')
  if (number !== null) return thing(number, action.startsWith('invoice.') && said('number') ? `/desk/billing/${subjectId}` : null)
  const name = said('title') ?? said('name') ?? said('tag')
  const href = action === 'case.made_article' || action.startsWith('article.') ? `/desk/knowledge/${subjectId}` : null
  return name === null ? null : thing(`“${name}”`, href)
}

const thing = (text: string, href: string | null = null): SentencePart => ({ kind: 'thing', text, href })

function stateOf({ after }: AuditRow): SentencePart | null {
  const state = after?.state ?? after?.status
  return typeof state === 'string' ? words(` to “${state.replaceAll('_', ' ')}”`) : null
}
