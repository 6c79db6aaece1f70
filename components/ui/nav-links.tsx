'use client'

import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'

export type NavEntry = {
  href: string
  label: string
  /** An element, for instance `<Inbox aria-hidden="true" />`. */
  icon?: ReactNode
  /** A number, or a component that keeps one current. */
  count?: ReactNode
  /** Only this very path counts as current, not what lies below it. */
  exact?: boolean
}

/** How well an address answers to a link: 0 not at all, else more for a longer path and each parameter they share. */
function match(entry: NavEntry, pathname: string, search: URLSearchParams): number {
  const [path = '', query = ''] = entry.href.split('?')
  const inside = pathname === path || (!entry.exact && path !== '/' && pathname.startsWith(`${path}/`))
  if (!inside) return 0
  const wanted = [...new URLSearchParams(query)]
  return wanted.every(([key, value]) => search.get(key) === value) ? path.length + wanted.length + 1 : 0
}

/** Links of which the one that fits the address best is marked `aria-current="page"`; `itemClass` dresses each of them. */
export function NavLinks({ entries, itemClass, list }: { entries: readonly NavEntry[]; itemClass?: string; list?: boolean }) {
  const pathname = usePathname()
  const search = useSearchParams()
  const scores = entries.map((entry) => match(entry, pathname, search))
  const best = Math.max(...scores)
  const links = entries.map(({ href, label, icon, count }, i) => {
    const current = best > 0 && scores[i] === best
    const link = (
      <Link key={href} href={href} prefetch={false} className={itemClass} aria-current={current ? 'page' : undefined}>
        {icon}
        {label}
        {count !== undefined && <span className="nav-count">{count}</span>}
      </Link>
    )
    return list ? <li key={href}>{link}</li> : link
  })
  return list ? <ul>{links}</ul> : <>{links}</>
}
