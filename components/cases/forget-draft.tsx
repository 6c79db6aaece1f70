'use client'

import { useEffect } from 'react'
import { forgetDraft, readDraft } from './form-draft'

/** Forgets the draft of a case that has been opened, and only that one. */
export function ForgetDraft({ name, subject }: { name: string; subject: string }) {
  useEffect(() => {
    if (readDraft(name)?.subject?.replace(/\s+/g, ' ').trim() === subject) forgetDraft(name)
  }, [name, subject])
  return null
}
