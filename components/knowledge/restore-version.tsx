'use client'

import { Callout } from '@/components/ui/callout'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'

/** Makes a version the draft; readers have it once that is published. */
export function RestoreVersion({ articleId, number, restore }: { articleId: string; number: number; restore: FormAction }) {
  const [state, send] = useAct(restore)
  return (
    <form action={send} className="grid gap-3">
      <input type="hidden" name="articleId" value={articleId} />
      <input type="hidden" name="number" value={number} />
      {state.status === 'error' && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      <p className="text-ink-2">Version {number} can become the draft again; it is reviewed and published like any other.</p>
      <div>
        <SubmitButton variant="default">Restore version {number}</SubmitButton>
      </div>
    </form>
  )
}
