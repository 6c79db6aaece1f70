'use client'

import { useEffect, useRef, useState } from 'react'
import { IDLE, type FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'

/** After a pause in typing this long the draft is kept and shown. */
const KEEP_AFTER_MS = 700

export type ArticleText = { title: string; summary: string; body: string }
export type SavedDraft = { version: number; savedAt: Instant; html: string }
export type DraftState = {
  text: ArticleText
  version: number
  html: string
  savedAt: Instant | null
  /** What stands here is what the server has. */
  isKept: boolean
  /** Why it could not be kept. */
  trouble: string | null
  write: (change: Partial<ArticleText> | ((text: ArticleText) => Partial<ArticleText>)) => void
}

/** Keeps what is written a moment after each pause, one saving at a time, and shows what becomes of it. */
export function useArticleDraft(
  articleId: string,
  first: ArticleText & { version: number; savedAt: Instant | null; html: string },
  save: FormAction<SavedDraft>,
): DraftState {
  const { title, summary, body } = first
  const [text, setText] = useState<ArticleText>({ title, summary, body })
  const [saved, setSaved] = useState({ version: first.version, savedAt: first.savedAt, html: first.html })
  const [isKept, setKept] = useState(true)
  const [trouble, setTrouble] = useState<string | null>(null)
  const unsaved = useRef<ArticleText | null>(null)
  const version = useRef(first.version)
  /** What stands there now, also for whoever began to write before. */
  const latest = useRef(text)
  const isSaving = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const keep = async () => {
    const now = unsaved.current
    if (now === null || isSaving.current) return
    isSaving.current = true
    const state = await save(IDLE, formOf(articleId, now, version.current)).catch(() => null)
    isSaving.current = false
    if (state?.status === 'done') {
      version.current = state.result.version
      setSaved(state.result)
      setTrouble(null)
      if (unsaved.current === now) unsaved.current = null
      else return void keep()
      return setKept(true)
    }
    // Somebody else's words are never overwritten: the writer copies theirs and reloads. What the network lost is tried again.
    setTrouble(
      state?.status === 'error'
        ? (Object.values(state.fields)[0]?.[0] ?? state.message)
        : 'The connection is lost. We try again.',
    )
    if (state === null) timer.current = setTimeout(() => void keep(), KEEP_AFTER_MS * 5)
  }
  const write: DraftState['write'] = (change) => {
    const next = { ...latest.current, ...(typeof change === 'function' ? change(latest.current) : change) }
    latest.current = next
    setText(next)
    setKept(false)
    unsaved.current = next
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void keep(), KEEP_AFTER_MS)
  }
  return { text, ...saved, isKept, trouble, write }
}

function formOf(articleId: string, text: ArticleText, version: number): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries({ articleId, ...text, version: String(version) })) form.set(name, value)
  return form
}
