import CircleUser from 'lucide-react/icons/circle-user'
import Building from 'lucide-react/icons/building-2'
import CircleCheck from 'lucide-react/icons/circle-check'
import Clock from 'lucide-react/icons/clock'
import House from 'lucide-react/icons/house'
import Inbox from 'lucide-react/icons/inbox'
import Scale from 'lucide-react/icons/scroll-text'
import Star from 'lucide-react/icons/briefcase'
import User from 'lucide-react/icons/user'
import UserX from 'lucide-react/icons/user-round-x'
import Users from 'lucide-react/icons/users'
import type { ReactNode } from 'react'
import { Tabs } from '@/components/ui/tabs'
import type { NavEntry } from '@/components/ui/nav-links'
import type { NavSection } from './desk-shell'

/** The customer's pages. The last stands only in the phone's bar; the top bar has it in the menu of the person. */
export const PORTAL_NAV: readonly NavEntry[] = [
  { href: '/', label: 'Home', icon: <House aria-hidden="true" />, exact: true },
  { href: '/cases', label: 'Cases', icon: <Inbox aria-hidden="true" /> },
  { href: '/policy', label: 'Support policy', icon: <Scale aria-hidden="true" /> },
]
export const PORTAL_PHONE_NAV: readonly NavEntry[] = [
  ...PORTAL_NAV.slice(0, 2),
  { href: '/policy', label: 'Policy', icon: <Scale aria-hidden="true" /> },
  { href: '/profile', label: 'Profile', icon: <CircleUser aria-hidden="true" /> },
]

export type QueueCounts = Partial<Record<'all' | 'mine' | 'unassigned' | 'waiting' | 'resolved' | 'accounts', ReactNode>>

const QUEUE_VIEWS = [
  { key: 'all', href: '/desk', label: 'Queue', icon: <Inbox aria-hidden="true" /> },
  { key: 'mine', href: '/desk?view=mine', label: 'Mine', icon: <User aria-hidden="true" /> },
  { key: 'unassigned', href: '/desk?view=unassigned', label: 'Unassigned', icon: <UserX aria-hidden="true" /> },
  { key: 'waiting', href: '/desk?view=waiting', label: 'Waiting on customer', icon: <Clock aria-hidden="true" /> },
  { key: 'resolved', href: '/desk?view=resolved', label: 'Resolved', icon: <CircleCheck aria-hidden="true" /> },
  { key: 'accounts', href: '/desk?view=accounts', label: 'My accounts', icon: <Star aria-hidden="true" /> },
] as const

const ADMIN: readonly NavEntry[] = [
  { href: '/desk/admin/organisations', label: 'Organisations', icon: <Building aria-hidden="true" /> },
  { href: '/desk/admin/people', label: 'People', icon: <Users aria-hidden="true" /> },
  { href: '/desk/admin/policy', label: 'Policy', icon: <Scale aria-hidden="true" /> },
]

function views(counts: QueueCounts, accounts: boolean): NavEntry[] {
  return QUEUE_VIEWS.filter(({ key }) => key !== 'accounts' || accounts).map(({ key, ...entry }) => ({
    ...entry,
    exact: true,
    count: counts[key],
  }))
}

/** The desk's side bar: the queue's views with counts, *My accounts* for a CSM, administration for an administrator. */
export function deskSections({
  counts,
  isCsm,
  isAdministrator,
}: {
  counts: QueueCounts
  isCsm: boolean
  isAdministrator: boolean
}): NavSection[] {
  return [{ entries: views(counts, isCsm) }, ...(isAdministrator ? [{ title: 'Administration', entries: ADMIN }] : [])]
}

/** The first views, for the phone's bar. */
export function deskPhoneNav(counts: QueueCounts): NavEntry[] {
  return views(counts, false).slice(0, 3)
}

/** The administrator's pages as a line of tabs above each of them. */
export function AdminTabs() {
  return <Tabs label="Administration" entries={ADMIN} />
}
