'use client'

import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Menu } from '@/components/ui/menu'
import { NavLinks, type NavEntry } from '@/components/ui/nav-links'
import { SkipLink } from '@/components/ui/skip-link'
import { ToastRegion } from '@/components/ui/toast'
import { AccountMenuItems, type AccountProps } from './account-menu'
import { Brand } from './brand'
import { PORTAL_NAV, PORTAL_PHONE_NAV } from './navigation'

/**
 * The customer's side: top bar, a column of 1080 px, the phone's bar. The page brings its `<h1>`; `hours` is the tag
 * "Open now, closes 17:00", `bell` the way to the notifications; `banner` (demo installation) and `notice` (connection lost) stand above everything. A client
 * component, because a page's payload then holds its few props instead of its whole markup.
 */
export function PortalShell({
  brand,
  nav = PORTAL_NAV,
  phoneNav = PORTAL_PHONE_NAV,
  hours,
  bell,
  banner,
  notice,
  footer,
  account,
  children,
}: {
  brand: string
  nav?: readonly NavEntry[]
  phoneNav?: readonly NavEntry[]
  hours?: ReactNode
  bell?: ReactNode
  banner?: ReactNode
  notice?: ReactNode
  footer?: ReactNode
  account: AccountProps
  children: ReactNode
}) {
  return (
    <div className="airy with-tabbar">
      <SkipLink />
      {banner}
      {notice}
      <header className="top">
        <div>
          <Brand name={brand} href="/" />
          <nav aria-label="Main">
            <NavLinks entries={nav} />
          </nav>
          <div className="top-end">
            {hours}
            {bell}
            <Menu
              id="account-menu"
              label={`${account.user.name}, your account`}
              button={<Avatar name={account.user.name} size="md" />}
              buttonClass="avatar-button"
            >
              <AccountMenuItems {...account} />
            </Menu>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="page">
        {children}
      </main>
      {footer && <footer className="foot">{footer}</footer>}
      <nav aria-label="Main, phone" className="tabbar">
        <NavLinks entries={phoneNav} icons />
      </nav>
      <ToastRegion />
    </div>
  )
}
