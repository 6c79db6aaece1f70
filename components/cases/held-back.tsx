'use client'

import { useState } from 'react'
import { Callout } from '@/components/ui/callout'

/** The newest public message of a case, as far as a reply must know it. */
export type NewestMessage = { readonly id: string; readonly author: string; readonly isOwn: boolean; readonly body: string }

export type SeenMessage = {
  /** What the reply is sent with: the newest message that its author has read. */
  readonly id: string
  /** What came meanwhile and has not been read. */
  readonly unread: NewestMessage | null
  readonly onText: (text: string) => void
  readonly read: () => void
}

/**
 * Which message a reply answers: the newest one of when it was begun, and what its author says they have read since. The server
 * holds a reply back that has not seen the newest.
 */
export function useSeenMessage(newest: NewestMessage | null, begun: boolean): SeenMessage {
  const [writing, setWriting] = useState(begun)
  const [seen, setSeen] = useState(newest?.id ?? '')
  const current = newest?.id ?? ''
  const follows = !writing || newest?.isOwn === true
  if (follows && seen !== current) setSeen(current)
  return {
    id: follows ? current : seen,
    unread: !follows && seen !== current ? newest : null,
    onText: (text) => setWriting(text !== ''),
    read: () => setSeen(current),
  }
}

/** Shows the message that came while the reply was being written. */
export function HeldBack({ seen }: { seen: SeenMessage }) {
  return (
    <div role="alert">
      {seen.unread && (
        <Callout tone="warn" title={`${seen.unread.author} wrote while you were writing`}>
          <p className="line-clamp-6 whitespace-pre-wrap">{seen.unread.body}</p>
          <p className="mt-2">
            <button type="button" className="btn btn-sm" onClick={seen.read}>
              I have read it
            </button>
          </p>
        </Callout>
      )}
    </div>
  )
}
