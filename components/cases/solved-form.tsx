'use client'

import * as checkIcon from 'lucide-react/icons/check'
import { Callout } from '@/components/ui/callout'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'
import { iconOf } from '@/components/ui/icon'

const Check = iconOf(checkIcon)

/** "This is solved": needs no words, and can be taken back by writing. */
export function SolvedForm({ reference, days, confirm }: { reference: string; days: number; confirm: FormAction }) {
  const [state, action] = useAct(confirm)
  return (
    <form action={action} className="post">
      <span />
      <div>
        <input type="hidden" name="reference" value={reference} />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-2">
          <SubmitButton small variant="default">
            <Check aria-hidden="true" />
            This is solved
          </SubmitButton>
          No words needed. You can reopen it for {days} days.
        </div>
        {state.status === 'error' && (
          <Callout tone="bad" announce className="mt-3">
            {state.message}
          </Callout>
        )}
      </div>
    </form>
  )
}
