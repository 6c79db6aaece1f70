import Link from 'next/link'
import type { ComponentProps } from 'react'
import { cx } from './class-names'

/** A link inside text, underlined. `quiet` underlines only when pointed at, for titles in lists. */
export function TextLink({ quiet, className, ...rest }: { quiet?: boolean } & ComponentProps<typeof Link>) {
  return <Link prefetch={false} className={cx(quiet ? 'hover:underline underline-offset-3' : 'link', className)} {...rest} />
}
