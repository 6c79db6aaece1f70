'use client'

import * as circleUserIcon from 'lucide-react/icons/circle-user'
import * as logOutIcon from 'lucide-react/icons/log-out'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Theme } from '@/components/ui/theme'
import { EmailAddress } from '@/components/ui/email-address'
import { ThemeSwitch } from '@/components/ui/theme-switch'
import { iconOf } from '@/components/ui/icon'

const CircleUser = iconOf(circleUserIcon)
const LogOut = iconOf(logOutIcon)

/** Who is signed in, as the shells show it. */
export type ShellUser = {
  name: string
  email: string
  /** The organisation of a member; what a person of ours does ("Agent, CSM"). */
  belongsTo?: string
}

export type AccountProps = {
  user: ShellUser
  profileHref: string
  /** A server action, or a path that a form posts to. */
  signOut: string | ((form: FormData) => void | Promise<void>)
  /** The chosen colours; undefined follows the system. */
  theme?: Theme
  /** The path that keeps the colours when no script runs; `/theme` unless given. */
  themeAction?: string
  /** Further links of the menu, for instance to the other side of the house. */
  more?: ReactNode
}

/** What the menu of the signed-in person holds; the shells put it into a popover. */
export function AccountMenuItems({ user, profileHref, signOut, theme, themeAction, more }: AccountProps) {
  return (
    <>
      <div className="menu-note">
        <p className="text-base font-semibold text-ink">{user.name}</p>
        <p>
          <EmailAddress address={user.email} />
        </p>
        {user.belongsTo && <p>{user.belongsTo}</p>}
      </div>
      <hr />
      <Link href={profileHref} prefetch={false}>
        <CircleUser aria-hidden="true" />
        Profile
      </Link>
      {more}
      <div className="flex items-center justify-between gap-3 py-1.5 pr-1 pl-2">
        Colours
        <ThemeSwitch theme={theme} action={themeAction} />
      </div>
      <hr />
      <form action={signOut} {...(typeof signOut === 'string' ? { method: 'post' } : {})}>
        <button type="submit">
          <LogOut aria-hidden="true" />
          Sign out
        </button>
      </form>
    </>
  )
}
