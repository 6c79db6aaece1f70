'use client'

import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { NavIcon, type NavIconName } from './nav-icon'

export type NavEntry = {
  href: string
  label: string
  icon?: NavIconName
  /** A number, or a component that keeps one current. */
  count?: ReactNode
  /** Only this very path counts as current, not what lies below it. */
  exact?: boolean
  /** With this parameter in the address it does not count as current. */
  unless?: string
  /** Where it leads, when that is said in more words than the address it answers to. */
  leads?: string
}

/** How well an address answers to a link: 0 not at all, else more for a longer path and each parameter they share. */
function match(entry: NavEntry, pathname: string, search: URLSearchParams): number {
  const [path = '', query = ''] = entry.href.split('?')
  const inside = pathname === path || (!entry.exact && path !== '/' && pathname.startsWith(`${path}/`))
  if (!inside || (entry.unless !== undefined && search.has(entry.unless))) return 0
  const wanted = [...new URLSearchParams(query)]
  return wanted.every(([key, value]) => search.get(key) === value) ? path.length + wanted.length + 1 : 0
}

/**
 * Links of which the one that fits the address best is marked `aria-current="page"`. `itemClass` dresses each of them,
 * `icons` shows their icons, `list` makes them a list.
 */
export function NavLinks({
  entries,
  itemClass,
  icons,
  list,
}: {
  entries: readonly NavEntry[]
  itemClass?: string
  icons?: boolean
  list?: boolean
}) {
  const pathname = usePathname()
  const search = useSearchParams()
  const scores = entries.map((entry) => match(entry, pathname, search))
  const best = Math.max(...scores)
  const links = entries.map(({ href, leads, label, icon, count }, i) => {
    const current = best > 0 && scores[i] === best
    const link = (
      <Link key={href} href={leads ?? href} prefetch={false} className={itemClass} aria-current={current ? 'page' : undefined}>
        {icons && icon && <NavIcon name={icon} />}
        {label}
        {count !== undefined && <span className="nav-count">{count}</span>}
      </Link>
    )
    return list ? <li key={href}>{link}</li> : link
  })
  return list ? <ul>{links}</ul> : <>{links}</>
}
