import type { ReactNode } from 'react'
import { cx } from './class-names'

/** Names and values, `dl`: values at the end of the line, or beside their names with `left`. Empty values are left out. */
export function Pairs({
  pairs,
  left,
  className,
}: {
  pairs: readonly (readonly [name: string, value: ReactNode])[]
  left?: boolean
  className?: string
}) {
  return (
    <dl className={cx('pairs', left && 'pairs-left', className)}>
      {pairs.map(([name, value]) =>
        value === null || value === undefined || value === '' ? null : (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
