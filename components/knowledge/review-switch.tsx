'use client'

import { Callout } from '@/components/ui/callout'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'

/** Says whether articles are reviewed, and lets an administrator change it. */
export function ReviewSwitch({
  needsReview,
  maySwitch,
  switchReview,
}: {
  needsReview: boolean
  maySwitch: boolean
  switchReview: FormAction
}) {
  const [state, send] = useAct(switchReview)
  return (
    <form action={send} className="grid gap-3">
      {state.status === 'error' && <Callout tone="bad">{state.message}</Callout>}
      <p className="text-ink-2">
        {needsReview
          ? 'A second person reads every article before it is published.'
          : 'Writers publish alone. A review can still be asked for.'}
      </p>
      <input type="hidden" name="needsReview" value={needsReview ? 'false' : 'true'} />
      {maySwitch ? (
        <div>
          <SubmitButton variant="default">{needsReview ? 'Let writers publish alone' : 'Ask for a second person'}</SubmitButton>
        </div>
      ) : (
        <p className="text-sm text-ink-3">An administrator can change this.</p>
      )}
    </form>
  )
}
