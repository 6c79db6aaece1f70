// The words for statuses, categories and levels, once for both sides of the house.
import type { CaseCategory, CaseStatus, ReplyOutcome } from '@/lib/cases/case'
import type { TagTone } from '@/components/ui/tag'
import type { Level } from '@/lib/sla/support-policy'

const STATUS_ON_DESK: Record<CaseStatus, string> = {
  new: 'New',
  open: 'Open',
  waiting: 'Waiting on customer',
  with_account_manager: 'With CSM',
  resolved: 'Resolved',
  closed: 'Closed',
}

const STATUS_FOR_CUSTOMER: Record<CaseStatus, string> = {
  new: 'New',
  open: 'In work',
  waiting: 'Waiting on you',
  with_account_manager: 'With your account manager',
  resolved: 'Solved',
  closed: 'Closed',
}

/** A status as staff or as the customer reads it. */
export function statusWords(status: CaseStatus, audience: 'desk' | 'requester'): string {
  return (audience === 'desk' ? STATUS_ON_DESK : STATUS_FOR_CUSTOMER)[status]
}

const STATUS_TONE: Record<CaseStatus, TagTone> = {
  new: 'neutral',
  open: 'neutral',
  waiting: 'warn',
  with_account_manager: 'accent',
  resolved: 'ok',
  closed: 'neutral',
}

export function statusTone(status: CaseStatus): TagTone {
  return STATUS_TONE[status]
}

const CATEGORY: Record<CaseCategory, string> = {
  problem: 'Something is not working',
  how_to: 'How do I…?',
  licence: 'Licence or registration',
  project_or_data: 'Project or data',
}

export function categoryWords(category: CaseCategory): string {
  return CATEGORY[category]
}

export function levelTone(level: Level): TagTone {
  return `l${level}`
}

const OUTCOME: Record<ReplyOutcome, string> = {
  keep_open: 'Send, keep open',
  wait: 'Send, wait on customer',
  resolve: 'Send, resolve',
  back_to_support: 'Send, back to support',
  leave: 'Send, leave resolved',
}

/** What the button says that sends an answer with this outcome. */
export function outcomeWords(outcome: ReplyOutcome): string {
  return OUTCOME[outcome]
}

const DONE: Record<ReplyOutcome, string> = {
  keep_open: 'Sent. The case stays open.',
  wait: 'Sent. The case waits on the customer.',
  resolve: 'Sent. The case is resolved.',
  back_to_support: 'Sent. The case is back with support.',
  leave: 'Sent. The case stays resolved.',
}

/** What is said after an answer was sent with this outcome. */
export function outcomeDone(outcome: ReplyOutcome): string {
  return DONE[outcome]
}
