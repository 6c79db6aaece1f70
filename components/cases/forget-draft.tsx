'use client'

import { useEffect } from 'react'
import { keepSent } from '@/components/files/kept-files'
import { forgetDraft, readDraft } from './form-draft'

/** Forgets the draft of a form that has been sent, and only that one: `subject` is what stood in its `field`. */
export function ForgetDraft({ name, subject, field = 'subject' }: { name: string; subject: string; field?: string }) {
  useEffect(() => {
    if (readDraft(name)?.[field]?.replace(/\s+/g, ' ').trim() === subject) {
      forgetDraft(name)
      keepSent(name, [])
    }
  }, [name, subject, field])
  return null
}
