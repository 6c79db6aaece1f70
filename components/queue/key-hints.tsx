'use client'

import { CommandKeys } from '@/components/ui/command-keys'
import { Kbd } from '@/components/ui/kbd'

/** The keys of the queue, below it; a phone has none. */
export function KeyHints() {
  return (
    <p className="q-keys">
      <span>
        <Kbd>j</Kbd> <Kbd>k</Kbd> move
      </span>
      <span>
        <Kbd>↵</Kbd> open
      </span>
      <span>
        <Kbd>n</Kbd> next case
      </span>
      <span>
        <Kbd>a</Kbd> assign to me
      </span>
      <span>
        <Kbd>x</Kbd> select
      </span>
      <span>
        <CommandKeys also="K" /> anything
      </span>
    </p>
  )
}
