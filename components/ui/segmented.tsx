import Link from 'next/link'
import type { ReactNode } from 'react'

/** A few views of the same thing, as links: the choice stands in the address. */
export function Segmented({
  label,
  segments,
}: {
  label: string
  segments: readonly { href: string; label: ReactNode; current?: boolean; count?: ReactNode }[]
}) {
  return (
    <nav aria-label={label} className="seg">
      {segments.map(({ href, label: words, current, count }) => (
        <Link key={href} href={href} prefetch={false} aria-current={current ? 'page' : undefined}>
          {words}
          {count !== undefined && <span className="num text-xs text-ink-3">{count}</span>}
        </Link>
      ))}
    </nav>
  )
}
