import { Callout } from '@/components/ui/callout'
import type { RequesterCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { formatInstant, formatZone } from '@/lib/kernel/words'
import { runningLedger } from './promise'

/** Right after sending: the number and the promise, before anything else. */
export function OpenedNotice({ supportCase, zone, now }: { supportCase: RequesterCaseView; zone: string; now: Instant }) {
  const { reference, status, accountManager, ledgers } = supportCase
  const dueAt = runningLedger(ledgers)?.summary.dueAt ?? null
  const who = status === 'with_account_manager' ? `${accountManager.name}, your account manager,` : 'A person'
  return (
    <Callout tone="ok" announce className="mb-6" title={`We have your case. Its number is ${reference}.`}>
      {dueAt !== null && (
        <p className="num text-lg">
          {who} answers by <b>{formatInstant(dueAt, zone, now)}</b>, your time, {formatZone(zone, dueAt)}.
        </p>
      )}
      <p className="text-sm text-ink-2">
        A mail with the number and this time is on its way to you. You need not do anything until then.
      </p>
    </Callout>
  )
}
