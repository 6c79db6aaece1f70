import Link from 'next/link'
import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand'
import { ButtonLink } from '@/components/ui/button'
import { SkipLink } from '@/components/ui/skip-link'

const PLACES = [
  { place: 'help', href: '/help', label: 'Help' },
  { place: 'updates', href: '/updates', label: 'Updates' },
] as const

/**
 * Front page, help centre and updates around visitors and staff: needs no script of its own, so none starts before somebody reaches for
 * the page (instrumentation-client.ts). Customers read them in their own shell.
 */
export function HelpShell({
  brand,
  place,
  banner,
  isStaff,
  footer,
  children,
}: {
  brand: string
  place: 'home' | (typeof PLACES)[number]['place']
  banner?: ReactNode
  isStaff: boolean
  footer?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="airy" data-starts="when-touched">
      <SkipLink />
      {banner}
      <header className="top">
        <div>
          <Brand name={brand} href={isStaff ? '/help' : '/'} />
          <nav aria-label="Main">
            {PLACES.map(({ place: each, href, label }) => (
              <Link key={href} href={href} prefetch={false} aria-current={each === place ? 'true' : undefined}>
                {label}
              </Link>
            ))}
          </nav>
          <div className="top-end">
            {isStaff ? (
              <ButtonLink href="/desk" small>
                Desk
              </ButtonLink>
            ) : (
              <ButtonLink href="/sign-in" small>
                Sign in
              </ButtonLink>
            )}
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="page">
        {children}
      </main>
      {footer && <footer className="foot">{footer}</footer>}
    </div>
  )
}
