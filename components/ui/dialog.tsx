'use client'

import * as xIcon from 'lucide-react/icons/x'
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { buttonClass, type ButtonLook } from './button-look'
import { iconOf } from './icon'

const X = iconOf(xIcon)

export type DialogProps = ButtonLook & {
  /** Unique on the page. */
  id: string
  title: ReactNode
  /** The words of the button that opens it; without, open it with `openDialog(id)`. */
  trigger?: ReactNode
  triggerClass?: string
  triggerLabel?: string
  /** Opened as soon as it is on the page, for instance to show what an action refused. */
  defaultOpen?: boolean
  /** It is made when it first opens: for one of several that few who see the page open. */
  late?: boolean
  onOpen?: () => void
  onClose?: () => void
  children: ReactNode
}

const OPENING = 'opening'

/** Opens a dialog of this page by its id. */
export function openDialog(id: string): void {
  const dialog = document.getElementById(id)
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return
  // Not every browser tells a dialog that it is about to open.
  dialog.dispatchEvent(new Event(OPENING))
  dialog.showModal()
}

/** Closes the dialog that an element stands in. */
export function closeDialog(inside: Element | null | undefined): void {
  inside?.closest('dialog')?.close()
}

/**
 * The browser's own modal dialog: traps and returns focus, closes on Escape, on its cross and on a press beside it. The
 * content may be a form; end it with `<div className="dialog-actions">` and a DialogClose.
 */
export function Dialog({
  id,
  title,
  trigger,
  triggerClass,
  triggerLabel,
  defaultOpen,
  late,
  onOpen,
  onClose,
  children,
  ...look
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [wasOpened, setOpened] = useState(false)
  const isMade = !late || defaultOpen === true || wasOpened
  // At once, so that the browser finds what to put the focus on.
  const opening = useEffectEvent(() => void (isMade || flushSync(() => setOpened(true))))
  const opened = useEffectEvent(() => onOpen?.())
  useEffect(() => {
    // React hears of no `toggle` on a dialog that came with the page.
    const node = dialog.current
    const listen = (event: ToggleEvent) => {
      // The events of dialogs inside rise as well.
      if (event.newState !== 'open' || event.target !== node) return
      if (event.type === 'toggle') opened()
      else opening()
    }
    const prepare = () => opening()
    node?.addEventListener(OPENING, prepare)
    node?.addEventListener('beforetoggle', listen)
    node?.addEventListener('toggle', listen)
    // Opened by the browser's own command before this script was here.
    if (node?.open) {
      setOpened(true)
      opened()
    }
    return () => {
      node?.removeEventListener(OPENING, prepare)
      node?.removeEventListener('beforetoggle', listen)
      node?.removeEventListener('toggle', listen)
    }
  }, [])
  useEffect(() => {
    if (defaultOpen && dialog.current && !dialog.current.open) dialog.current.showModal()
  }, [defaultOpen])
  return (
    <>
      {trigger !== undefined && (
        <button
          type="button"
          className={triggerClass ?? buttonClass(look)}
          aria-haspopup="dialog"
          aria-label={triggerLabel}
          onClick={(event) => {
            // Before this script arrives the browser's own command opens it; once here, it opens it alone.
            event.preventDefault()
            openDialog(id)
          }}
          {...{ command: 'show-modal', commandfor: id }}
        >
          {trigger}
        </button>
      )}
      <dialog ref={dialog} id={id} className="dialog" aria-labelledby={`${id}-title`} closedby="any" onClose={onClose}>
        {isMade && (
          <>
            <div className="dialog-head">
              <h2 id={`${id}-title`}>{title}</h2>
              <DialogClose variant="ghost" small icon label="Close">
                <X aria-hidden="true" />
              </DialogClose>
            </div>
            <div className="dialog-body">{children}</div>
          </>
        )}
      </dialog>
    </>
  )
}

/** Closes the dialog it stands in. */
export function DialogClose({ children = 'Cancel', label, ...look }: ButtonLook & { children?: ReactNode; label?: string }) {
  return (
    <button type="button" className={buttonClass(look)} aria-label={label} onClick={(event) => closeDialog(event.currentTarget)}>
      {children}
    </button>
  )
}
