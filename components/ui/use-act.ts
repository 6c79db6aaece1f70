'use client'

import { useActionState } from 'react'
import { IDLE, lostOnTheWay, type ActionState, type FormAction } from '@/lib/kernel/action-state'
import { toast } from './toast-store'

/**
 * `useActionState` for a form of ours. What gets lost on its way to the server comes back as a refusal, with what was typed, where React
 * would take the page away. `aloud` tells refusals in a toast, for a form that has no place for them. On the server the action stays as it
 * is, so that the form can be sent before scripts arrive.
 */
export function useAct<Result>(act: FormAction<Result>, { aloud = false }: { aloud?: boolean } = {}) {
  return useActionState<ActionState<Result>, FormData>(typeof window === 'undefined' ? act : answered(act, aloud), IDLE)
}

function answered<Result>(act: FormAction<Result>, aloud: boolean): FormAction<Result> {
  return async (previous, form) => {
    const state = await act(previous, form).catch((error: unknown) => {
      // What comes from the server has a digest: a redirect, or an error that its log holds.
      if (error instanceof Error && 'digest' in error) throw error
      return lostOnTheWay(form, error instanceof Error && error.name === 'UnrecognizedActionError')
    })
    if (aloud && state.status === 'error') toast(state.message)
    return state
  }
}
