'use client'

import { useEffect, useRef, type ReactNode } from 'react'
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
  folds,
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
  /** Its children stand in line where there is room; the button and the menu are for phones alone. Dialogs may stand among them. */
  folds?: boolean
  children: ReactNode
}) {
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const list = menu.current
    // A dialog of its own is done with: so is the menu. The event does not rise, but is heard on its way down.
    const close = () => list?.hidePopover()
    list?.addEventListener('close', close, true)
    return () => list?.removeEventListener('close', close, true)
  }, [])
  return (
    <>
      <button type="button" className={cx(buttonClass, folds && 'menu-fold-button')} popoverTarget={id} aria-label={label}>
        {button}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        className={cx('menu', place && `menu-${place}`, folds && 'menu-fold')}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('a,[type=submit]') && !event.target.closest('.seg, dialog'))
            event.currentTarget.hidePopover()
        }}
      >
        {children}
      </div>
    </>
  )
}
