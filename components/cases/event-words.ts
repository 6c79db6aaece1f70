// What happened to a case, in words for its customer. Facts come from the audit (lib/cases/history.ts).
import { CATEGORY_TOPICS, REOPEN_DAYS } from '@/lib/cases/case'
import type { AccountManagerView, HistoryView, PersonView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { formatDay } from '@/lib/kernel/words'
import type { Level } from '@/lib/sla/support-policy'

export type EventIcon = 'received' | 'raised' | 'lowered' | 'waiting' | 'resolved' | 'reopened' | 'closed'
export type EventWords = { readonly icon: EventIcon; readonly words: string }

/** What the words need to know of the reader and the case. */
export type EventReader = {
  readonly reference: string
  readonly userId: string
  readonly requesterId: string
  readonly accountManager: Pick<AccountManagerView, 'id' | 'name'> & { readonly covers?: AccountManagerView['covers'] }
  readonly zone: string
  readonly now: Instant
  readonly levelName: (level: Level) => string
}

/** Who the author of a message is for the customer; null for people of their own side. */
export function authorRole({ id, isStaff }: PersonView, { accountManager }: EventReader): string | null {
  if (!isStaff) return null
  return id === accountManager.id || id === accountManager.covers?.id ? 'Account manager' : 'Support'
}

/** The sentence of an event; null for what a customer does not need to hear again. */
export function eventWords({ by, byId, fact }: HistoryView, reader: EventReader): EventWords | null {
  const who = by === null ? 'We' : byId === reader.userId ? 'You' : by
  const when = (instant: Instant) => formatDay(instant, reader.zone, reader.now)
  switch (fact.what) {
    case 'opened':
      return { icon: 'received', words: openedWords(fact, reader, when) }
    case 'reclassified': {
      const verb = fact.to < fact.from ? 'raised' : 'lowered'
      const level = `${verb} the level from L${fact.from} to L${fact.to} ${reader.levelName(fact.to)}: “${fact.reason}”.`
      return { icon: verb, words: `${who} ${level}${afterReclassification(fact, when)}` }
    }
    case 'category_changed':
      return { icon: 'received', words: categoryWords(fact, who, reader, when) }
    case 'referral':
      return referralWords(fact, who)
    case 'status_changed':
      return statusWords(fact, who)
    case 'participant':
      return {
        icon: 'received',
        words: `${who} ${fact.takesPart ? 'added' : 'removed'} ${fact.name}${fact.takesPart ? ', who can read and reply now' : ''}.`,
      }
    case 'closed':
      return { icon: 'closed', words: `Closed, ${REOPEN_DAYS} days after it was solved.` }
    case 'merged':
      return { icon: 'received', words: mergedWords(fact, who, when) }
    case 'split':
      return {
        icon: 'received',
        words:
          fact.way === 'to'
            ? `${who} made a case of its own of a message here: ${fact.other}.`
            : `${who} made this case of a message in ${fact.other}. The message stands there too.`,
      }
    case 'handed_over':
      return { icon: 'received', words: handedOverWords(fact, when) }
    case 'assigned':
    case 'tagged':
    case 'linked':
    case 'problem':
    case 'rated':
      return null
  }
}

type OpenedFact = Extract<HistoryView['fact'], { what: 'opened' }>

function openedWords({ dueAt, status }: OpenedFact, reader: EventReader, when: (instant: Instant) => string): string {
  const received = `We have ${reader.requesterId === reader.userId ? 'your' : 'this'} case, ${reader.reference}.`
  if (dueAt === null) return received
  const person = status === 'with_account_manager' ? `${reader.accountManager.name}, your account manager,` : 'a person'
  return `${received} A mail with this number went out at once, with our promise: ${person} answers by ${when(dueAt)}.`
}

type CategoryFact = Extract<HistoryView['fact'], { what: 'category_changed' }>

function categoryWords(
  { to, goes, reason, dueAt, metric }: CategoryFact,
  who: string,
  { accountManager }: EventReader,
  when: (instant: Instant) => string,
): string {
  const why = reason === null ? '' : `: “${reason}”`
  const about = `${who} ${who === 'We' ? 'understand' : 'understands'} this to be about ${CATEGORY_TOPICS[to]}${why}.`
  if (goes === 'stays') return about
  const owner =
    goes === 'to_account_manager'
      ? ` ${accountManager.name}, your account manager, has it now. Nothing is charged by this step.`
      : ' It is with support now.'
  const due = dueAt === null ? '' : ` ${metric === 'update' ? 'The next update comes' : 'A person answers'} by ${when(dueAt)}.`
  return about + owner + due
}

type ReferralFact = Extract<HistoryView['fact'], { what: 'referral' }>

const GOES_ON: Record<ReferralFact['then'], string> = {
  ends: '',
  support: ' It is with support again.',
  manager: ' It stays with your account manager.',
  goes_on: ' The rest goes on here.',
}

function referralWords({ step, request, manager, reason, then }: ReferralFact, who: string): EventWords {
  const why = reason === '' ? '' : ` “${reason}”`
  const goesOn = GOES_ON[then]
  const ends = then === 'ends' ? 'resolved' : 'received'
  switch (step) {
    case 'referred':
      return {
        icon: 'received',
        words: `${who} passed this to ${manager}, your account manager (${request}). Nothing is charged by this step.`,
      }
    case 'referred_in_part':
      return {
        icon: 'received',
        words: `${who} passed a part of this to ${manager}, your account manager (${request}). The rest goes on here. Nothing is charged by this step.`,
      }
    case 'moved_to_services':
      return {
        icon: ends,
        words: `${who} said yes to a quote. It goes on as ${request}; nothing is charged before a quote is approved.${goesOn}`,
      }
    case 'service_declined':
      return { icon: 'received', words: `${who} ${who === 'You' ? 'want' : 'wants'} no quote.${goesOn}` }
    case 'lapsed':
      return { icon: ends, words: `Nobody said whether to prepare a quote, so ${request} ended. Nothing was charged.${goesOn}` }
    case 'included_onboarding':
      return { icon: ends, words: `It belongs to your onboarding (${request}). Nothing is charged for it.${goesOn}` }
    case 'returned':
      return {
        icon: 'received',
        words: `${who} passed ${request} back: our support answers it, which is included in your licence.${why}`,
      }
    case 'fault':
      return { icon: 'received', words: `${who} ${who === 'You' ? 'see' : 'sees'} a fault.${goesOn}` }
    case 'answered':
      return { icon: 'received', words: `${request} ended: this case went on without it.` }
  }
}

type HandedOverFact = Extract<HistoryView['fact'], { what: 'handed_over' }>

function handedOverWords({ to, dueBefore, dueAt, metric }: HandedOverFact, when: (instant: Instant) => string): string {
  const carries = `Our support in ${to} carries on with this case.`
  if (dueAt === null || dueAt === dueBefore) return carries
  const promise = metric === 'update' ? 'The next update comes' : 'A person answers'
  return `${carries} ${promise} by ${when(dueAt)}${dueBefore === null ? '' : `, ${dueAt > dueBefore ? 'later' : 'sooner'} than ${when(dueBefore)} as we had said`}.`
}

type MergedFact = Extract<HistoryView['fact'], { what: 'merged' }>

function mergedWords(
  { other, way, undone, level, dueAt, metric }: MergedFact,
  who: string,
  when: (instant: Instant) => string,
): string {
  if (way === 'away')
    return undone
      ? `${who} made this a case of its own again; it had been part of ${other}.`
      : `${who} put this into ${other}, where it goes on.`
  if (undone) return `${who} took ${other} out of this case again.`
  const raised = level === null ? '' : ` The level is L${level} now.`
  const due = dueAt === null ? '' : ` ${metric === 'update' ? 'The next update comes' : 'A person answers'} by ${when(dueAt)}.`
  return `${who} put ${other} into this case: it is about the same.${raised}${due}`
}

function afterReclassification(
  { dueAt, metric, late }: { dueAt: Instant | null; metric: 'first_response' | 'update' | null; late: boolean },
  when: (instant: Instant) => string,
): string {
  if (late) return ' By this level we are late; a person answers next.'
  if (dueAt === null) return ' You hear from us whenever the status changes.'
  return metric === 'update' ? ` The next update comes by ${when(dueAt)}.` : ` A person now answers by ${when(dueAt)}.`
}

type StatusFact = Extract<HistoryView['fact'], { what: 'status_changed' }>

function statusWords({ from, to, by }: StatusFact, who: string): EventWords | null {
  const reopened = from === 'resolved' && to !== 'closed'
  switch (to) {
    case 'resolved':
      return { icon: 'resolved', words: `${who} marked this as solved.` }
    case 'waiting':
      return { icon: 'waiting', words: `${who} ${who === 'We' ? 'wait' : 'waits'} for your answer.` }
    case 'open':
    case 'with_account_manager':
      if (reopened) return { icon: 'reopened', words: `${who} reopened this case.` }
      if (by === 'customer') return { icon: 'received', words: 'It is with us again.' }
      if (to === 'with_account_manager') return { icon: 'received', words: 'It is with your account manager now.' }
      return from === 'with_account_manager' ? { icon: 'received', words: 'It is with support now.' } : null
    case 'new':
    case 'closed':
      return null
  }
}
