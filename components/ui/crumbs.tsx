import * as chevronRightIcon from 'lucide-react/icons/chevron-right'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { iconOf } from './icon'

const ChevronRight = iconOf(chevronRightIcon)

/** The way to this page: links, then the page itself without one. */
export function Crumbs({ trail }: { trail: readonly { label: ReactNode; href?: string }[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="crumbs">
        {trail.map(({ label, href }, i) => (
          <li key={i}>
            {i > 0 && <ChevronRight aria-hidden="true" />}
            {href ? (
              <Link href={href} prefetch={false}>
                {label}
              </Link>
            ) : (
              <span aria-current={i === trail.length - 1 ? 'page' : undefined}>{label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
