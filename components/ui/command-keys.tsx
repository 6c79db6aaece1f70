'use client'

import { useSyncExternalStore } from 'react'
import { Kbd } from './kbd'

const never = () => () => undefined
const isApple = () => /^(Mac|iPhone|iPad)/.test(navigator.platform)

/** A key held with Ctrl, or with ⌘ on a keyboard that has one: "Ctrl K", "⌘ K". */
export function CommandKeys({ also }: { also: string }) {
  const apple = useSyncExternalStore(never, isApple, () => false)
  return (
    <Kbd>
      {apple ? '⌘' : 'Ctrl'} {also}
    </Kbd>
  )
}
