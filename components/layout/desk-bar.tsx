import type { ReactNode } from 'react'

/** The line at the top of a desk page: its title (h1), what belongs beside it, and at the end its actions. */
export function DeskBar({ title, beside, children }: { title: ReactNode; beside?: ReactNode; children?: ReactNode }) {
  return (
    <header className="bar">
      <h1>{title}</h1>
      {beside}
      {children && <div className="bar-end">{children}</div>}
    </header>
  )
}
