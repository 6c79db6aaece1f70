'use client'

import type { ComponentProps, ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { buttonClass, type ButtonLook } from './button-look'

/**
 * Submits its form. While the form's action runs it turns, keeps focus and takes no second press; with `name` and `value`
 * only the button that was pressed turns. Default look: primary.
 */
export function SubmitButton({
  variant = 'primary',
  small,
  icon,
  className,
  children,
  pendingLabel,
  onClick,
  ...rest
}: ButtonLook & Omit<ComponentProps<'button'>, 'type'> & { pendingLabel?: ReactNode }) {
  const { pending, data } = useFormStatus()
  const mine = pending && (rest.name === undefined || data?.get(rest.name) === rest.value)
  return (
    <button
      type="submit"
      className={buttonClass({ variant, small, icon }, className)}
      aria-disabled={pending || undefined}
      aria-busy={mine || undefined}
      onClick={(event) => (pending ? event.preventDefault() : onClick?.(event))}
      {...rest}
    >
      {mine && <span className="spinner" aria-hidden="true" />}
      {mine && pendingLabel ? pendingLabel : children}
    </button>
  )
}
