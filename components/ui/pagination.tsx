import * as arrowLeftIcon from 'lucide-react/icons/arrow-left'
import * as arrowRightIcon from 'lucide-react/icons/arrow-right'
import type { ReactNode } from 'react'
import { ButtonLink } from './button'
import { iconOf } from './icon'

const ArrowLeft = iconOf(arrowLeftIcon)
const ArrowRight = iconOf(arrowRightIcon)

/** Ways to the neighbouring pages of a list that is paged by cursor; nothing where there is only one page. */
export function Pagination({
  newerHref,
  olderHref,
  newer = 'Newer',
  older = 'Older',
  children,
  label = 'Pages',
}: {
  newerHref?: string
  olderHref?: string
  newer?: string
  older?: string
  children?: ReactNode
  label?: string
}) {
  if (!newerHref && !olderHref) return null
  return (
    <nav aria-label={label} className="pager">
      <span>{children}</span>
      {newerHref && (
        <ButtonLink href={newerHref} small rel="prev">
          <ArrowLeft aria-hidden="true" />
          {newer}
        </ButtonLink>
      )}
      {olderHref && (
        <ButtonLink href={olderHref} small rel="next">
          {older}
          <ArrowRight aria-hidden="true" />
        </ButtonLink>
      )}
    </nav>
  )
}
