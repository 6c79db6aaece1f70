import * as chevronRightIcon from 'lucide-react/icons/chevron-right'
import type { ReactNode } from 'react'
import { cx } from './class-names'
import { iconOf } from './icon'

const ChevronRight = iconOf(chevronRightIcon)

/** Something that opens in place: the browser's `details`. */
export function Disclosure({
  summary,
  open,
  className,
  children,
}: {
  summary: ReactNode
  open?: boolean
  className?: string
  children: ReactNode
}) {
  return (
    <details className={cx('disclose', className)} open={open}>
      <summary>
        <ChevronRight aria-hidden="true" />
        {summary}
      </summary>
      {children}
    </details>
  )
}
