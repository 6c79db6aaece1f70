// When Next starts in a browser. React's DOM is half of the longest piece of work of a first load, in which a slow phone answers no
// finger: it is made ready in a turn of its own, before Next starts with the other half. A page that needs no script to be read and
// pressed says so (`data-starts="when-touched"`): there nothing of it is done before somebody reaches for the page.

import { navigationStarts } from '@/components/layout/navigation-start'

/** Next calls it for each page that is asked for within the app, in the transition that lasts until the page is there. */
export const onRouterTransitionStart = navigationStarts

const WAIT_ID = 'next-waits-for-this'
/** What Next waits for before it starts: scripts of `next/script` that come `beforeInteractive`. No browser loads one of this type. */
const WAIT = ['#', { type: 'text/plain', id: WAIT_ID }]
/** A mouse that moves over the page, a field or link that gets the focus, a key. */
const SIGNS = ['mousemove', 'focusin', 'keydown'] as const
/** Nobody's page stays without its script for longer: what tells how long ago something was begins to count. */
const LATEST_MS = 15_000

function start(): void {
  setTimeout(() => void import('react-dom/client'))
  setTimeout(() => document.getElementById(WAIT_ID)?.dispatchEvent(new Event('load')))
}

function startWhenTouched(): void {
  const touched = (event?: Event) => {
    // So a browser also tells where a mouse rests.
    if (event instanceof MouseEvent && event.movementX === 0 && event.movementY === 0) return
    clearTimeout(latest)
    for (const sign of SIGNS) removeEventListener(sign, touched)
    start()
  }
  const latest = setTimeout(touched, LATEST_MS)
  for (const sign of SIGNS) addEventListener(sign, touched, { passive: true })
  // Somebody was faster than this script.
  if (document.activeElement !== document.body) touched()
}

function begin(): void {
  if (document.querySelector('[data-starts="when-touched"]') === null) start()
  else startWhenTouched()
}

;((self as { __next_s?: unknown[] }).__next_s ??= []).push(WAIT)
// This script may be here before the page that says when it starts.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin, { once: true })
else begin()
