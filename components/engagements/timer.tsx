'use client'

import { ActionMessage } from '@/components/identity/action-message'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'
import type { SaidOfTime } from './time-form'

/** Begins to take time for a row of the sheet. */
export function StartTimer({
  reference,
  role,
  label,
  start,
}: {
  reference: string
  role: string
  label: string
  start: FormAction
}) {
  const [state, send] = useAct(start)
  return (
    <form action={send}>
      <input type="hidden" name="reference" value={reference} />
      <input type="hidden" name="role" value={role} />
      <ActionMessage state={state} />
      <SubmitButton variant="ghost" small className="-ml-2.5" aria-label={label}>
        Start timer
      </SubmitButton>
    </form>
  )
}

/** The timer that runs: since when, for what, and what becomes of it. */
export function RunningTimer({ words, stop }: { words: string; stop: FormAction<SaidOfTime> }) {
  const [state, send] = useAct(stop)
  return (
    <form action={send} className="card card-pad flex flex-wrap items-center gap-3" aria-label="Timer">
      <ActionMessage state={state} done={state.status === 'done' ? state.result.says : undefined} />
      <p className="num grow">{words}</p>
      <SubmitButton name="keep" value="yes" small>
        Stop, keep the time
      </SubmitButton>
      <SubmitButton name="keep" value="no" variant="ghost" small>
        Forget it
      </SubmitButton>
    </form>
  )
}
