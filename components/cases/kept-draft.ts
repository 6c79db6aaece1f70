'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { DraftKind, DraftView, SavedDraft } from '@/lib/cases/drafts'
import type { Draft } from './draft'

/** After a pause in typing this long the server keeps the draft; a browser may vanish, and people change desks. */
const KEEP_AFTER_MS = 1_000

export type KeptDraft = Draft & {
  /** What another page or a colleague has put into this draft while something else was being written here. */
  other: string | null
  /** Puts the other text after what stands here, or lets it go. */
  takeOther: () => void
  dropOther: () => void
  /** Keeps what stands here now; resolves when the server has it. */
  keepNow: () => Promise<void>
}

/**
 * The draft of this browser, kept by the server as well: it follows its author to another browser. `kept` is what the page was
 * rendered with; a newer one is taken over unless something unsaved stands here, which then is never overwritten.
 */
export function useKeptDraft(draft: Draft, of: { reference: string; kind: DraftKind; kept: DraftView }): KeptDraft {
  const { reference, kind, kept } = of
  const known = useRef(kept)
  const unsaved = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  /** How many drafts were sent from here: what was on its way to be kept when one was is forgotten again. */
  const sent = useRef(0)
  const [other, setOther] = useState<string | null>(null)

  const keepNow = async () => {
    clearTimeout(timer.current)
    const body = unsaved.current
    if (body === null) return
    const turn = sent.current
    const saved = await post({ reference, kind, body, version: known.current.version })
    if (saved === null) return // this browser still has it, and the next stroke tries again
    if (turn !== sent.current) return void post({ reference, kind, body: '', version: saved.version })
    if (saved.status === 'overtaken' && saved.body !== '') setOther(saved.body)
    else if (unsaved.current === body) unsaved.current = null
    known.current = saved
  }
  const keepLater = (text: string) => {
    unsaved.current = text
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void keepNow(), KEEP_AFTER_MS)
  }

  const arrive = useEffectEvent((newer: DraftView) => {
    if ((newer.savedAt ?? 0) <= (known.current.savedAt ?? 0)) return
    known.current = newer
    const here = draft.shown('')
    if (unsaved.current === null || here === newer.body) draft.setText(newer.body)
    else setOther(newer.body)
  })
  useEffect(() => arrive(kept), [kept])
  const leave = useEffectEvent(() => void keepNow())
  useEffect(() => () => leave(), [])

  const setText = (text: string) => {
    draft.setText(text)
    keepLater(text)
  }
  return {
    ...draft,
    shown: (fallback) => draft.shown(fallback === '' ? kept.body : fallback),
    setText,
    clear: () => {
      clearTimeout(timer.current)
      unsaved.current = null
      sent.current++
      // What was sent is gone on the server too, also where it was kept while it was being sent; a page that was rendered before
      // does not bring it back.
      if (known.current.version > 0) void post({ reference, kind, body: '', version: known.current.version })
      known.current = { ...known.current, version: 0 }
      setOther(null)
      draft.clear()
    },
    other,
    takeOther: () => {
      setText([draft.shown(kept.body), other].filter(Boolean).join('\n\n'))
      setOther(null)
    },
    dropOther: () => setOther(null),
    keepNow,
  }
}

async function post(draft: { reference: string; kind: DraftKind; body: string; version: number }): Promise<SavedDraft | null> {
  try {
    const response = await fetch('/api/drafts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(draft),
    })
    return response.ok ? ((await response.json()) as SavedDraft) : null
  } catch {
    return null
  }
}
