import CircleUser from 'lucide-react/icons/circle-user'
import LogOut from 'lucide-react/icons/log-out'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Theme } from '@/components/ui/theme'
import { ThemeSwitch } from '@/components/ui/theme-switch'

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
  theme: Theme
  /** The path that sets the theme's cookie; see ThemeSwitch. */
  themeAction: string
  /** Further links of the menu. */
  children?: ReactNode
}

/** What the menu of the signed-in person holds; the shells put it into a popover. */
export function AccountMenuItems({ user, profileHref, signOut, theme, themeAction, children }: AccountProps) {
  return (
    <>
      <p className="menu-note">
        <b className="block text-base text-ink">{user.name}</b>
        <span className="block break-all">{user.email}</span>
        {user.belongsTo && <span className="block">{user.belongsTo}</span>}
      </p>
      <hr />
      <Link href={profileHref} prefetch={false}>
        <CircleUser aria-hidden="true" />
        Profile
      </Link>
      {children}
      <div className="px-2 py-1.5">
        <ThemeSwitch theme={theme} action={themeAction} />
      </div>
      <hr />
      <SignOut action={signOut} />
    </>
  )
}

function SignOut({ action }: { action: AccountProps['signOut'] }) {
  return (
    <form action={action} {...(typeof action === 'string' ? { method: 'post' } : {})}>
      <button type="submit">
        <LogOut aria-hidden="true" />
        Sign out
      </button>
    </form>
  )
}
