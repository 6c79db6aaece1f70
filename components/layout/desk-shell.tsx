'use client'

import { Fragment, type ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Menu } from '@/components/ui/menu'
import { NavIcon } from '@/components/ui/nav-icon'
import { NavLinks, type NavEntry } from '@/components/ui/nav-links'
import { SkipLink } from '@/components/ui/skip-link'
import { ToastRegion } from '@/components/ui/toast'
import { AccountMenuItems, type AccountProps } from './account-menu'
import { Brand } from './brand'
import { deskPhoneNav, type NavSection } from './navigation'

const PHONE_NAV = deskPhoneNav()

/**
 * The desk: a side bar of sections with their counts, the page beside it in full width. On a phone the side bar is a
 * popover that rises from the bar under the thumb, which shows `phoneNav` (at most four) and *More*. `shortcuts` stands
 * beside the person's name. A client component, because a page's payload then holds its few props instead of its markup.
 */
export function DeskShell({
  brand,
  sections,
  phoneNav = PHONE_NAV,
  banner,
  notice,
  shortcuts,
  account,
  children,
}: {
  brand: string
  sections: readonly NavSection[]
  phoneNav?: readonly NavEntry[]
  banner?: ReactNode
  notice?: ReactNode
  shortcuts?: ReactNode
  account: AccountProps
  children: ReactNode
}) {
  const { name } = account.user
  return (
    <div className="with-tabbar">
      <SkipLink />
      {banner}
      {notice}
      <div className="desk">
        <nav
          id="side"
          popover="auto"
          aria-label="Desk"
          className="side"
          onClick={(event) => {
            const side = event.currentTarget
            if (event.target instanceof Element && event.target.closest('a') && side.matches(':popover-open')) side.hidePopover()
          }}
        >
          <Brand name={brand} href="/desk" />
          {sections.map(({ title, entries }) => (
            <Fragment key={title ?? ''}>
              {title && <h2 className="side-head">{title}</h2>}
              <NavLinks entries={entries} itemClass="nav-row" list />
            </Fragment>
          ))}
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
        <main id="main" tabIndex={-1} className="desk-main">
          {children}
        </main>
      </div>
      <nav aria-label="Desk, phone" className="tabbar">
        <NavLinks entries={phoneNav} icons />
        <button type="button" popoverTarget="side">
          <NavIcon name="more" />
          More
        </button>
      </nav>
      <ToastRegion />
    </div>
  )
}
