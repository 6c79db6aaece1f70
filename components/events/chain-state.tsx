import { Callout } from '@/components/ui/callout'
import { When } from '@/components/ui/when'
import type { AuditState, ChainFault } from '@/lib/events/audit'
import type { Instant } from '@/lib/kernel/time'
import { formatNumber } from '@/lib/kernel/words'

const FAULT: Record<ChainFault, string> = {
  changed: 'was changed after it was written',
  removed: 'was removed',
  added: 'was put between others afterwards',
  rewritten: 'no longer ends the chain as an earlier check found it',
}

/** Whether the audit still says what was written, and who says so. */
export function ChainState({
  state: { linkedUpTo, verification },
  zone,
  now,
}: {
  state: AuditState
  zone: string
  now: Instant
}) {
  if (verification?.broken) {
    const { entryId, fault } = verification.broken
    return (
      <Callout tone="bad" title="This log was tampered with">
        <p>
          Entry {entryId} {FAULT[fault]}. Found <When at={verification.at} zone={zone} now={now} />; the{' '}
          {formatNumber(verification.entries)} entries before it hold.
        </p>
      </Callout>
    )
  }
  return (
    <p className="text-sm text-ink-2">
      {linkedUpTo === null ? 'Nothing is chained yet.' : `Chained up to entry ${linkedUpTo}.`}{' '}
      {verification ? (
        <>
          Last checked <When at={verification.at} zone={zone} now={now} />: all {formatNumber(verification.entries)} entries hold.
        </>
      ) : (
        'Not checked yet: that is done each night, and by npm run audit:verify.'
      )}
    </p>
  )
}
