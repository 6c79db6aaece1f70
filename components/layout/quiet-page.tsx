import type { ReactNode } from 'react'

/** A page that says one thing: not found, no permission, an error. Stands inside a shell, or alone with `alone`. */
export function QuietPage({
  code,
  title,
  alone,
  children,
  actions,
}: {
  code?: string
  title: string
  alone?: boolean
  children: ReactNode
  actions?: ReactNode
}) {
  const content = (
    <>
      {code && <p className="num text-sm font-semibold text-ink-3">{code}</p>}
      <title>{title}</title>
      <h1>{title}</h1>
      {children}
      {actions && <div>{actions}</div>}
    </>
  )
  return alone ? (
    <div className="airy">
      <main id="main" className="quiet">
        {content}
      </main>
    </div>
  ) : (
    <div className="quiet">{content}</div>
  )
}
