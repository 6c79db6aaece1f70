'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useAct } from '@/components/ui/use-act'
import type { ActionState, FormAction } from '@/lib/kernel/action-state'

/**
 * A form that arrives once however often it is sent: it carries a key, and a success brings the next one. The action is the
 * server's own, so the form also works before scripts arrive. `onDone` runs once for each success.
 */
export function useKeyedForm<Result extends { nextKey: string }>(
  action: FormAction<Result>,
  firstKey: string,
  onDone: (result: Result) => void,
): { state: ActionState<Result>; send: (form: FormData) => void; key: string } {
  const [state, send] = useAct<Result>(action)
  const [key, setKey] = useState(firstKey)
  const [seen, setSeen] = useState(state)
  if (state !== seen) {
    setSeen(state)
    if (state.status === 'done') setKey(state.result.nextKey)
  }
  const handled = useRef(state)
  const done = useEffectEvent(onDone)
  useEffect(() => {
    if (state.status !== 'done' || handled.current === state) return
    handled.current = state
    done(state.result)
  }, [state])
  return { state, send, key }
}
