import Ellipsis from 'lucide-react/icons/ellipsis'
import { Fragment, type ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Menu, Sheet } from '@/components/ui/menu'
import { NavLinks, type NavEntry } from '@/components/ui/nav-links'
import { SkipLink } from '@/components/ui/skip-link'
import { ToastRegion } from '@/components/ui/toast'
import { AccountMenuItems, type AccountProps } from './account-menu'
import { Brand } from './brand'

export type NavSection = { title?: string; entries: readonly NavEntry[] }

/**
 * The desk: a side bar of sections with their counts, the page beside it in full width. On a phone the side bar becomes a
 * bar under the thumb (`phoneNav`, at most four) and a sheet with everything. `shortcuts` stands beside the person's name.
 */
export function DeskShell({
  brand,
  sections,
  phoneNav,
  banner,
  notice,
  shortcuts,
  account,
  children,
}: {
  brand: string
  sections: readonly NavSection[]
  phoneNav: readonly NavEntry[]
  banner?: ReactNode
  notice?: ReactNode
  shortcuts?: ReactNode
  account: AccountProps
  children: ReactNode
}) {
  const { name } = account.user
  const links = sections.map(({ title, entries }) => (
    <Fragment key={title ?? ''}>
      {title && <h2 className="side-head">{title}</h2>}
      <NavLinks entries={entries} itemClass="nav-row" list />
    </Fragment>
  ))
  return (
    <div className="with-tabbar">
      <SkipLink />
      {banner}
      {notice}
      <div className="desk">
        <nav aria-label="Desk" className="side">
          <Brand name={brand} href="/desk" />
          {links}
          <div className="side-user">
            <Menu
              id="account-menu"
              place="up"
              button={
                <>
                  <Avatar name={name} />
                  <span className="truncate">{name}</span>
                </>
              }
            >
              <AccountMenuItems {...account} />
            </Menu>
            {shortcuts}
          </div>
        </nav>
        <div className="phone-top">
          <Brand name={brand} href="/desk" />
          <div className="top-end">
            <Menu
              id="account-menu-phone"
              label={`${name}, your account`}
              button={<Avatar name={name} size="md" />}
              buttonClass="avatar-button"
            >
              <AccountMenuItems {...account} />
            </Menu>
          </div>
        </div>
        <main id="main" tabIndex={-1} className="desk-main">
          {children}
        </main>
      </div>
      <nav aria-label="Desk, phone" className="tabbar">
        <NavLinks entries={phoneNav} />
        <Sheet
          id="more"
          label="Everything on the desk"
          button={
            <>
              <Ellipsis aria-hidden="true" />
              More
            </>
          }
        >
          {links}
        </Sheet>
      </nav>
      <ToastRegion />
    </div>
  )
}

/** The line at the top of a desk page: its title (h1), what belongs beside it, and at the end its actions. */
export function DeskBar({ title, beside, children }: { title: ReactNode; beside?: ReactNode; children?: ReactNode }) {
  return (
    <header className="bar">
      <h1>{title}</h1>
      {beside}
      {children && <div className="ml-auto flex flex-wrap items-center gap-2.5 max-md:w-full">{children}</div>}
    </header>
  )
}
