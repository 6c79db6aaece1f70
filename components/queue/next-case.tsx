'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { isShortcut } from '@/components/palette/keys'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Kbd } from '@/components/ui/kbd'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { IDLE, type FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { count } from '@/lib/kernel/words'
import type { NextCase as Next } from '@/lib/queue/views'
import { openingWords } from './shift-words'

/** The pull button: gives the case most at risk and opens it, by `n` too. When there is none, a sentence says so and what comes next. */
export function NextCase({ take, now }: { take: FormAction<Next>; now: Instant }) {
  const [state, act] = useAct(take)
  const [dismissed, dismiss] = useState<unknown>(IDLE)
  const form = useRef<HTMLFormElement>(null)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape') dismiss(state)
    if (!isShortcut(event) || event.key !== 'n') return
    event.preventDefault()
    form.current?.requestSubmit()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return (
    <form ref={form} action={act} className="next-case">
      <SubmitButton small pendingLabel="Looking…">
        Next case <Kbd>n</Kbd>
      </SubmitButton>
      {state.status !== 'idle' && state !== dismissed && (
        <div className="next-says">
          {state.status === 'error' ? (
            <Callout tone="bad" announce>
              {state.message}
            </Callout>
          ) : (
            <Callout tone={state.result.kind === 'full' ? 'warn' : 'ok'} announce title={title(state.result)}>
              <p>{sentence(state.result, now)}</p>
              <Button small onClick={() => dismiss(state)} className="mt-2">
                Close
              </Button>
            </Callout>
          )}
        </div>
      )}
    </form>
  )
}

function title(next: Next): string {
  return next.kind === 'full' ? `You have ${count(next.holds, 'open case')}` : 'Nothing is left to take'
}

function sentence(next: Next, now: Instant): string {
  if (next.kind === 'full') return 'That is as many as your region gives one person. Answer one of them, then take the next.'
  return next.kind === 'nothing' ? `Every case has somebody. ${openingWords(next.shifts, now)}` : ''
}
