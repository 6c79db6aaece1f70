import type { ReactNode } from 'react'

/** What stands where nothing is: says why, and what to do or when something comes. `actions` are buttons. */
export function EmptyState({
  icon,
  title,
  level = 2,
  children,
  actions,
}: {
  icon?: ReactNode
  title: ReactNode
  level?: 2 | 3
  children?: ReactNode
  actions?: ReactNode
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <div className="empty">
      {icon}
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {actions && <div>{actions}</div>}
    </div>
  )
}
