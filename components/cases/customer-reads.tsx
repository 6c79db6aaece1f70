import type { ReplyOutcome } from '@/lib/cases/case'
import { cx } from '@/components/ui/class-names'

/** Names the sentence that describes the button of an outcome. */
export const readsId = (outcome: ReplyOutcome) => `reads-${outcome}`

/** The button that the pointer or the focus is at. */
export function nearBy(outcome: ReplyOutcome, setNear: (near: ReplyOutcome | null) => void) {
  const [come, leave] = [() => setNear(outcome), () => setNear(null)]
  return { onPointerEnter: come, onFocus: come, onPointerLeave: leave, onBlur: leave }
}

/** What the customer reads about the case with the answer, before it is sent. All have one place, so that nothing moves with the choice. */
export function CustomerReads({
  outcomes,
  reads,
  shown,
}: {
  outcomes: readonly ReplyOutcome[]
  reads: Partial<Record<ReplyOutcome, string>>
  shown: ReplyOutcome | undefined
}) {
  if (outcomes.length === 0) return null
  return (
    <p className="small grid w-0 min-w-full text-ink-2 md:text-right">
      {outcomes.map((outcome) => (
        <span key={outcome} id={readsId(outcome)} className={cx('col-start-1 row-start-1', outcome !== shown && 'invisible')}>
          Customer reads: “{reads[outcome]}”
        </span>
      ))}
    </p>
  )
}
