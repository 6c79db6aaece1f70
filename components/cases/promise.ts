// What a customer may expect of a case now: one of a few states, read off the case and its ledgers. The card shows it.
import type { RequesterCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import type { Ledger } from '@/lib/sla/ledger'

/** `late` is said honestly; `dueAt` is null while a pause holds the clock. */
export type PromiseState =
  | { readonly kind: 'first_answer'; readonly ledger: Ledger; readonly dueAt: Instant | null; readonly late: boolean }
  | { readonly kind: 'update'; readonly ledger: Ledger; readonly dueAt: Instant | null; readonly late: boolean }
  | { readonly kind: 'answered' }
  | { readonly kind: 'waiting'; readonly next: Ledger | null }
  | { readonly kind: 'solved'; readonly reopenableUntil: Instant }
  | { readonly kind: 'closed' }

type Facts = Pick<RequesterCaseView, 'status' | 'isFinal' | 'reopenableUntil' | 'ledgers'>

/** The state of the promise at `now`. */
export function promiseState({ status, isFinal, reopenableUntil, ledgers }: Facts, now: Instant): PromiseState {
  if (isFinal || status === 'closed') return { kind: 'closed' }
  if (reopenableUntil !== null) return { kind: 'solved', reopenableUntil }
  const next = runningLedger(ledgers)
  if (status === 'waiting') return { kind: 'waiting', next }
  if (next === null) return { kind: 'answered' }
  const { dueAt, metric } = next.summary
  return { kind: metric === 'update' ? 'update' : 'first_answer', ledger: next, dueAt, late: dueAt !== null && now > dueAt }
}

/** The ledger of the running clock that is due first; null when none runs. */
export function runningLedger(ledgers: readonly Ledger[]): Ledger | null {
  const running = ledgers.filter(({ summary }) => summary.endedAt === null)
  return running.sort((a, b) => (a.summary.dueAt ?? Infinity) - (b.summary.dueAt ?? Infinity))[0] ?? null
}

/** The first answer that a person gave: the ledger of the clock that it met; null before. */
export function answeredLedger(ledgers: readonly Ledger[]): Ledger | null {
  return ledgers.find(({ summary }) => summary.metric === 'first_response' && summary.outcome === 'met') ?? null
}
