// What a customer should know beside the lines of a ledger: whose hours are counted, what happened to the level, what keeps
// the promise and what comes after it.
import type { RequesterCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { formatInstant, formatZone } from '@/lib/kernel/words'
import type { Ledger } from '@/lib/sla/ledger'
import type { Level, SupportPolicy } from '@/lib/sla/support-policy'
import { updateWords } from '../sla/target-words'

type Question = {
  ledger: Ledger
  supportCase: Pick<RequesterCaseView, 'region' | 'timeline' | 'severity'>
  policy: SupportPolicy
  levelName: (level: Level) => string
  zone: string
  now: Instant
}

/** The facts, as sentences, in the order they matter. */
export function ledgerFacts({ ledger, supportCase, policy, levelName, zone, now }: Question): string[] {
  const { summary } = ledger
  const { region, timeline, severity } = supportCase
  const facts: string[] = []
  if (summary.unit === 'elapsed') facts.push('Every hour counts, day and night.')
  else facts.push(`Only the business hours of ${region.name} count, in ${formatZone(region.zone, summary.startedAt)} time.`)
  if (summary.dueAt !== null && region.zone !== zone) {
    facts.push(`There it is due ${formatInstant(summary.dueAt, region.zone, now)}.`)
  }
  for (const entry of timeline) {
    if (entry.kind !== 'history' || entry.fact.what !== 'reclassified') continue
    const { from, to } = entry.fact
    facts.push(
      `It began as L${from}; ${formatInstant(entry.at, zone, now)} it became L${to} ${levelName(to)}, counted from the start.`,
    )
  }
  facts.push('Only a person’s answer keeps it. Our automatic mail does not.')
  if (summary.stoppedBy.includes('customer_resolves')) facts.push('It ends, too, when you say that this is solved.')
  facts.push(
    summary.metric === 'first_response'
      ? `After the first answer you hear from us ${updateWords(policy, severity)}, until this is solved.`
      : 'Each answer of ours starts it again, until this is solved.',
  )
  return facts
}
