import { Callout } from '@/components/ui/callout'
import type { ActionState } from '@/lib/kernel/action-state'

/** A refusal that belongs to no field, or `done` when the action went through. */
export function ActionMessage({ state, done }: { state: ActionState<unknown>; done?: string }) {
  if (state.status === 'error' && (state.code !== 'invalid' || Object.keys(state.fields).length === 0)) {
    return (
      <Callout tone="bad" announce>
        {state.message}
      </Callout>
    )
  }
  if (state.status === 'done' && done) {
    return (
      <Callout tone="ok" announce>
        {done}
      </Callout>
    )
  }
  return null
}
