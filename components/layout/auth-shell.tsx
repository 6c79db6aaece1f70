import type { ReactNode } from 'react'
import { cx } from '@/components/ui/class-names'
import { BrandMark } from './brand'

/** One narrow column for signing in, invitations and passwords. The page brings its `<h1>`, usually inside a Card. */
export function AuthShell({
  brand,
  banner,
  wide,
  footer,
  children,
}: {
  brand: string
  banner?: ReactNode
  wide?: boolean
  footer?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="airy">
      {banner}
      <div className="auth">
        <header className="brand text-xl">
          <BrandMark />
          <span>{brand}</span>
        </header>
        <main id="main" className={cx(wide && 'auth-wide')}>
          {children}
        </main>
        {footer && <footer className="text-center text-sm text-ink-3">{footer}</footer>}
      </div>
    </div>
  )
}
