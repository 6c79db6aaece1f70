// What happened to a case, in words for staff.
import { RATING_WORDS } from '@/lib/cases/rating'
import type { HistoryView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { formatDay } from '@/lib/kernel/words'
import { categoryWords, statusWords } from './case-words'
import { linkSentence } from './link-words'

/** One sentence for an event; null where the message beside it says it all. */
export function deskEventWords({ by, fact }: HistoryView, zone: string, now: Instant): string | null {
  const who = by ?? 'Concord'
  const when = (at: Instant) => formatDay(at, zone, now)
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
    case 'category_changed': {
      const why = fact.reason === null ? '' : `: “${fact.reason}”`
      const goes = {
        to_account_manager: ' It went to the CSM; its clocks run on.',
        to_support: ' It is back with support; its clocks run on.',
        stays: '',
      }[fact.goes]
      return `${who} changed what it is about from “${categoryWords(fact.from)}” to “${categoryWords(fact.to)}”${why}.${goes}`
    }
    case 'referral':
      return referralWords(fact, who)
    case 'status_changed':
      return `${who} ${fact.by === 'customer' && fact.to === 'resolved' ? 'marked it as solved' : `moved it from ${statusWords(fact.from, 'desk')} to ${statusWords(fact.to, 'desk')}`}.`
    case 'handed_over': {
      const due =
        fact.dueAt === null
          ? ''
          : fact.dueAt === fact.dueBefore
            ? ' The promise stays as it was.'
            : ` It is now due ${when(fact.dueAt)}.`
      return `${who} handed it over from ${fact.from} to ${fact.to}.${due}`
    }
    case 'assigned':
      if (fact.because === 'rule') return `${fact.to}’s turn: the case went to ${fact.to}.`
      if (fact.because === 'left')
        return `Whoever had it does so no more; the case went ${fact.to === null ? 'back to the queue' : `to ${fact.to}`}.`
      if (fact.because === 'away')
        return `${fact.awayName} is away, so the case went ${fact.to === null ? 'back to the queue' : `to ${fact.to}`}.`
      return fact.to === null
        ? `${who} gave it back to the queue.`
        : fact.to === by
          ? `${who} took it.`
          : `${who} assigned it to ${fact.to}.`
    case 'rated': {
      const said = `“${RATING_WORDS[fact.answer]}”${fact.comment === null ? '' : `: “${fact.comment}”`}`
      return fact.changed ? `${who} changed the rating to ${said}.` : `${who} was asked how it went, and said ${said}.`
    }
    case 'participant':
      return `${who} ${fact.takesPart ? 'let' : 'no longer lets'} ${fact.name} take part.`
    case 'tagged':
      return fact.has ? `${who} tagged it “${fact.tag}”.` : `${who} took the tag “${fact.tag}” away.`
    case 'linked':
      return fact.holds ? `${who} linked it: ${linkSentence(fact)}.` : `${who} took the link with ${fact.other} away.`
    case 'split':
      return fact.way === 'to'
        ? `${who} made a case of its own of a message here: ${fact.other}.`
        : `${who} made this case of a message in ${fact.other}, where it stands too.`
    case 'problem':
      return fact.is ? `${who} marked it as a problem.` : `${who} says that it is no problem any more.`
    case 'merged':
      return mergedWords(fact, who, when)
    case 'closed':
      return 'Closed, fourteen days after it was resolved.'
  }
}

type ReferralFact = Extract<HistoryView['fact'], { what: 'referral' }>

const GOES_ON: Record<ReferralFact['then'], string> = {
  ends: '',
  support: ' It is back with support.',
  manager: ' It stays with the CSM.',
  goes_on: ' The case goes on.',
}

function referralWords({ step, request, manager, reason, then }: ReferralFact, who: string): string {
  const goesOn = GOES_ON[then]
  switch (step) {
    case 'referred':
      return `${who} passed it to ${manager} as ${request}; its clocks run on.`
    case 'referred_in_part':
      return `${who} passed its project part to ${manager} as ${request}; the fault stays here.`
    case 'moved_to_services':
      return `${who} said yes to a quote: it goes on as ${request}.${goesOn}`
    case 'service_declined':
      return `${who} wants no quote.${goesOn}`
    case 'lapsed':
      return `${request} lapsed: the customer did not answer.${goesOn}`
    case 'included_onboarding':
      return `${who} found it included in the onboarding (${request}).${goesOn}`
    case 'returned':
      return `${who} returned ${request} to support: “${reason}”.`
    case 'fault':
      return `${who} sees a fault.${goesOn}`
    case 'answered':
      return `${request} ended: the case went on without it.`
  }
}

type MergedFact = Extract<HistoryView['fact'], { what: 'merged' }>

function mergedWords(
  { other, way, undone, level, dueAt, metric }: MergedFact,
  who: string,
  when: (at: Instant) => string,
): string {
  if (way === 'away') return undone ? `${who} took it out of ${other} again.` : `${who} merged it into ${other}.`
  if (undone) return `${who} took ${other} out of this case again.`
  const raised = level === null ? '' : ` The level is L${level} from now on.`
  const due = dueAt === null ? '' : ` ${metric === 'update' ? 'The next update' : 'A person’s answer'} is due ${when(dueAt)}.`
  return `${who} merged ${other} into this case.${raised}${due}`
}
