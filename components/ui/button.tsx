import Link from 'next/link'
import type { ComponentProps } from 'react'
import { cx } from './class-names'

/** `primary` for the one thing a page is for, `danger` for what cannot be undone, `ghost` for the least. */
export type ButtonVariant = 'default' | 'primary' | 'ghost' | 'danger'

export type ButtonLook = {
  variant?: ButtonVariant
  /** The smaller of the two heights. */
  small?: boolean
  /** Square, for a single icon; give the button an `aria-label`. */
  icon?: boolean
}

/** The class of anything that should look like a button. */
export function buttonClass({ variant = 'default', small, icon }: ButtonLook, className?: string): string | undefined {
  return cx('btn', variant !== 'default' && `btn-${variant}`, small && 'btn-sm', icon && 'btn-icon', className)
}

/** A plain button, `type="button"` unless said otherwise. A button that submits a form: SubmitButton. */
export function Button({ variant, small, icon, className, type = 'button', ...rest }: ButtonLook & ComponentProps<'button'>) {
  return <button type={type} className={buttonClass({ variant, small, icon }, className)} {...rest} />
}

/** A link that looks like a button. Prefetches nothing: pages are made per request. */
export function ButtonLink({ variant, small, icon, className, ...rest }: ButtonLook & ComponentProps<typeof Link>) {
  return <Link prefetch={false} className={buttonClass({ variant, small, icon }, className)} {...rest} />
}
