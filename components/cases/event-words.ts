// What happened to a case, in words for its customer. Facts come from the audit (lib/cases/history.ts).
import { REOPEN_DAYS } from '@/lib/cases/case'
import type { HistoryView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { formatDate, formatInstant, formatTime } from '@/lib/kernel/words'
import type { Level } from '@/lib/sla/support-policy'

export type EventIcon = 'received' | 'raised' | 'lowered' | 'waiting' | 'resolved' | 'reopened' | 'closed'
export type EventWords = { readonly icon: EventIcon; readonly words: string }

/** What the words need to know of the reader and the case. */
export type EventReader = {
  readonly reference: string
  readonly name: string
  readonly requesterName: string
  readonly accountManagerName: string
  readonly zone: string
  readonly now: Instant
  readonly levelName: (level: Level) => string
}

/** The sentence of an event; null for what a customer does not need to hear again. */
export function eventWords({ by, fact }: HistoryView, reader: EventReader): EventWords | null {
  const who = by === null ? 'We' : by === reader.name ? 'You' : by
  const when = (instant: Instant) => datedWords(instant, reader)
  switch (fact.what) {
    case 'opened':
      return { icon: 'received', words: openedWords(fact, reader, when) }
    case 'reclassified': {
      const verb = fact.to < fact.from ? 'raised' : 'lowered'
      const level = `${verb} the level from L${fact.from} to L${fact.to} ${reader.levelName(fact.to)}: “${fact.reason}”.`
      return { icon: verb, words: `${who} ${level}${afterReclassification(fact, when)}` }
    }
    case 'status_changed':
      return statusWords(fact, who)
    case 'closed':
      return { icon: 'closed', words: `Closed, ${REOPEN_DAYS} days after it was solved.` }
    case 'assigned':
      return null
  }
}

type OpenedFact = Extract<HistoryView['fact'], { what: 'opened' }>

function openedWords({ dueAt, status }: OpenedFact, reader: EventReader, when: (instant: Instant) => string): string {
  const received = `We have ${reader.requesterName === reader.name ? 'your' : 'this'} case, ${reader.reference}.`
  if (dueAt === null) return received
  const person = status === 'with_account_manager' ? `${reader.accountManagerName}, your account manager,` : 'a person'
  return `${received} A mail with this number went out at once, with our promise: ${person} answers by ${when(dueAt)}.`
}

/** A promise that has passed keeps its date; one ahead is read at a glance. */
function datedWords(at: Instant, { zone, now }: EventReader): string {
  return at < now ? `${formatDate(at, zone, now)}, ${formatTime(at, zone)}` : formatInstant(at, zone, now)
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
