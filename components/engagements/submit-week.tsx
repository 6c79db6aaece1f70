'use client'

import { useEffect } from 'react'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'

/** Submits the drafts of a week; why it was refused stands beside the button. */
export function SubmitWeek({ week, label, submit }: { week: string; label: string; submit: FormAction }) {
  const [state, send] = useAct(submit)
  useEffect(() => {
    if (state.status === 'done') toast('Submitted for approval')
  }, [state])
  return (
    <form action={send} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="week" value={week} />
      {state.status === 'error' && (
        <p role="alert" className="max-w-md text-sm text-l1">
          {state.fields?.['']?.join(' ') ?? state.message}
        </p>
      )}
      <SubmitButton small aria-describedby="before">
        {label}
      </SubmitButton>
    </form>
  )
}
