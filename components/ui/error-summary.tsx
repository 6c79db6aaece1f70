'use client'

import * as circleAlertIcon from 'lucide-react/icons/circle-alert'
import { useEffect, useRef } from 'react'
import { count } from '@/lib/kernel/words'
import { iconOf } from './icon'

const CircleAlert = iconOf(circleAlertIcon)

/**
 * What has to be mended, above a form: takes focus when it appears, and each sentence leads to its field. `fields` maps a
 * field's id to its sentences; the key '' is about the whole form. Shows nothing while there is nothing to mend.
 */
export function ErrorSummary({ fields, title }: { fields: Readonly<Record<string, readonly string[]>>; title?: string }) {
  const box = useRef<HTMLDivElement>(null)
  const sentences = Object.entries(fields).flatMap(([id, each]) => each.map((sentence) => ({ id, sentence })))
  useEffect(() => {
    if (sentences.length > 0) box.current?.focus()
    // A new answer of the server is a new object, and takes focus again.
  }, [fields, sentences.length])
  if (sentences.length === 0) return null
  return (
    <div ref={box} className="callout callout-bad" role="alert" tabIndex={-1}>
      <CircleAlert aria-hidden="true" />
      <div>
        <p className="font-semibold">{title ?? `${count(sentences.length, 'thing')} to correct first`}</p>
        <ul className="mt-1 grid gap-1">
          {sentences.map(({ id, sentence }) => (
            <li key={id + sentence}>
              {id ? (
                <a href={`#${id}`} className="underline underline-offset-3">
                  {sentence}
                </a>
              ) : (
                sentence
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
