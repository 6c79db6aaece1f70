import type { ComponentProps } from 'react'
import { cx } from './class-names'

export type TagTone = 'neutral' | 'l1' | 'l2' | 'l3' | 'l4' | 'ok' | 'warn' | 'accent'

/** A short fact with a colour. The word carries the meaning, the colour repeats it. `dot` sets a point before the word. */
export function Tag({
  tone = 'neutral',
  dot,
  className,
  children,
  ...rest
}: { tone?: TagTone; dot?: boolean } & ComponentProps<'span'>) {
  return (
    <span className={cx('tag', tone !== 'neutral' && `tag-${tone}`, className)} {...rest}>
      {dot && <i className="dot" aria-hidden="true" />}
      {children}
    </span>
  )
}
