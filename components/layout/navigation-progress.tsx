'use client'

import { useEffect, useOptimistic, useState } from 'react'
import { OnItsWay } from '@/components/ui/on-its-way'
import { onNavigationStart } from './navigation-start'

/** What comes sooner needs no words. */
const PATIENCE_MS = 100

/**
 * Shows that a page which somebody went to is on its way: a bar above everything, words for who listens, and `aria-busy` on what still stands.
 * Pending lasts as long as the transition of the navigation, however that ends: with the page, with a refusal, with another navigation. A page
 * that reads itself anew says nothing. A whole load of a page has the browser's own sign.
 */
export function NavigationProgress() {
  const [isPending, setPending] = useOptimistic(false)
  const [isLong, setLong] = useState(false)
  useEffect(() => onNavigationStart(() => setPending(true)), [setPending])
  useEffect(() => {
    if (!isPending) return
    const main = document.getElementById('main')
    const timer = setTimeout(() => {
      main?.setAttribute('aria-busy', 'true')
      setLong(true)
    }, PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      main?.removeAttribute('aria-busy')
      setLong(false)
    }
  }, [isPending])
  return (
    <>
      {isPending && <OnItsWay />}
      <span className="sr-only" aria-live="polite">
        {isLong && 'Loading'}
      </span>
    </>
  )
}
