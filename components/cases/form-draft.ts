'use client'

import { useEffect, useRef, useState, type RefObject } from 'react'

const SAVE_AFTER_MS = 400

/**
 * A whole form that survives a reload and a closed tab: every named field is kept in this browser under `name` shortly after
 * each change, and put back when the form is shown again; then `restored` is called. Its key comes back with it, so that a
 * form whose answer was lost is not sent as another one. Answers whether it is kept now,
 * and what to call on each input.
 */
export function useFormDraft(
  form: RefObject<HTMLFormElement | null>,
  name: string,
  restored: (form: HTMLFormElement, kept: Readonly<Record<string, string>>) => void,
) {
  const [kept, setKept] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const whenRestored = useRef(restored)
  useEffect(() => {
    whenRestored.current = restored
  })

  useEffect(() => {
    const values = readDraft(name)
    if (values && form.current) {
      fill(form.current, values)
      whenRestored.current(form.current, values)
    }
    // Whoever reloads or leaves within the pause keeps what they typed last.
    const leaving = () => {
      if (timer.current === undefined || !form.current) return
      clearTimeout(timer.current)
      timer.current = undefined
      writeDraft(name, form.current)
    }
    addEventListener('pagehide', leaving)
    return () => {
      removeEventListener('pagehide', leaving)
      clearTimeout(timer.current)
    }
  }, [form, name])

  return {
    kept,
    touched: () => {
      clearTimeout(timer.current)
      setKept(false)
      timer.current = setTimeout(() => {
        timer.current = undefined
        if (form.current) setKept(writeDraft(name, form.current))
      }, SAVE_AFTER_MS)
    },
  }
}

/** What is kept under a name; null when nothing is, or nothing can be. */
export function readDraft(name: string): Record<string, string> | null {
  try {
    const values: unknown = JSON.parse(localStorage.getItem(name) ?? 'null')
    return typeof values === 'object' && values !== null ? (values as Record<string, string>) : null
  } catch {
    return null
  }
}

/** Forgets what is kept under a name. */
export function forgetDraft(name: string): void {
  try {
    localStorage.removeItem(name)
  } catch {
    // storage is switched off, so nothing was kept
  }
}

function writeDraft(name: string, form: HTMLFormElement): boolean {
  const values = [...new FormData(form)].filter(
    ([key, value]) => typeof value === 'string' && !key.startsWith('$') && key !== 'files',
  )
  try {
    localStorage.setItem(name, JSON.stringify(Object.fromEntries(values)))
    return true
  } catch {
    return false
  }
}

function fill(form: HTMLFormElement, values: Record<string, string>): void {
  for (const [key, value] of Object.entries(values)) {
    const field = form.elements.namedItem(key)
    if (field instanceof RadioNodeList || field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      field.value = value
    }
  }
}

/** The key after this one, for a form whose key is spent: a UUID with its last digits moved on. */
export function nextKey(key: string): string {
  const last = Number.parseInt(key.slice(-4), 16)
  return key.slice(0, -4) + ((last + 1) % 0x10000).toString(16).padStart(4, '0')
}
