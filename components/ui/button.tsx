import Link from 'next/link'
import type { ComponentProps } from 'react'
import { buttonClass, type ButtonLook } from './button-look'

/** A plain button, `type="button"` unless said otherwise. A button that submits a form: SubmitButton. */
export function Button({ variant, small, icon, className, type = 'button', ...rest }: ButtonLook & ComponentProps<'button'>) {
  return <button type={type} className={buttonClass({ variant, small, icon }, className)} {...rest} />
}

/** A link that looks like a button. Prefetches nothing: pages are made per request. */
export function ButtonLink({ variant, small, icon, className, ...rest }: ButtonLook & ComponentProps<typeof Link>) {
  return <Link prefetch={false} className={buttonClass({ variant, small, icon }, className)} {...rest} />
}
