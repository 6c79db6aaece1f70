'use client'

import type { ReactNode } from 'react'
import { cx } from './class-names'

/**
 * A list of links and buttons that a button opens: the browser's own popover, so it works before this script arrives,
 * closes on Escape and outside presses, and gives focus back. Children are links, buttons in forms, `<hr>`, `.menu-note`.
 */
export function Menu({
  id,
  label,
  button,
  buttonClass,
  place,
  children,
}: {
  /** Unique on the page. */
  id: string
  /** Name of the button for assistive technology, when its content is no text. */
  label?: string
  button: ReactNode
  buttonClass?: string
  /** Where it opens: below, towards the start (default); below, towards the end; above. */
  place?: 'start' | 'up'
  children: ReactNode
}) {
  return (
    <>
      <button type="button" className={buttonClass} popoverTarget={id} aria-label={label}>
        {button}
      </button>
      <div
        id={id}
        popover="auto"
        className={cx('menu', place && `menu-${place}`)}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('a,[type=submit]') && !event.target.closest('.seg'))
            event.currentTarget.hidePopover()
        }}
      >
        {children}
      </div>
    </>
  )
}
