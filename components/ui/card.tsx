import type { ComponentProps, ReactNode } from 'react'
import { cx } from './class-names'

/** A white surface with a hairline. `pad` gives it an inner margin; without, bring CardHead, CardBody or `.items`. */
export function Card({
  as = 'section',
  pad,
  className,
  ...rest
}: { as?: 'section' | 'div' | 'article' | 'aside' | 'li'; pad?: boolean } & ComponentProps<'div'>) {
  const Element = as as 'div'
  return <Element className={cx('card', pad && 'card-pad', className)} {...rest} />
}

/** The head of a card: its title (h2), then what stands at the end of the line. */
export function CardHead({
  title,
  id,
  level = 2,
  children,
}: {
  title: ReactNode
  id?: string
  level?: 2 | 3
  children?: ReactNode
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <div className="card-head">
      <Heading id={id}>{title}</Heading>
      {children}
    </div>
  )
}

/** The padded inside of a card that has a head. */
export function CardBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cx('card-pad', className)} {...rest} />
}
