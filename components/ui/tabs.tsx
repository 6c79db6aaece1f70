import { NavLinks, type NavEntry } from './nav-links'

/** The pages of one area as a line of links with the current one marked. */
export function Tabs({ label, entries }: { label: string; entries: readonly NavEntry[] }) {
  return (
    <nav aria-label={label} className="tabs">
      <NavLinks entries={entries} />
    </nav>
  )
}
