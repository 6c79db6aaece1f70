import type { LucideIcon, LucideIconData } from 'lucide-react'
import { createElement, type ComponentType, type SVGProps } from 'react'

type Drawn = Omit<SVGProps<SVGSVGElement>, 'ref'>

/** A module of `lucide-react/icons/…`, which exports its drawing beside its component and leaves it out of its types. */
type IconModule = { readonly default: LucideIcon; readonly __iconData?: LucideIconData }

/**
 * A drawing of lucide as a plain element. Its own component says in nine attributes what the style sheet says once
 * (`svg.lucide`), in three components inside one another: too much for what stands thirty times on a page.
 */
export function iconOf(module: IconModule): ComponentType<Drawn> {
  const { __iconData: data, default: Icon } = module
  if (!data) return Icon
  return function PlainIcon(props: Drawn) {
    return (
      <svg viewBox="0 0 24 24" className="lucide" {...props}>
        {data.node.map(([tag, attributes]) => createElement(tag, attributes))}
      </svg>
    )
  }
}
