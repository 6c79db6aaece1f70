'use client'

import { Callout } from '@/components/ui/callout'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'

/** Begins a quote, or its next version with the words of the last one. */
export function BeginQuote({ reference, begin, label }: { reference: string; begin: FormAction; label: string }) {
  const [state, action] = useAct(begin)
  return (
    <form action={action} className="grid gap-2">
      <input type="hidden" name="reference" value={reference} />
      {state.status === 'error' && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      <SubmitButton small>{label}</SubmitButton>
    </form>
  )
}
