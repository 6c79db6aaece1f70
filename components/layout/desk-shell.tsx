'use client'

import { Fragment, type ReactNode } from 'react'
import { NotificationBell, shortCount } from '@/components/notifications/bell'
import { DeskKeys } from '@/components/palette/desk-keys'
import { Avatar } from '@/components/ui/avatar'
import { Menu } from '@/components/ui/menu'
import { NavIcon } from '@/components/ui/nav-icon'
import { NavLinks } from '@/components/ui/nav-links'
import { SkipLink } from '@/components/ui/skip-link'
import { ToastRegion } from '@/components/ui/toast'
import { AccountMenuItems, type AccountProps } from './account-menu'
import { Brand } from './brand'
import { deskPhoneNav, deskSections, type DeskScope } from './navigation'

const NOTIFICATIONS = '/desk/notifications'
const PROFILE = '/desk/profile'

/**
 * The desk: a side bar of sections with their counts, the page beside it in full width. On a phone the side bar is a
 * popover that rises from the bar under the thumb, which shows four places and *More*. A client component that makes the
 * navigation itself, because a page's payload then holds its few props instead of its markup.
 */
export function DeskShell({
  brand,
  scope,
  unread,
  banner,
  notice,
  account,
  children,
}: {
  brand: string
  scope: DeskScope
  /** Notifications that nobody has read. */
  unread: number
  banner?: ReactNode
  notice?: ReactNode
  account: Omit<AccountProps, 'profileHref' | 'signOut'>
  children: ReactNode
}) {
  const { name } = account.user
  const sections = deskSections(scope)
  const places = sections.flatMap(({ entries }) => entries.map(({ href, leads, label }) => ({ href: leads ?? href, label })))
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
          <div className="side-top">
            <Brand name={brand} href="/desk" />
            <NotificationBell href={NOTIFICATIONS} unread={unread} />
          </div>
          {sections.map(({ title, entries }) => (
            <Fragment key={title ?? ''}>
              {title && <h2 className="side-head">{title}</h2>}
              <NavLinks entries={entries} list />
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
              <AccountMenuItems {...account} profileHref={PROFILE} signOut="/sign-out" />
            </Menu>
            <DeskKeys
              actions={[...places, { href: NOTIFICATIONS, label: 'Notifications' }, { href: PROFILE, label: 'Profile' }]}
            />
          </div>
        </nav>
        <main id="main" tabIndex={-1} className="desk-main">
          {children}
        </main>
      </div>
      <nav aria-label="Desk, phone" className="tabbar">
        <NavLinks entries={deskPhoneNav(scope, unread > 0 ? shortCount(unread) : undefined)} icons />
        <button type="button" popoverTarget="side">
          <NavIcon name="more" />
          More
        </button>
      </nav>
      <ToastRegion />
    </div>
  )
}
