'use client'

import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'

/** Puts one announcement away for the reader, until it is worded anew. */
export function HideAnnouncement({ announcementId, title, hide }: { announcementId: string; title: string; hide: FormAction }) {
  const [state, send] = useAct(hide)
  return (
    <form action={send}>
      <input type="hidden" name="announcementId" value={announcementId} />
      {state.status === 'error' && (
        <span role="alert" className="mr-2">
          {state.message}
        </span>
      )}
      <SubmitButton small variant="ghost">
        Hide<span className="sr-only"> “{title}”</span>
      </SubmitButton>
    </form>
  )
}
