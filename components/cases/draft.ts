'use client'

import { useEffect, useRef, useState } from 'react'

export type Draft = {
  /** What stands in the field: what was typed or kept, else `fallback` (what a refused form gave back). */
  shown: (fallback: string) => string
  setText: (text: string) => void
  /** Whether what stands in the field is kept. */
  saved: boolean
  clear: () => void
}

const SAVE_AFTER_MS = 400

/** Text that survives a reload and a closed tab: kept in this browser under `key` shortly after each pause in typing. */
export function useDraft(key: string): Draft {
  const [text, setText] = useState<string | null>(null)
  const [saved, setSaved] = useState(false)
  const typed = useRef(false)

  useEffect(() => {
    const kept = readKept(key)
    if (kept !== null && !typed.current) setText(kept)
  }, [key])

  useEffect(() => {
    if (!typed.current || text === null) return
    const timer = setTimeout(() => setSaved(keep(key, text)), SAVE_AFTER_MS)
    const leaving = () => void keep(key, text)
    addEventListener('pagehide', leaving)
    return () => {
      removeEventListener('pagehide', leaving)
      clearTimeout(timer)
    }
  }, [key, text])

  return {
    shown: (fallback) => text ?? fallback,
    setText: (next) => {
      typed.current = true
      setText(next)
      setSaved(false)
    },
    saved,
    clear: () => {
      typed.current = false
      keep(key, '')
      setText('')
      setSaved(false)
    },
  }
}

function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null // storage switched off: typing works, it is only not kept
  }
}

function keep(key: string, text: string): boolean {
  try {
    if (text === '') localStorage.removeItem(key)
    else localStorage.setItem(key, text)
    return text !== ''
  } catch {
    return false
  }
}
