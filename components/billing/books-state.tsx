import { Callout } from '@/components/ui/callout'
import { When } from '@/components/ui/when'
import type { BooksCheck } from '@/lib/billing/views'
import { HOUR_MS, type Instant } from '@/lib/kernel/time'
import { count } from '@/lib/kernel/words'

/** A night and two hours. */
const LATE_MS = 26 * HOUR_MS

/** Whether the books say what they are made of, as the last night found it. */
export function BooksState({ check, zone, now }: { check: BooksCheck | null; zone: string; now: Instant }) {
  if (check === null) return null
  const { at, documents, engagements, findings } = check
  if (findings.length > 0)
    return (
      <Callout tone="bad" title="The books do not hold">
        <p>
          Found <When at={at} zone={zone} now={now} />. Bill nothing of what is named here before it is explained.
        </p>
        <ul className="mt-1 list-disc pl-5">
          {findings.map(({ what, of, says }) => (
            <li key={`${what} ${of} ${says}`}>
              <b className="num">{of}</b>: {says}
            </li>
          ))}
        </ul>
      </Callout>
    )
  if (now - at > LATE_MS)
    return (
      <Callout tone="warn" title="The books were not checked last night">
        <p>
          Last checked <When at={at} zone={zone} now={now} />. Ask who looks after the worker.
        </p>
      </Callout>
    )
  return (
    <p className="text-sm text-ink-2">
      Checked <When at={at} zone={zone} now={now} />: {count(documents, 'document')} and {count(engagements, 'engagement')} hold.
    </p>
  )
}
