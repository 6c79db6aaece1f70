// What happened to a case, in words for staff.
import type { HistoryView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { formatInstant } from '@/lib/kernel/words'
import { statusWords } from './case-words'

/** One sentence for an event; null where the message beside it says it all. */
export function deskEventWords({ by, fact }: HistoryView, zone: string, now: Instant): string | null {
  const who = by ?? 'Concord'
  const when = (at: Instant) => formatInstant(at, zone, now)
  switch (fact.what) {
    case 'opened':
      return `Acknowledged by mail${fact.dueAt === null ? '' : ` with the promise “a person answers by ${when(fact.dueAt)}”`}.`
    case 'reclassified': {
      const told = fact.late
        ? 'that we are late by this level and a person answers next'
        : fact.dueAt === null
          ? 'that every change of status brings an update'
          : `${fact.metric === 'update' ? 'the next update comes' : 'a person answers'} by ${when(fact.dueAt)}`
      return `${who} changed the level from L${fact.from} to L${fact.to}: “${fact.reason}”. The customer was told ${told}.`
    }
    case 'status_changed':
      return `${who} ${fact.by === 'customer' && fact.to === 'resolved' ? 'marked it as solved' : `moved it from ${statusWords(fact.from, 'desk')} to ${statusWords(fact.to, 'desk')}`}.`
    case 'assigned':
      return fact.to === null
        ? `${who} gave it back to the queue.`
        : fact.to === by
          ? `${who} took it.`
          : `${who} assigned it to ${fact.to}.`
    case 'closed':
      return 'Closed, fourteen days after it was resolved.'
  }
}
