// What the composer of the desk is fed with.
import { macroActs } from '@/components/macros/macro-words'
import { customerReads } from '@/lib/cases/after-answer'
import { isUnresolved, type ReplyOutcome } from '@/lib/cases/case'
import { fillMacro, macroFacts, type Macro } from '@/lib/cases/macro'
import type { DeskCaseView } from '@/lib/cases/views'
import { timedTarget, type SupportPolicy } from '@/lib/sla/support-policy'
import type { ReadyMacro } from './desk-composer'
import type { NewestMessage } from './held-back'

/** The newest public message, for a reply that must have seen it. */
export function newestMessage(timeline: DeskCaseView['timeline'], userId: string): NewestMessage | null {
  const newest = timeline.findLast((entry) => entry.kind === 'message')
  return newest ? { id: newest.id, author: newest.author.name, isOwn: newest.author.id === userId, body: newest.body } : null
}

/** Macros with their words filled in for this case and its reader. */
export function readyMacros(macros: readonly Macro[], supportCase: DeskCaseView, agentName: string): ReadyMacro[] {
  const facts = macroFacts({
    reference: supportCase.reference,
    subject: supportCase.subject,
    organisationName: supportCase.organisationName,
    requesterName: supportCase.requester.name,
    agentName,
  })
  return macros.map(({ id, name, body, outcome, takes, category }) => ({
    id,
    label: name,
    detail: macroActs({ outcome, takes, category }) || undefined,
    text: fillMacro(body, facts),
    outcome,
    takes,
    category: category === supportCase.category || !isUnresolved(supportCase.status) ? null : category,
  }))
}

/** What the customer reads about the case with each outcome of an answer. */
export function outcomeReads(
  { status, resolvedAt, outcomes, severity }: DeskCaseView,
  policy: SupportPolicy,
  author: string,
): Partial<Record<ReplyOutcome, string>> {
  const beforeWaiting = outcomes.includes('back_to_support') ? ('with_account_manager' as const) : ('open' as const)
  const tellsTime = timedTarget(policy, 'update', severity) !== null
  const facts = { status, resolvedAt, beforeWaiting }
  return Object.fromEntries(outcomes.map((outcome) => [outcome, customerReads(facts, outcome, { author, tellsTime })]))
}
