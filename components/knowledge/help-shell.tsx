import Link from 'next/link'
import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand'
import { ButtonLink } from '@/components/ui/button'
import { SkipLink } from '@/components/ui/skip-link'

/** The help centre around visitors and staff: needs no script of its own. Customers read it in their own shell. */
export function HelpShell({
  brand,
  banner,
  isStaff,
  footer,
  children,
}: {
  brand: string
  banner?: ReactNode
  isStaff: boolean
  footer?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="airy">
      <SkipLink />
      {banner}
      <header className="top">
        <div>
          <Brand name={brand} href="/help" />
          <nav aria-label="Main">
            <Link href="/help" prefetch={false} aria-current="true">
              Help
            </Link>
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
