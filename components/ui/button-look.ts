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
