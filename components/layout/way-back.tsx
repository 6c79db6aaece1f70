import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-look'

export type Place = {
  /** Where the way back leads, and its words. */
  homeHref: string
  homeLabel: string
  /** Without a shell around it. */
  alone?: boolean
}

/** A link that leaves a page which has nothing to show. */
export function WayBack({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className={buttonClass({})}>
      {children}
    </a>
  )
}
