'use client'

import { useState } from 'react'
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
 * made of it since. `onOpen` goes to the dialog, `note` into its form.
 */
export function useSeenField({ value, words, by }: FieldOfCase) {
  const [seen, setSeen] = useState(value)
  const see = () => setSeen(value)
  return {
    onOpen: see,
    note: (
      <>
        <input type="hidden" name="was" value={seen} />
        {seen !== value && (
          <Callout tone="warn" announce title={`${by ?? 'Concord'} changed this meanwhile: it is ${words} now`}>
            <p>What you chose and wrote is still here. Leave it at that, or read it and change it again.</p>
            <Button small className="mt-2" onClick={see}>
              I have read it
            </Button>
          </Callout>
        )}
      </>
    ),
    isCrossed: seen !== value,
  }
}
