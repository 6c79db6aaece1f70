'use client'

import { useState, type MouseEvent } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'

/** What a dialog that sets a field knows of it. */
export type FieldOfCase = {
  /** What stands there, as it is stored. */
  readonly value: string
  /** The same in words. */
  readonly words: string
  /** Who set it last; null where nobody has, or no person did. */
  readonly by: string | null
}

/**
 * What its reader has seen in a field: what stood there when the dialog was opened, until they say that they have read what somebody
 * made of it since, or that theirs is to stand all the same. `onOpen` goes to the dialog, `note` into its form.
 */
export function useSeenField({ value, words, by }: FieldOfCase) {
  const [seen, setSeen] = useState(value)
  const see = () => setSeen(value)
  const insist = ({ currentTarget: { form } }: MouseEvent<HTMLButtonElement>) => {
    // The form has to say what was read before it is sent, and this button is gone with its note by then.
    flushSync(see)
    form?.requestSubmit()
  }
  return {
    onOpen: see,
    note: (
      <>
        <input type="hidden" name="was" value={seen} />
        {seen !== value && (
          <Callout tone="warn" announce title={`${by ?? 'Concord'} changed this meanwhile: it is ${words} now`}>
            <p>What you chose and wrote is still here.</p>
            <div className="mt-2 flex flex-wrap gap-2">
              <Button small onClick={insist}>
                Change it anyway
              </Button>
              <Button small variant="ghost" onClick={see}>
                I have read it
              </Button>
            </div>
          </Callout>
        )}
      </>
    ),
    isCrossed: seen !== value,
  }
}
