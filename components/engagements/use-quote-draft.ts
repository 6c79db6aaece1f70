'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import type { SavedQuote } from '@/lib/engagements/saved-quote'
import { IDLE, type FormAction } from '@/lib/kernel/action-state'
import type { FieldErrors } from '@/lib/kernel/errors'
import { offerDraft, type Settled } from './quote-pending'

/** After a pause in typing this long the draft is kept, priced and shown. */
const KEEP_AFTER_MS = 700

/** Keeps a draft of a quote a moment after each pause, one saving at a time; what is wrong comes back beside its field. */
export function useQuoteDraft<Draft>(reference: string, first: Draft, kept: SavedQuote, save: FormAction<SavedQuote>) {
  const router = useRouter()
  const [draft, setDraft] = useState(first)
  const [saved, setSaved] = useState(kept)
  const [isKept, setKept] = useState(true)
  const [isRefreshing, startRefresh] = useTransition()
  const [errors, setErrors] = useState<FieldErrors>({})
  const [trouble, setTrouble] = useState<string | null>(null)
  const unsaved = useRef<Draft | null>(null)
  const revision = useRef(kept.revision)
  const saving = useRef<Promise<void> | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  /** Keeps what is written unless that goes on already; the answer comes with the end of it. */
  const keep = (): Promise<void> => {
    saving.current ??= keepOnce().finally(() => {
      saving.current = null
    })
    return saving.current
  }
  const keepOnce = async (): Promise<void> => {
    const now = unsaved.current
    if (now === null) return
    const form = new FormData()
    form.set('reference', reference)
    form.set('revision', String(revision.current))
    form.set('draft', JSON.stringify(now))
    const state = await save(IDLE, form).catch(() => null)
    if (state?.status === 'done') {
      revision.current = state.result.revision
      setSaved(state.result)
      setErrors({})
      setTrouble(null)
      if (unsaved.current !== now) return keepOnce()
      unsaved.current = null
      setKept(true)
      // The buttons beside it speak of the draft as it is kept: only when they do, is it called saved.
      return startRefresh(() => router.refresh())
    }
    if (state === null) {
      setTrouble('The connection is lost. We try again.')
      timer.current = setTimeout(() => void keep(), KEEP_AFTER_MS * 5)
    } else if (state.status === 'error') {
      const fields = Object.fromEntries(Object.entries(state.fields).map(([key, value]) => [key.replace(/^draft[.]/, ''), value]))
      setErrors(fields)
      setTrouble(
        fields['']?.[0] ?? (Object.keys(fields).length > 0 ? 'Not saved yet: please mend what is marked.' : state.message),
      )
      if (unsaved.current !== now) return keepOnce()
    }
  }
  const settle = async (): Promise<Settled> => {
    clearTimeout(timer.current)
    // What was on its way when somebody went on typing is kept by the same call.
    await keep()
    if (unsaved.current !== null) await keep()
    return unsaved.current === null ? revision.current : 'unsaved'
  }
  useEffect(() => offerDraft(settle))
  const write = (change: Partial<Draft>) => {
    const next = { ...draft, ...change }
    setDraft(next)
    setKept(false)
    unsaved.current = next
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void keep(), KEEP_AFTER_MS)
  }
  return { draft, saved, isKept: isKept && !isRefreshing, errors, trouble, write }
}
