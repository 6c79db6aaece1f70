'use client'

import { useActionState } from 'react'
import { SubmitButton } from '@/components/ui/submit-button'
import { IDLE, type FormAction } from '@/lib/kernel/action-state'

/** Puts one announcement away for the reader, until it is worded anew. */
export function HideAnnouncement({ announcementId, title, hide }: { announcementId: string; title: string; hide: FormAction }) {
  const [state, send] = useActionState(hide, IDLE)
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
