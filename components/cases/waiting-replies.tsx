'use client'

import { useTransition } from 'react'
import { Callout } from '@/components/ui/callout'
import type { WaitingReply } from '@/lib/cases/drafts'
import { callBackReply, type CallBack } from './call-back'

/** What the reader has sent and can still call back. */
export function WaitingReplies({
  waiting,
  userId,
  callBack,
}: {
  waiting: readonly WaitingReply[]
  userId: string
  callBack: CallBack
}) {
  const [pending, start] = useTransition()
  return waiting.map(({ id, body }) => (
    <Callout key={id} tone="info" title="Sends in a moment">
      <p className="line-clamp-6 whitespace-pre-wrap">{body}</p>
      <button
        type="button"
        className="btn btn-sm mt-2"
        disabled={pending}
        onClick={() => start(async () => void (await callBackReply(callBack, userId, id)))}
      >
        Undo
      </button>
    </Callout>
  ))
}
