'use client'

import { Callout } from '@/components/ui/callout'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'

/** Ends the mails that a link speaks for. */
export function StopFollowing({ token, stop }: { token: string; stop: FormAction }) {
  const [state, send] = useAct(stop)
  return (
    <form action={send} className="grid gap-3">
      <input type="hidden" name="token" value={token} />
      {state.status === 'error' && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      <div>
        <SubmitButton>No more of these mails</SubmitButton>
      </div>
    </form>
  )
}
